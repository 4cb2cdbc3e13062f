/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as metrics, for the textfile collector of Prometheus' node_exporter. There are few
 * series: some for each CMS, some for each check, and none for each finding. Each has the plan as a
 * label, since one collector may read the files of several.
 */
#include "report/formats.h"

#include <inttypes.h>
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "base/wrap.h"
#include "report/blockers.h"
#include "report/tally.h"

struct metrics {
	struct arena *arena;
	const struct report *report;
	struct text out;
	const char *labels;    /* of all series */
	const char **recovery; /* a name of its own for each */
};

static void metric_begin(struct metrics *metrics, const char *name, const char *help)
{
	text_add(&metrics->out, "# HELP cmsready_%s %s\n# TYPE cmsready_%s gauge\n", name, help,
		name);
}

/* As the text format wants values of labels: backslash, quote and line feed are escaped. */
static void label_add(struct text *to, const char *between, const char *name, const char *value)
{
	text_add(to, "%s%s=\"", between, name);
	for (const char *at = safe_line(to->arena, value); *at != '\0'; at++) {
		if (*at == '\\' || *at == '"')
			text_add_bytes(to, "\\", 1);
		text_add_bytes(to, at, 1);
	}
	text_add(to, "\"");
}

/* The plan, and the site that was taken for lost. */
static const char *labels_of(struct arena *arena, const struct report *report)
{
	struct text labels = text_new(arena);
	label_add(&labels, "", "plan", report->run.plan);
	if (report->loss != NULL)
		label_add(&labels, ",", "site_loss", report->loss->site);
	return labels.data;
}

static void plain_add(struct metrics *metrics, const char *name, int64_t value, const char *help)
{
	metric_begin(metrics, name, help);
	text_add(&metrics->out, "cmsready_%s{%s} %" PRId64 "\n", name, metrics->labels, value);
}

/* "cmsready_NAME{plan="plan.json",LABEL="VALUE",SECOND="WORD"} NUMBER"; `label` may be NULL. */
static void sample_add(struct metrics *metrics, const char *name, const char *label,
	const char *value, const char *second, const char *word, int64_t number)
{
	text_add(&metrics->out, "cmsready_%s{%s", name, metrics->labels);
	if (label != NULL)
		label_add(&metrics->out, ",", label, value);
	label_add(&metrics->out, ",", second, word);
	text_add(&metrics->out, "} %" PRId64 "\n", number);
}

/* Names that are alike would be one series, and the collector then drops the whole file. */
static const char **own_names(struct arena *arena, const struct report *report)
{
	struct name_index labels = { 0 }, names = { 0 };
	const size_t count = report->recovery_count;
	const char **name = arena_alloc(arena, count * sizeof *name);
	for (size_t i = 0; i < count; i++)
		name_index_add(arena, &labels,
			bytes_of(report->recovery[i].cms, strlen(report->recovery[i].cms)), i);
	name_index_sort(&labels);
	for (size_t i = 0; i < count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		size_t found;
		name_index_find(&labels, recovery->cms, &found);
		name[i] = safe_line(arena,
			found > 1 && recovery->fqdn != NULL ? recovery->fqdn : recovery->cms);
		name_index_add(arena, &names, bytes_of(name[i], strlen(name[i])), i);
	}
	name_index_sort(&names);
	for (size_t i = 0; i < count && name_index_repeated(&names) != NULL; i++)
		name[i] = arena_format(arena, "%zu: %s", i + 1, name[i]);
	return name;
}

static void info(struct metrics *metrics)
{
	const struct report_run *run = &metrics->report->run;
	metric_begin(metrics, "info", "The program and the plan of the run.");
	sample_add(metrics, "info", "version", run->version, "environment", run->environment, 1);
}

static void times(struct metrics *metrics, const struct style *style)
{
	int64_t seconds;
	plain_add(metrics, "run_failed", metrics->report->failure != NULL,
		"1: the run failed before anything was judged.");
	plain_add(metrics, "run_timestamp_seconds", style->now, "When it was judged, or tried.");
	if (report_evidence_time(metrics->report, &seconds))
		plain_add(metrics, "evidence_timestamp_seconds", seconds,
			"When the evidence was read.");
	if (report_evidence_duration(metrics->report, &seconds))
		plain_add(metrics, "evidence_duration_seconds", seconds,
			"How long the evidence took to be read.");
}

static void verdicts(struct metrics *metrics)
{
	const struct report *report = metrics->report;
	metric_begin(metrics, "verdict", "1 for the verdict of the run, 0 for the others.");
	for (enum verdict each = VERDICT_GO; each <= VERDICT_UNDETERMINED; each++)
		sample_add(metrics, "verdict", NULL, NULL, "state", verdict_words[each],
			report->verdict.state == each);
	plain_add(metrics, "warned", report->verdict.warned,
		"1: something warned that does not prevent a GO.");
	if (report->recovery_count == 0)
		return;
	metric_begin(metrics, "recovery_verdict",
		"1 for the verdict about a clustered mailbox server, 0 for the others.");
	for (size_t i = 0; i < report->recovery_count; i++) {
		for (enum verdict each = VERDICT_GO; each <= VERDICT_UNDETERMINED; each++)
			sample_add(metrics, "recovery_verdict", "recovery", metrics->recovery[i],
				"state", verdict_words[each], report->recovery[i].verdict == each);
	}
}

static void findings(struct metrics *metrics)
{
	const struct report *report = metrics->report;
	if (report->recovery_count == 0)
		return;
	metric_begin(metrics, "findings", "Findings about a clustered mailbox server, by outcome.");
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_counts *counts = &report->recovery[i].counts;
		const int64_t number[] = { counts->pass, counts->warn, counts->unknown,
			counts->fail };
		for (enum outcome each = OUTCOME_PASS; each <= OUTCOME_FAIL; each++)
			sample_add(metrics, "findings", "recovery", metrics->recovery[i], "outcome",
				outcome_words[each], number[each]);
	}
	metric_begin(metrics, "blockers",
		"Findings that prevent a GO of a clustered mailbox server: they failed, or are "
		"unknown.");
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		int64_t failed = 0, unknown = 0;
		for (size_t k = recovery->first; k < recovery->first + recovery->count; k++) {
			failed += report->finding[k].severity == SEVERITY_BLOCKER;
			unknown += report->finding[k].severity == SEVERITY_UNKNOWN_BLOCKER;
		}
		sample_add(metrics, "blockers", "recovery", metrics->recovery[i], "outcome", "fail",
			failed);
		sample_add(metrics, "blockers", "recovery", metrics->recovery[i], "outcome",
			"unknown", unknown);
	}
}

/* How many findings of each check are open, all CMSs together. */
static void checks(struct metrics *metrics)
{
	const struct report *report = metrics->report;
	size_t count;
	const char *const *check = report_checks(metrics->arena, report, &count);
	if (count == 0)
		return;
	struct name_index index = { 0 };
	size_t(*open)[4] = arena_alloc(metrics->arena, count * sizeof *open);
	for (size_t i = 0; i < count; i++)
		name_index_add(metrics->arena, &index, bytes_of(check[i], strlen(check[i])), i);
	name_index_sort(&index);
	for (size_t i = 0; i < report->finding_count; i++) {
		size_t found;
		const struct named_place *place =
			name_index_find(&index, report->finding[i].check, &found);
		open[place->at][report->finding[i].severity]++;
	}
	metric_begin(metrics, "open_findings",
		"Findings that did not pass, by check and what they mean for the verdict.");
	for (size_t i = 0; i < count; i++) {
		for (enum severity each = SEVERITY_BLOCKER; each > SEVERITY_INFO; each--)
			sample_add(metrics, "open_findings", "check", check[i], "severity",
				severity_words[each], (int64_t)open[i][each]);
	}
}

static void exceptions(struct metrics *metrics)
{
	const struct report *report = metrics->report;
	const struct report_tally tally = report_tally_of(report);
	int64_t lowered = 0;
	for (size_t i = 0; i < report->weight_count; i++)
		lowered += report->weight[i].by_default && !report->weight[i].blocking;
	plain_add(metrics, "waived_findings", report->verdict.waived,
		"Findings that a waiver covers.");
	plain_add(metrics, "advisory_checks", lowered, "Checks that the plan made advisory.");
	metric_begin(metrics, "waivers", "Waivers, by what became of them.");
	for (enum waiver_state each = WAIVER_NONE; each <= WAIVER_LEFT_OUT; each++)
		sample_add(metrics, "waivers", NULL, NULL, "state", waiver_words[each],
			(int64_t)tally.waiver[each]);
}

struct bytes format_prometheus(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct metrics metrics = {
		.arena = arena,
		.report = report,
		.out = text_new(arena),
		.labels = labels_of(arena, report),
		.recovery = own_names(arena, report),
	};
	info(&metrics);
	times(&metrics, style);
	verdicts(&metrics);
	findings(&metrics);
	checks(&metrics);
	exceptions(&metrics);
	return bytes_of(metrics.out.data, metrics.out.length);
}
