/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SARIF 2.1.0 for code scanning, such as GitHub's: a result for each finding that did not pass, at
 * the line of the plan where its recovery begins. A result without a file and a line would make
 * GitHub refuse the whole file.
 */
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "base/utc.h"
#include "report/blockers.h"
#include "report/formats.h"
#include "report/plan_uri.h"
#include "report/sarif_log.h"
#include "report/waivers.h"

enum { MOST_RESULTS = 25000 /* that GitHub takes of one run */ };

/*
 * A message of SARIF may have links, "[text](target)" (3.11.6): texts from servers must not make
 * any.
 */
static const char *linkless(struct arena *arena, const char *from)
{
	struct text text = text_new(arena);
	for (const char *link; (link = strstr(from, "](")) != NULL; from = link + 1) {
		text_add_bytes(&text, from, (size_t)(link - from) + 1);
		text_add(&text, " ");
	}
	text_add_string(&text, from);
	return text.data;
}

static const char *level_of(const struct report_finding *finding)
{
	return finding->severity > SEVERITY_WARNING ? "error" : "warning";
}

static const char *message_of(struct arena *arena, const struct report_finding *finding)
{
	const bool has_remedy = *finding->remedy != '\0';
	return linkless(arena, arena_format(arena, "%s: %s\n%s%s%s", outcome_word(finding->outcome),
				       finding->summary, finding->proof,
				       has_remedy ? "\nFix: " : "", finding->remedy));
}

static struct sarif_suppression *suppression_of(
	struct arena *arena, const struct report_waiver *waiver)
{
	struct sarif_suppression *of = arena_alloc(arena, sizeof *of);
	*of = (struct sarif_suppression){ "external", linkless(arena, waiver_note(arena, waiver)) };
	return of;
}

/* The rules of the results, each once: the checks, and behind them the verdict. */
struct rules {
	struct sarif_rule *rule;
	size_t count;
	size_t *of_finding; /* by the index of the finding */
};

static struct sarif_rule rule_of(struct arena *arena, const struct report_finding *finding)
{
	const char *why = *finding->why == '\0' ? finding->check : finding->why;
	return (struct sarif_rule){ finding->check, { finding->check }, { linkless(arena, why) },
		{ arena_format(arena, "cmsready explain %s: what is checked, and why.",
			finding->check) } };
}

static struct rules rules_of(struct arena *arena, const struct report *report)
{
	struct rules rules = {
		.rule = arena_alloc(arena, (report->finding_count + 1) * sizeof *rules.rule),
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
			rules.rule[rules.count++] = rule_of(arena, finding);
		rules.of_finding[i] = first == i ? rules.count - 1 : rules.of_finding[first];
	}
	return rules;
}

static struct sarif_location *location_of(
	struct arena *arena, const struct report *report, const struct report_recovery *recovery)
{
	struct sarif_location *of = arena_alloc(arena, sizeof *of);
	const int64_t line = recovery == NULL ? 0 : recovery->plan_line;
	*of = (struct sarif_location){ plan_uri(arena, &report->run), line > 0 ? line : 1 };
	return of;
}

static struct sarif_result result_of(
	struct arena *arena, const struct report *report, const struct rules *rules, size_t index)
{
	const struct report_finding *finding = &report->finding[index];
	return (struct sarif_result){
		.rule_id = rules->rule[rules->of_finding[index]].id,
		.rule_index = (int64_t)rules->of_finding[index],
		.level = level_of(finding),
		.message = { message_of(arena, finding) },
		.location = location_of(arena, report, &report->recovery[finding->recovery_at]),
		.location_count = 1,
		.fingerprints = { finding->dedupe_key, finding->dedupe_key },
		.suppression =
			finding->waiver == NULL ? NULL : suppression_of(arena, finding->waiver),
		.suppression_count = finding->waiver != NULL,
	};
}

static struct sarif_notification *notification_of(
	struct arena *arena, const char *level, const char *text)
{
	struct sarif_notification *of = arena_alloc(arena, sizeof *of);
	*of = (struct sarif_notification){ level, { linkless(arena, text) } };
	return of;
}

/* The worst first, so that the most important ones are kept. */
static size_t results_fill(struct arena *arena, const struct report *report,
	const struct rules *rules, struct sarif_result *result, size_t count)
{
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < report->finding_count && count < MOST_RESULTS; i++) {
			if (report->finding[i].severity == severity)
				result[count++] = result_of(arena, report, rules, i);
		}
	}
	return count;
}

/* About a recovery; NULL: about the run. */
static struct sarif_result verdict_result(struct arena *arena, const struct report *report,
	const struct report_recovery *recovery, size_t rule)
{
	const char *name = recovery == NULL         ? report->run.plan
			   : recovery->fqdn != NULL ? recovery->fqdn
						    : recovery->cms;
	const char *key = arena_format(arena, "verdict/%s", name == NULL ? "" : name);
	struct text text = text_new(arena);
	text_add(&text, "%s%s%s", recovery == NULL ? "" : recovery->cms,
		recovery == NULL ? "" : ": ",
		verdict_word(recovery == NULL ? report->verdict.state : recovery->verdict));
	for (size_t i = 0; i < report->verdict.reason_count; i++)
		text_add(&text, "\n%s", report->verdict.reason[i]);
	return (struct sarif_result){
		.rule_id = "verdict",
		.rule_index = (int64_t)rule,
		.level = "error",
		.message = { linkless(arena, text.data) },
		.location = location_of(arena, report, recovery),
		.location_count = 1,
		.fingerprints = { key, key },
	};
}

/*
 * Verdicts that no finding shows, such as that of outdated evidence: without a result, the alerts
 * of an earlier run would be closed as fixed, and nothing said instead.
 */
static size_t verdicts_fill(struct arena *arena, const struct report *report, size_t rule,
	struct sarif_result *result, size_t most)
{
	size_t count = 0, shown = 0;
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		const bool has_finding = verdict_has_finding(report, recovery);
		shown += recovery->verdict != VERDICT_GO;
		if (recovery->verdict != VERDICT_GO && !has_finding && count < most)
			result[count++] = verdict_result(arena, report, recovery, rule);
	}
	if (report->verdict.state != VERDICT_GO && shown == 0 && count < most)
		result[count++] = verdict_result(arena, report, NULL, rule);
	return count;
}

static size_t open_count(const struct report *report)
{
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++)
		count += report->finding[i].outcome != OUTCOME_PASS;
	return count;
}

static struct sarif_invocation invocation_of(
	struct arena *arena, const struct report *report, size_t shown)
{
	time_t time;
	struct sarif_invocation of = {
		.successful = report->failure == NULL,
		.start = utc_read(report->run.started, &time) ? report->run.started : NULL,
		.end = utc_read(report->run.ended, &time) ? report->run.ended : NULL,
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
	struct rules rules = rules_of(arena, report);
	const char *environment = report->run.environment;
	const size_t most = open_count(report) + report->recovery_count + 1;
	struct sarif_scan run = {
		.result = arena_alloc(
			arena, (most < MOST_RESULTS ? most : MOST_RESULTS) * sizeof *run.result),
		.invocation_count = 1,
		.id = environment == NULL ? "cmsready/"
					  : arena_format(arena, "cmsready/%s/", environment),
	};
	const size_t verdicts = report->failure != NULL ? 0
							: verdicts_fill(arena, report, rules.count,
								  run.result, MOST_RESULTS);
	run.result_count = results_fill(arena, report, &rules, run.result, verdicts);
	if (verdicts > 0)
		rules.rule[rules.count++] = (struct sarif_rule){ "verdict", { "verdict" },
			{ "The verdict is not GO, and no finding shows why." },
			{ "The JSON report has the reasons, in verdict.reasons." } };
	run.driver = (struct sarif_driver){ "cmsready",
		report->run.version == NULL ? "" : report->run.version, rules.rule, rules.count };
	struct sarif_invocation invocation =
		invocation_of(arena, report, run.result_count - verdicts);
	run.invocation = &invocation;
	const struct sarif_log log = { "https://json.schemastore.org/sarif-2.1.0.json", "2.1.0",
		&run, 1 };
	return record_write_text(arena, &sarif_log_shape, &log);
}
