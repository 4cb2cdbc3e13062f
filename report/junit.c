/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JUnit's XML, as GitLab and Jenkins read it: a suite for each recovery, a test case for each
 * finding. A failed finding is a failure, an unknown one an error, a waived one is skipped.
 */
#include <string.h>

#include "base/utc.h"
#include "base/wrap.h"
#include "report/blockers.h"
#include "report/formats.h"
#include "report/markup.h"
#include "report/waivers.h"

enum { NEIGHBOURS = 64 /* findings of one check whose labels are compared */ };

struct counts {
	size_t tests, failures, errors, skipped;
};

struct junit {
	struct arena *arena;
	const struct report *report;
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

/* Whether another finding of the check has the same label; those of a check follow each other. */
static bool is_namesake(const struct report_finding *finding, const struct report_finding *first,
	const struct report_finding *end)
{
	size_t seen = 0;
	for (const struct report_finding *other = finding; other-- > first;) {
		if (strcmp(other->check, finding->check) != 0)
			break;
		if (strcmp(other->subject, finding->subject) == 0 || ++seen > NEIGHBOURS)
			return true;
	}
	for (const struct report_finding *other = finding + 1; other < end; other++) {
		if (strcmp(other->check, finding->check) != 0)
			break;
		if (strcmp(other->subject, finding->subject) == 0 || ++seen > NEIGHBOURS)
			return true;
	}
	return false;
}

/* Two test cases of one name would be one for GitLab: then the whole name tells them apart. */
static const char *case_name(const struct junit *junit, const struct report_recovery *recovery,
	const struct report_finding *finding)
{
	const struct report_finding *first = &junit->report->finding[recovery->first];
	const char *whole = or_else(finding->subject_name, finding->dedupe_key);
	return arena_format(junit->arena, "%s %s", finding->check,
		is_namesake(finding, first, first + recovery->count) ? whole : finding->subject);
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
static void verdict_add(struct junit *junit, enum verdict verdict)
{
	if (verdict == VERDICT_GO || junit->counts.failures + junit->counts.errors > 0)
		return;
	junit->counts.errors++;
	case_add(junit, "verdict", "error", "blocking", verdict_word(verdict), reasons_of(junit));
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
	if (run->started != NULL) /* without the zone, as the parsers expect it */
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

static void recovery_add(
	struct junit *junit, struct text *to, const struct report_recovery *recovery)
{
	junit->classname = or_else(recovery->fqdn, recovery->cms);
	junit->counts = (struct counts){ 0 };
	junit->cases = text_new(junit->arena);
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = &junit->report->finding[recovery->first + i];
		finding_add_case(junit, case_name(junit, recovery, finding), finding);
	}
	left_out_add(junit);
	verdict_add(junit, recovery->verdict);
	suite_add(junit, to, recovery->cms);
}

/* A run that failed, or has no recovery: never a file without tests. */
static void run_add(struct junit *junit, struct text *to)
{
	const struct report_failure *failure = junit->report->failure;
	junit->classname = "cmsready";
	junit->counts = (struct counts){ .errors = 1 };
	junit->cases = text_new(junit->arena);
	case_add(junit, "run", "error", failure == NULL ? "verdict" : failure->kind,
		failure == NULL ? "no recovery was judged" : failure->text, reasons_of(junit));
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

struct bytes format_junit(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct junit junit = { .arena = arena, .report = report };
	struct text suites = text_new(arena), out = text_new(arena);
	struct counts all = { 0 };
	(void)style;
	for (size_t i = 0; i < report->recovery_count; i++) {
		recovery_add(&junit, &suites, &report->recovery[i]);
		count_suite(&all, &junit.counts);
	}
	if (report->recovery_count == 0) {
		run_add(&junit, &suites);
		count_suite(&all, &junit.counts);
	}
	text_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cmsready\"");
	counts_add(&out, &all);
	markup_put(&out, " time=\"%zu\">\n", seconds_of(&report->run));
	text_add(&out, "%s</testsuites>\n", suites.data);
	return bytes_of(out.data, out.length);
}
