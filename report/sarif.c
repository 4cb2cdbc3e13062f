/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SARIF 2.1.0 for code scanning, such as GitHub's: a result for each finding that did not pass, at
 * the line of the plan where its recovery begins. A result without a file and a line would make
 * GitHub refuse the whole file.
 */
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "codec/fields.h"
#include "report/blockers.h"
#include "report/formats.h"
#include "report/waivers.h"

enum { MOST_RESULTS = 25000 /* that GitHub takes of one run */ };

struct message {
	const char *text;
};

struct rule {
	const char *id;
	struct message shown, described, help;
};

struct location {
	const char *uri;
	int64_t line;
};

struct fingerprints {
	const char *line_hash, *dedupe_key;
};

struct suppression {
	const char *kind, *justification;
};

struct result {
	const char *rule_id, *level;
	int64_t rule_index;
	struct message message;
	struct location *location; /* one */
	size_t location_count;
	struct fingerprints fingerprints;
	struct suppression *suppression;
	size_t suppression_count;
};

struct notification {
	const char *level;
	struct message message;
};

struct invocation {
	bool successful;
	const char *start, *end; /* or NULL */
	struct notification *notification;
	size_t notification_count;
};

struct driver {
	const char *name, *version;
	struct rule *rule;
	size_t rule_count;
};

struct scan {
	struct driver driver;
	struct invocation *invocation; /* one */
	size_t invocation_count;
	struct result *result;
	size_t result_count;
	const char *id;
};

struct log {
	const char *schema, *version;
	struct scan *run; /* one */
	size_t run_count;
};

static const struct field message_fields[] = {
	{ TEXT("text", struct message, text), LINES },
};
static const struct shape message_shape = OPEN_SHAPE(struct message, message_fields);

static const struct field rule_fields[] = {
	{ TEXT("id", struct rule, id) },
	{ RECORD("shortDescription", struct rule, shown, &message_shape) },
	{ RECORD("fullDescription", struct rule, described, &message_shape) },
	{ RECORD("help", struct rule, help, &message_shape) },
};
static const struct shape rule_shape = OPEN_SHAPE(struct rule, rule_fields);

static const struct field driver_fields[] = {
	{ TEXT("name", struct driver, name) },
	{ TEXT("version", struct driver, version) },
	{ RECORDS("rules", struct driver, rule, rule_count, &rule_shape) },
};
static const struct shape driver_shape = OPEN_SHAPE(struct driver, driver_fields);

/* tool.driver, physicalLocation.region and the like: objects with one member. */
static const struct field tool_fields[] = {
	{ RECORD("driver", struct scan, driver, &driver_shape) },
};
static const struct shape tool_shape = OPEN_SHAPE(struct scan, tool_fields);

static const struct field artifact_fields[] = {
	{ TEXT("uri", struct location, uri) },
};
static const struct shape artifact_shape = OPEN_SHAPE(struct location, artifact_fields);

static const struct field region_fields[] = {
	{ NUMBER("startLine", struct location, line) },
};
static const struct shape region_shape = OPEN_SHAPE(struct location, region_fields);

static const struct field physical_fields[] = {
	{ .key = "artifactLocation", .kind = FIELD_RECORD, .shape = &artifact_shape },
	{ .key = "region", .kind = FIELD_RECORD, .shape = &region_shape },
};
static const struct shape physical_shape = OPEN_SHAPE(struct location, physical_fields);

static const struct field location_fields[] = {
	{ .key = "physicalLocation", .kind = FIELD_RECORD, .shape = &physical_shape },
};
static const struct shape location_shape = OPEN_SHAPE(struct location, location_fields);

static const struct field fingerprint_fields[] = {
	{ TEXT("primaryLocationLineHash", struct fingerprints, line_hash) },
	{ TEXT("dedupe_key/v1", struct fingerprints, dedupe_key) },
};
static const struct shape fingerprint_shape = OPEN_SHAPE(struct fingerprints, fingerprint_fields);

static const struct field suppression_fields[] = {
	{ TEXT("kind", struct suppression, kind) },
	{ TEXT("justification", struct suppression, justification) },
};
static const struct shape suppression_shape = OPEN_SHAPE(struct suppression, suppression_fields);

static const struct field result_fields[] = {
	{ TEXT("ruleId", struct result, rule_id) },
	{ NUMBER("ruleIndex", struct result, rule_index) },
	{ TEXT("level", struct result, level) },
	{ RECORD("message", struct result, message, &message_shape) },
	{ RECORDS("locations", struct result, location, location_count, &location_shape) },
	{ RECORD("partialFingerprints", struct result, fingerprints, &fingerprint_shape) },
	{ RECORDS("suppressions", struct result, suppression, suppression_count,
		&suppression_shape) },
};
static const struct shape result_shape = OPEN_SHAPE(struct result, result_fields);

static const struct field notification_fields[] = {
	{ TEXT("level", struct notification, level) },
	{ RECORD("message", struct notification, message, &message_shape) },
};
static const struct shape notification_shape = OPEN_SHAPE(struct notification, notification_fields);

static const struct field invocation_fields[] = {
	{ FLAG("executionSuccessful", struct invocation, successful) },
	{ TEXT("startTimeUtc", struct invocation, start), LATER },
	{ TEXT("endTimeUtc", struct invocation, end), LATER },
	{ RECORDS("toolExecutionNotifications", struct invocation, notification, notification_count,
		&notification_shape) },
};
static const struct shape invocation_shape = OPEN_SHAPE(struct invocation, invocation_fields);

static const struct field automation_fields[] = {
	{ TEXT("id", struct scan, id) },
};
static const struct shape automation_shape = OPEN_SHAPE(struct scan, automation_fields);

static const struct field scan_fields[] = {
	{ .key = "tool", .kind = FIELD_RECORD, .shape = &tool_shape },
	{ .key = "automationDetails", .kind = FIELD_RECORD, .shape = &automation_shape },
	{ RECORDS("invocations", struct scan, invocation, invocation_count, &invocation_shape) },
	{ RECORDS("results", struct scan, result, result_count, &result_shape) },
};
static const struct shape scan_shape = OPEN_SHAPE(struct scan, scan_fields);

static const struct field log_fields[] = {
	{ TEXT("$schema", struct log, schema) },
	{ TEXT("version", struct log, version) },
	{ RECORDS("runs", struct log, run, run_count, &scan_shape) },
};
static const struct shape log_shape = OPEN_SHAPE(struct log, log_fields);

/* A relative reference of RFC 3986. */
static const char *uri_of(struct arena *arena, const struct report_run *run)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	const char *path = run->plan_path != NULL ? run->plan_path : run->plan;
	struct text uri = text_new(arena);
	for (const char *at = path == NULL ? "" : path; *at != '\0'; at++) {
		if (strchr(plain, *at) != NULL)
			text_add_bytes(&uri, at, 1);
		else
			text_add(&uri, "%%%02X", (unsigned char)*at);
	}
	return uri.length == 0 ? "plan.json" : uri.data;
}

static const char *level_of(const struct report_finding *finding)
{
	return finding->severity > SEVERITY_WARNING ? "error" : "warning";
}

static const char *message_of(struct arena *arena, const struct report_finding *finding)
{
	return arena_format(arena, "%s: %s\n%s", outcome_word(finding->outcome), finding->summary,
		finding->proof);
}

static struct suppression *suppression_of(struct arena *arena, const struct report_waiver *waiver)
{
	struct suppression *of = arena_alloc(arena, sizeof *of);
	*of = (struct suppression){ "external",
		arena_format(arena, "waived until %s (%s, %s): %s", waiver->expires, waiver->ticket,
			waiver->owner, waiver->reason) };
	return of;
}

/* The rules of the results, each once: the checks. */
struct rules {
	struct rule *rule;
	size_t count;
	size_t *of_finding; /* by the index of the finding */
};

static struct rules rules_of(struct arena *arena, const struct report *report)
{
	struct rules rules = {
		.rule = arena_alloc(arena, report->finding_count * sizeof *rules.rule),
		.of_finding = arena_alloc(arena, report->finding_count * sizeof *rules.of_finding),
	};
	struct name_index index = { 0 };
	for (size_t i = 0; i < report->finding_count; i++) {
		const char *check = report->finding[i].check;
		if (report->finding[i].outcome != OUTCOME_PASS)
			name_index_add(arena, &index, bytes_of(check, strlen(check)), i);
	}
	name_index_sort(&index);
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		size_t found;
		if (finding->outcome == OUTCOME_PASS)
			continue;
		const size_t first = name_index_find(&index, finding->check, &found)->at;
		if (first == i)
			rules.rule[rules.count++] = (struct rule){ finding->check,
				{ finding->check }, { finding->why },
				{ *finding->remedy == '\0' ? finding->why : finding->remedy } };
		rules.of_finding[i] = first == i ? rules.count - 1 : rules.of_finding[first];
	}
	return rules;
}

static struct result result_of(
	struct arena *arena, const struct report *report, const struct rules *rules, size_t index)
{
	const struct report_finding *finding = &report->finding[index];
	const int64_t line = report->recovery[finding->recovery_at].plan_line;
	struct location *location = arena_alloc(arena, sizeof *location);
	*location = (struct location){ uri_of(arena, &report->run), line > 0 ? line : 1 };
	return (struct result){
		.rule_id = finding->check,
		.rule_index = (int64_t)rules->of_finding[index],
		.level = level_of(finding),
		.message = { message_of(arena, finding) },
		.location = location,
		.location_count = 1,
		.fingerprints = { finding->dedupe_key, finding->dedupe_key },
		.suppression =
			finding->waiver == NULL ? NULL : suppression_of(arena, finding->waiver),
		.suppression_count = finding->waiver != NULL,
	};
}

static struct notification *notification_of(
	struct arena *arena, const char *level, const char *text)
{
	struct notification *of = arena_alloc(arena, sizeof *of);
	*of = (struct notification){ level, { text } };
	return of;
}

/* The worst first, so that the most important ones are kept. */
static size_t results_fill(struct arena *arena, const struct report *report,
	const struct rules *rules, struct result *result)
{
	size_t count = 0;
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < report->finding_count && count < MOST_RESULTS; i++) {
			if (report->finding[i].severity == severity)
				result[count++] = result_of(arena, report, rules, i);
		}
	}
	return count;
}

static size_t open_count(const struct report *report)
{
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++)
		count += report->finding[i].outcome != OUTCOME_PASS;
	return count;
}

static struct invocation invocation_of(
	struct arena *arena, const struct report *report, size_t shown)
{
	struct invocation of = {
		.successful = report->failure == NULL,
		.start = report->run.started,
		.end = report->run.ended,
		.notification_count = 1,
	};
	const size_t open = open_count(report);
	if (report->failure != NULL)
		of.notification = notification_of(arena, "error", report->failure->text);
	else if (shown < open)
		of.notification = notification_of(arena, "warning",
			arena_format(arena, "%s; %zu of %zu findings are shown",
				report->verdict.title, shown, open));
	else
		of.notification = notification_of(arena, "note", report->verdict.title);
	return of;
}

struct bytes format_sarif(
	struct arena *arena, const struct report *report, const struct style *style)
{
	(void)style;
	const struct rules rules = rules_of(arena, report);
	const char *environment = report->run.environment;
	const size_t most = open_count(report);
	struct scan run = {
		.driver = { "cmsready", report->run.version == NULL ? "" : report->run.version,
			rules.rule, rules.count },
		.result = arena_alloc(
			arena, (most < MOST_RESULTS ? most : MOST_RESULTS) * sizeof *run.result),
		.invocation_count = 1,
		.id = environment == NULL ? "cmsready/"
					  : arena_format(arena, "cmsready/%s/", environment),
	};
	run.result_count = results_fill(arena, report, &rules, run.result);
	struct invocation invocation = invocation_of(arena, report, run.result_count);
	run.invocation = &invocation;
	const struct log log = { "https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", &run,
		1 };
	return record_write_text(arena, &log_shape, &log);
}
