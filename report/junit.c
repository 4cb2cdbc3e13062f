/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JUnit's XML, as GitLab and Jenkins read it: a suite for each recovery, a test case for each
 * finding. A failed finding is a failure, an unknown one an error, a waived one is skipped.
 */
#include <string.h>

#include "base/name_index.h"
#include "base/utc.h"
#include "base/wrap.h"
#include "report/blockers.h"
#include "report/formats.h"
#include "report/markup.h"
#include "report/waivers.h"

struct counts {
	size_t tests, failures, errors, skipped;
};

struct junit {
	struct arena *arena;
	const struct report *report;
	const char **name; /* of the test case of each finding */
	struct text cases; /* of the current suite */
	struct counts counts;
	const char *classname;
};

static const char *or_else(const char *text, const char *other)
{
	return text == NULL ? other : text;
}

static const char *line_of(const struct junit *junit, const char *text)
{
	return safe_line(junit->arena, text);
}

static void case_begin(struct junit *junit, const char *name)
{
	junit->counts.tests++;
	markup_put(&junit->cases, "    <testcase classname=\"%s\" name=\"%s\" time=\"0\"",
		line_of(junit, junit->classname), line_of(junit, name));
}

static void case_pass(struct junit *junit, const char *name)
{
	case_begin(junit, name);
	markup_put(&junit->cases, "/>\n");
}

/* A test case with one element: "failure", "error" or "skipped". */
static void case_add(struct junit *junit, const char *name, const char *element, const char *type,
	const char *message, const char *text)
{
	struct text *to = &junit->cases;
	case_begin(junit, name);
	text_add(to, ">\n      <%s", element);
	if (type != NULL)
		markup_put(to, " type=\"%s\"", type);
	markup_put(to, " message=\"%s\">%s", line_of(junit, message), text);
	text_add(to, "</%s>\n    </testcase>\n", element);
}

static const char *details_of(const struct junit *junit, const struct report_finding *finding)
{
	const bool has_remedy = *finding->remedy != '\0';
	return arena_format(junit->arena, "%s\n%s%s%s\n", finding->summary, finding->proof,
		has_remedy ? "\nFix: " : "", finding->remedy);
}

static void waived_add(struct junit *junit, const char *name, const struct report_finding *finding)
{
	junit->counts.skipped++;
	case_add(junit, name, "skipped", NULL,
		arena_format(junit->arena, "%s, %s", outcome_word(finding->outcome),
			waiver_note(junit->arena, finding->waiver)),
		details_of(junit, finding));
}

static void warning_add(struct junit *junit, const char *name, const struct report_finding *finding)
{
	case_begin(junit, name);
	markup_put(&junit->cases, ">\n      <system-out>WARN: %s</system-out>\n    </testcase>\n",
		details_of(junit, finding));
}

static void finding_add_case(
	struct junit *junit, const char *name, const struct report_finding *finding)
{
	const char *type = finding->blocking ? "blocking" : "advisory";
	if (finding->waiver != NULL) {
		waived_add(junit, name, finding);
		return;
	}
	switch (finding->outcome) {
	case OUTCOME_PASS:
		case_pass(junit, name);
		break;
	case OUTCOME_WARN:
		warning_add(junit, name, finding);
		break;
	case OUTCOME_UNKNOWN:
		junit->counts.errors++;
		case_add(junit, name, "error", type, finding->summary, details_of(junit, finding));
		break;
	case OUTCOME_FAIL:
		junit->counts.failures++;
		case_add(
			junit, name, "failure", type, finding->summary, details_of(junit, finding));
		break;
	}
}

static const char *class_of(const struct report_recovery *recovery)
{
	return or_else(recovery->fqdn, recovery->cms);
}

/* What tells a finding from others of its check, the best for people first. */
static const char *candidate(
	const struct junit *junit, const struct report_finding *finding, int number, size_t index)
{
	switch (number) {
	case 0:
		return finding->subject;
	case 1:
		return or_else(finding->subject_name, finding->dedupe_key);
	case 2:
		return finding->dedupe_key;
	default:
		return arena_format(junit->arena, "%s (%zu)", finding->subject, index + 1);
	}
}

/* As it will be read: the class and the name, escaped. */
static struct bytes identity_of(const struct junit *junit, size_t index)
{
	const struct report *report = junit->report;
	struct text text = text_new(junit->arena);
	markup_put(&text, "%s\n%s",
		line_of(junit, class_of(&report->recovery[report->finding[index].recovery_at])),
		line_of(junit, junit->name[index]));
	return bytes_of(text.data, text.length);
}

/* GitLab takes two test cases of one name for one: such names are replaced, until none is left. */
static void names_fill(struct junit *junit)
{
	const struct report *report = junit->report;
	bool *is_taken = arena_alloc(junit->arena, report->finding_count * sizeof *is_taken);
	junit->name = arena_alloc(junit->arena, report->finding_count * sizeof *junit->name);
	memset(is_taken, true, report->finding_count * sizeof *is_taken);
	for (int number = 0; number < 4; number++) {
		struct name_index index = { 0 };
		for (size_t i = 0; i < report->finding_count; i++) {
			const struct report_finding *finding = &report->finding[i];
			if (is_taken[i])
				junit->name[i] = arena_format(junit->arena, "%s %s", finding->check,
					candidate(junit, finding, number, i));
			name_index_add(junit->arena, &index, identity_of(junit, i), i);
		}
		name_index_sort(&index);
		if (name_index_repeated(&index) == NULL)
			return;
		for (size_t i = 0; i < report->finding_count; i++) {
			size_t found;
			name_index_find(&index, (const char *)identity_of(junit, i).data, &found);
			is_taken[i] = found > 1;
		}
	}
}

/* What was left out is no success. */
static void left_out_add(struct junit *junit)
{
	const struct report_left_out *left_out = &junit->report->left_out;
	for (size_t i = 0; i < left_out->check_count; i++) {
		junit->counts.skipped++;
		case_add(junit, left_out->check[i].check, "skipped", NULL, "left out of this run",
			"");
	}
}

static const char *reasons_of(const struct junit *junit)
{
	struct text text = text_new(junit->arena);
	for (size_t i = 0; i < junit->report->verdict.reason_count; i++)
		text_add(&text, "%s\n", junit->report->verdict.reason[i]);
	return text.data;
}

/* A verdict that no finding of the recovery shows, such as that of outdated evidence. */
static void verdict_add(struct junit *junit, const struct report_recovery *recovery)
{
	if (recovery->verdict == VERDICT_GO || verdict_has_finding(junit->report, recovery))
		return;
	junit->counts.errors++;
	case_add(junit, "verdict", "error", "blocking", verdict_word(recovery->verdict),
		reasons_of(junit));
}

static void property_add(struct text *to, const char *name, const char *value)
{
	if (value != NULL)
		markup_put(to, "      <property name=\"%s\" value=\"%s\"/>\n", name, value);
}

static void counts_add(struct text *to, const struct counts *counts)
{
	markup_put(to, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
		counts->tests, counts->failures, counts->errors, counts->skipped);
}

static void suite_add(struct junit *junit, struct text *to, const char *name)
{
	const struct report_run *run = &junit->report->run;
	markup_put(to, "  <testsuite name=\"%s\"", line_of(junit, name));
	counts_add(to, &junit->counts);
	text_add(to, " time=\"0\"");
	time_t started;
	if (utc_read(run->started, &started)) /* without the zone, as the parsers expect it */
		markup_put(to, " timestamp=\"%s\"",
			arena_text(junit->arena, run->started, strcspn(run->started, "Z")));
	if (run->host != NULL)
		markup_put(to, " hostname=\"%s\"", line_of(junit, run->host));
	text_add(to, ">\n    <properties>\n");
	property_add(to, "verdict", junit->report->verdict.title);
	property_add(to, "version", run->version);
	property_add(to, "run", run->id);
	property_add(to, "plan_sha256", run->plan_sha256);
	property_add(to, "environment", run->environment);
	text_add(to, "    </properties>\n%s  </testsuite>\n", junit->cases.data);
}

static void count_suite(struct counts *all, const struct counts *suite)
{
	all->tests += suite->tests;
	all->failures += suite->failures;
	all->errors += suite->errors;
	all->skipped += suite->skipped;
}

static void suite_begin(struct junit *junit, const char *classname)
{
	junit->classname = classname;
	junit->counts = (struct counts){ 0 };
	junit->cases = text_new(junit->arena);
}

static void recovery_add(
	struct junit *junit, struct text *to, const struct report_recovery *recovery)
{
	suite_begin(junit, class_of(recovery));
	for (size_t i = recovery->first; i < recovery->first + recovery->count; i++)
		finding_add_case(junit, junit->name[i], &junit->report->finding[i]);
	left_out_add(junit);
	verdict_add(junit, recovery);
	suite_add(junit, to, recovery->cms);
}

/* One that was not selected. */
static void recovery_left_out_add(struct junit *junit, struct text *to, const char *cms)
{
	suite_begin(junit, cms);
	junit->counts.skipped++;
	case_add(junit, "verdict", "skipped", NULL, "left out of this run", "");
	suite_add(junit, to, cms);
}

/* What no recovery shows: that the run failed, or judged none. Never a file without tests. */
static void run_add(struct junit *junit, struct text *to)
{
	const struct report_failure *failure = junit->report->failure;
	suite_begin(junit, "cmsready");
	junit->counts.errors++;
	case_add(junit, "run", "error", failure == NULL ? "verdict" : failure->kind,
		failure == NULL ? junit->report->verdict.title : failure->text, reasons_of(junit));
	suite_add(junit, to, "cmsready");
}

/* Of the run, in whole seconds; 0 where it is not known. */
static size_t seconds_of(const struct report_run *run)
{
	time_t started, ended;
	return utc_read(run->started, &started) && utc_read(run->ended, &ended) && ended > started
		       ? (size_t)(ended - started)
		       : 0;
}

/* A verdict other than GO must not look like a success, whatever the findings are. */
static bool needs_run(const struct report *report, const struct counts *all)
{
	return report->failure != NULL || report->recovery_count == 0 ||
	       (report->verdict.state != VERDICT_GO && all->failures + all->errors == 0);
}

struct bytes format_junit(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct junit junit = { .arena = arena, .report = report };
	struct text suites = text_new(arena), out = text_new(arena);
	struct counts all = { 0 };
	(void)style;
	names_fill(&junit);
	for (size_t i = 0; i < report->recovery_count; i++) {
		recovery_add(&junit, &suites, &report->recovery[i]);
		count_suite(&all, &junit.counts);
	}
	for (size_t i = 0; i < report->left_out.recovery_count; i++) {
		recovery_left_out_add(&junit, &suites, report->left_out.recovery[i]);
		count_suite(&all, &junit.counts);
	}
	if (needs_run(report, &all)) {
		run_add(&junit, &suites);
		count_suite(&all, &junit.counts);
	}
	text_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cmsready\"");
	counts_add(&out, &all);
	markup_put(&out, " time=\"%zu\">\n", seconds_of(&report->run));
	text_add(&out, "%s</testsuites>\n", suites.data);
	return bytes_of(out.data, out.length);
}
