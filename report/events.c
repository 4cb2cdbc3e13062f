/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Events for ticketing systems, JSON Lines with the fields of ServiceNow's event management: one
 * for each finding that did not pass, and a clear for each that is gone since an earlier report.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "codec/fields.h"
#include "report/formats.h"
#include "report/gone.h"

/* What those fields hold, in characters. */
enum { FIELD_CHARACTERS = 100, DESCRIPTION_CHARACTERS = 4000 };

enum event_severity { CLEAR, CRITICAL, MAJOR, MINOR, WARNING, INFO };

/* Clears first, in the order of the severities. */
static const char *const severity_digits[] = { "0", "1", "2", "3", "4", "5" };

/* What the fields have no room for. */
struct info {
	const char *check, *recovery, *subject, *environment, *run, *plan_sha256;
	enum verdict verdict;
	enum outcome outcome;
	bool blocking, explained;
	const char *summary, *proof, *why, *remedy;
	const char **root_cause;
	size_t root_cause_count;
	const struct report_waiver *waiver;
};

struct event {
	const char *source, *node, *type, *resource, *event_class, *message_key;
	enum event_severity severity;
	const char *resolution_state, *time, *description, *info;
};

static const struct field waiver_fields[] = {
	{ TEXT("owner", struct report_waiver, owner) },
	{ TEXT("reason", struct report_waiver, reason) },
	{ TEXT("ticket", struct report_waiver, ticket) },
	{ TEXT("expires", struct report_waiver, expires) },
};
static const struct shape waiver_shape = OPEN_SHAPE(struct report_waiver, waiver_fields);

static const struct field info_fields[] = {
	{ TEXT("check", struct info, check) },
	{ TEXT("recovery", struct info, recovery) },
	{ TEXT("subject", struct info, subject) },
	{ WORD("outcome", struct info, outcome, outcome_words) },
	{ FLAG("blocking", struct info, blocking) },
	{ FLAG("explained", struct info, explained) },
	{ TEXTS("root_causes", struct info, root_cause, root_cause_count) },
	{ RECORD_AT("waiver", struct info, waiver, &waiver_shape), OR_NULL },
	{ TEXT("environment", struct info, environment), OR_NULL },
	{ WORD("verdict", struct info, verdict, verdict_words) },
	{ TEXT("summary", struct info, summary) },
	{ TEXT("proof", struct info, proof), LINES },
	{ TEXT("why", struct info, why), LINES },
	{ TEXT("remedy", struct info, remedy), LINES },
	{ TEXT("run", struct info, run), OR_NULL },
	{ TEXT("plan_sha256", struct info, plan_sha256), OR_NULL },
};
static const struct shape info_shape = OPEN_SHAPE(struct info, info_fields);

static const struct field event_fields[] = {
	{ TEXT("source", struct event, source) },
	{ TEXT("node", struct event, node) },
	{ TEXT("type", struct event, type) },
	{ TEXT("resource", struct event, resource) },
	{ TEXT("event_class", struct event, event_class) },
	{ TEXT("message_key", struct event, message_key) },
	{ WORD("severity", struct event, severity, severity_digits) },
	{ TEXT("resolution_state", struct event, resolution_state) },
	{ TEXT("time_of_event", struct event, time) },
	{ TEXT("description", struct event, description), LINES },
	{ TEXT("additional_info", struct event, info), LINES },
};
static const struct shape event_shape = OPEN_SHAPE(struct event, event_fields);

/* The first characters of UTF-8, not bytes. */
static const char *cut(struct arena *arena, const char *text, size_t characters)
{
	size_t length = 0;
	for (; text[length] != '\0'; length++) {
		const bool begins = ((unsigned char)text[length] & 0xc0) != 0x80;
		if (begins && characters-- == 0)
			return arena_text(arena, text, length);
	}
	return text;
}

static enum event_severity severity_of(const struct report_finding *finding)
{
	if (finding->waived)
		return INFO;
	switch (finding->severity) {
	case SEVERITY_BLOCKER:
		return CRITICAL;
	case SEVERITY_UNKNOWN_BLOCKER:
		return MAJOR;
	default:
		return finding->outcome == OUTCOME_WARN ? WARNING : MINOR;
	}
}

/* "2026-11-21 01:35:27", GMT; "" if the report does not have the time of its run. */
static const char *time_of(struct arena *arena, const struct report *report)
{
	int64_t ended;
	const char *time = utc_read_any(report->run.ended, &ended) ? utc_write(arena, ended) : NULL;
	if (time == NULL || strlen(time) != strlen("2026-11-21T01:35:27Z"))
		return "";
	return arena_format(arena, "%.10s %.8s", time, time + 11);
}

static const char *info_of(
	struct arena *arena, const struct report *report, const struct report_finding *finding)
{
	const struct info info = {
		.check = finding->check,
		.recovery = finding->recovery,
		.subject = finding->subject,
		.outcome = finding->outcome,
		.blocking = finding->blocking,
		.explained = finding->explained,
		.root_cause = finding->root_cause,
		.root_cause_count = finding->root_cause_count,
		.waiver = finding->waiver,
		.environment = report->run.environment,
		.verdict = report->verdict.state,
		.summary = finding->summary,
		.proof = finding->proof,
		.why = finding->why,
		.remedy = finding->remedy,
		.run = report->run.id,
		.plan_sha256 = report->run.plan_sha256,
	};
	const struct bytes text = record_write_lines(arena, &info_shape, &info, 1);
	return arena_text(arena, (const char *)text.data, text.length - 1);
}

static const char *description_of(struct arena *arena, const struct report_finding *finding)
{
	const bool has_remedy = *finding->remedy != '\0', has_proof = *finding->proof != '\0';
	return cut(arena,
		arena_format(arena, "%s%s%s%s%s", finding->summary, has_proof ? "\n\n" : "",
			finding->proof, has_remedy ? "\n\nFix: " : "", finding->remedy),
		DESCRIPTION_CHARACTERS);
}

static const char *or_else(const char *text, const char *other)
{
	return text == NULL ? other : text;
}

/* Of this finding, which for a clear is that of the earlier report. */
static struct event event_of(struct arena *arena, const struct report *report,
	const struct report_finding *finding, enum event_severity severity)
{
	return (struct event){
		.source = "cmsready",
		.node = cut(arena, or_else(finding->cms, finding->recovery), FIELD_CHARACTERS),
		.type = cut(arena, finding->check, FIELD_CHARACTERS),
		.resource = cut(
			arena, or_else(finding->subject_name, finding->subject), FIELD_CHARACTERS),
		.event_class = cut(arena, or_else(report->run.environment, ""), FIELD_CHARACTERS),
		.message_key = finding->dedupe_key,
		.severity = severity,
		.resolution_state = severity == CLEAR ? "Closing" : "New",
		.time = time_of(arena, report),
		.description = severity == CLEAR ? arena_format(arena, "Gone: %s", finding->summary)
						 : description_of(arena, finding),
		.info = info_of(arena, report, finding),
	};
}

struct bytes format_events(
	struct arena *arena, const struct report *report, const struct style *style)
{
	const struct gone gone = gone_since(arena, style->previous, report);
	struct event *event =
		arena_alloc(arena, (report->finding_count + gone.count) * sizeof *event);
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		if (finding->outcome != OUTCOME_PASS)
			event[count++] = event_of(arena, report, finding, severity_of(finding));
	}
	for (size_t i = 0; i < gone.count; i++)
		event[count++] = event_of(arena, report, gone.finding[i], CLEAR);
	return record_write_lines(arena, &event_shape, event, count);
}
