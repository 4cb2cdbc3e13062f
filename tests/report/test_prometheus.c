/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics: each series once, labels escaped, the numbers right. promtool reads them elsewhere. */
#include "tests/test.h"

#include <stdlib.h>

#include "base/text.h"
#include "tests/report/fixture.h"

static const struct style style = { .now = 1748782803 };

static const char *metrics_of(const struct fixture *fixture)
{
	const struct bytes text = fixture_render(fixture, "prometheus", style);
	return arena_text(fixture->arena, (const char *)text.data, text.length);
}

static bool has_line(const char *metrics, const char *line)
{
	const size_t length = strlen(line);
	for (const char *at = metrics; (at = strstr(at, line)) != NULL; at++) {
		if ((at == metrics || at[-1] == '\n') && at[length] == '\n')
			return true;
	}
	return false;
}

/* A series of that metric whose line ends like this. */
static bool has_series(const char *metrics, const char *metric, const char *end)
{
	for (const char *line = metrics; *line != '\0'; line = strchr(line, '\n') + 1) {
		const size_t length = strcspn(line, "\n");
		if (length > strlen(end) && strncmp(line, metric, strlen(metric)) == 0 &&
			strncmp(line + length - strlen(end), end, strlen(end)) == 0)
			return true;
	}
	return false;
}

static int compare(const void *a, const void *b)
{
	const char *const *one = a, *const *other = b;
	return strcmp(*one, *other);
}

/*
 * Every line is a comment about one of our metrics, or a series of the metric that was announced
 * last, once. A quote ends a value only without a backslash.
 */
static void are_metrics(struct arena *arena, const char *metrics)
{
	const char **series = NULL, *announced = "";
	size_t count = 0;
	for (const char *line = metrics; *line != '\0'; line = strchr(line, '\n') + 1) {
		const char *end = strchr(line, '\n');
		ck_assert_msg(end != NULL, "the last line ends");
		const char *all = arena_text(arena, line, (size_t)(end - line));
		if (*all == '#') {
			ck_assert_msg(strncmp(all, "# HELP cmsready_", 16) == 0 ||
					      strncmp(all, "# TYPE cmsready_", 16) == 0,
				"%s", all);
			announced = arena_text(arena, all + 7, strcspn(all + 7, " "));
			continue;
		}
		const size_t name = strcspn(all, "{ ");
		ck_assert_msg(name == strlen(announced) && strncmp(all, announced, name) == 0,
			"%s after %s", all, announced);
		bool quoted = false;
		size_t at = name;
		for (; all[at] != '\0' && (quoted || all[at] != ' '); at++) {
			if (quoted && all[at] == '\\') {
				at++;
				ck_assert_msg(strchr("\\\"n", all[at]) != NULL, "%s", all);
			} else if (all[at] == '"') {
				quoted = !quoted;
			}
		}
		ck_assert_msg(!quoted && all[at] == ' ', "%s", all);
		char *rest;
		strtoll(all + at + 1, &rest, 10);
		ck_assert_msg(*rest == '\0' && rest != all + at + 1, "a number: %s", all);
		series = arena_more(arena, series, count, sizeof *series);
		series[count++] = arena_text(arena, all, at);
	}
	ck_assert_uint_gt(count, 10);
	qsort(series, count, sizeof *series, compare);
	for (size_t i = 1; i < count; i++)
		ck_assert_msg(strcmp(series[i - 1], series[i]) != 0, "twice: %s", series[i]);
}

static bool first_is_well(size_t recovery)
{
	return recovery == 0;
}

START_TEST(numbers)
{
	static const char *const lines[] = {
		"cmsready_info{plan=\"plan.json\",version=\"1.0.0\",environment=\"\"} 1",
		"cmsready_run_failed{plan=\"plan.json\"} 0",
		"cmsready_run_timestamp_seconds{plan=\"plan.json\"} 1748782803",
		"cmsready_evidence_timestamp_seconds{plan=\"plan.json\"} 1748779203", /* date -d
											 2025-06-01T12:00:03Z
										       */
		"cmsready_evidence_duration_seconds{plan=\"plan.json\"} 38",
		"cmsready_verdict{plan=\"plan.json\",state=\"go\"} 0",
		"cmsready_verdict{plan=\"plan.json\",state=\"no-go\"} 1",
		"cmsready_verdict{plan=\"plan.json\",state=\"undetermined\"} 0",
		"cmsready_warned{plan=\"plan.json\"} 1",
		"cmsready_recovery_verdict{plan=\"plan.json\",recovery=\"EXCMS000\",state=\"go\"} 1",
		"cmsready_recovery_verdict{plan=\"plan.json\",recovery=\"EXCMS001\",state=\"go\"} 0",
		"cmsready_recovery_verdict{plan=\"plan.json\",recovery=\"EXCMS001\",state=\"no-go\"} 1",
		"cmsready_findings{plan=\"plan.json\",recovery=\"EXCMS000\",outcome=\"pass\"} 4",
		"cmsready_findings{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"pass\"} 0",
		"cmsready_findings{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"warn\"} 1",
		"cmsready_findings{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"unknown\"} 1",
		"cmsready_findings{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"fail\"} 2",
		"cmsready_blockers{plan=\"plan.json\",recovery=\"EXCMS000\",outcome=\"fail\"} 0",
		"cmsready_blockers{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"fail\"} 1",
		"cmsready_blockers{plan=\"plan.json\",recovery=\"EXCMS001\",outcome=\"unknown\"} 1",
		"cmsready_open_findings{plan=\"plan.json\",check=\"ad.first\",severity=\"blocker\"} 1",
		"cmsready_open_findings{plan=\"plan.json\",check=\"ad.second\",severity=\"unknown-blocker\"} 1",
		"cmsready_open_findings{plan=\"plan.json\",check=\"dns.third\",severity=\"blocker\"} 0",
		"cmsready_open_findings{plan=\"plan.json\",check=\"dns.third\",severity=\"warning\"} 1",
		"cmsready_open_findings{plan=\"plan.json\",check=\"share.fourth\",severity=\"warning\"} 1",
		"cmsready_waived_findings{plan=\"plan.json\"} 0",
		"cmsready_advisory_checks{plan=\"plan.json\"} 0",
		"cmsready_waivers{plan=\"plan.json\",state=\"applied\"} 0",
	};
	static const enum outcome outcomes[] = { OUTCOME_FAIL, OUTCOME_UNKNOWN, OUTCOME_FAIL,
		OUTCOME_WARN };
	struct fixture *fixture = fixture_new(2);
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i] =
			(struct fixture_finding){ outcomes[i], "s", "s", "why", "p", "r" };
	fixture->is_well = first_is_well;
	fixture_judge(fixture);
	const char *metrics = metrics_of(fixture);
	are_metrics(fixture->arena, metrics);
	for (size_t i = 0; i < COUNT(lines); i++)
		ck_assert_msg(has_line(metrics, lines[i]), "%s is not in\n%s", lines[i], metrics);
	fixture_free(fixture);
}
END_TEST

static const char *const hostile[] = {
	"a\"} 1\ncmsready_verdict{state=\"no-go",
	"ends with a backslash \\",
	"\\\" \\n \\",
	"line\nfeed\r",
	"\xff\xfe\x80 no UTF-8",
	"\x1b[2J\u202e",
	"",
	" ",
	"\u00e4\U0001f600",
};

/* All recoveries have this name, and it is the plan's, too. */
START_TEST(hostile_names)
{
	struct fixture *fixture = fixture_new(3);
	fixture_fill(fixture, hostile[_i]);
	for (size_t i = 0; i < 2; i++)
		fixture->plan.recoveries[i].cms.fqdn = hostile[_i];
	fixture_judge(fixture);
	const char *metrics = metrics_of(fixture);
	are_metrics(fixture->arena, metrics);
	ck_assert(has_series(metrics, "cmsready_verdict{", ",state=\"go\"} 1"));
	ck_assert(!has_series(metrics, "cmsready_verdict{", ",state=\"no-go\"} 1"));
	ck_assert(!has_series(metrics, "cmsready_verdict{state", ""));
	fixture_free(fixture);
}
END_TEST

/* Two CMSs of one short name are told apart by their full ones. */
START_TEST(same_labels)
{
	struct fixture *fixture = fixture_new(3);
	fixture->plan.recoveries[1].cms.label = "EXCMS000";
	fixture_judge(fixture);
	const char *metrics = metrics_of(fixture);
	are_metrics(fixture->arena, metrics);
	static const char *const names[] = { "excms000.example.com", "excms001.example.com",
		"EXCMS002" };
	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert(has_line(metrics,
			arena_format(fixture->arena,
				"cmsready_recovery_verdict{plan=\"plan.json\",recovery=\"%s\",state=\"go\"} 1",
				names[i])));
	fixture_free(fixture);
}
END_TEST

START_TEST(failed_runs)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	error_set(&error, ERROR_ABSENT, "plan.json: cannot open it");
	const char *reason = error.text;
	struct report report = report_refused(arena, &error, &reason, 1);
	report.run.plan = "p.json";
	const struct bytes text = format_prometheus(arena, &report, &style);
	const char *metrics = arena_text(arena, (const char *)text.data, text.length);
	are_metrics(arena, metrics);
	ck_assert(has_line(metrics, "cmsready_run_failed{plan=\"p.json\"} 1"));
	ck_assert(has_line(metrics, "cmsready_verdict{plan=\"p.json\",state=\"undetermined\"} 1"));
	ck_assert(has_line(metrics, "cmsready_verdict{plan=\"p.json\",state=\"go\"} 0"));
	ck_assert(has_line(metrics, "cmsready_run_timestamp_seconds{plan=\"p.json\"} 1748782803"));
	ck_assert_ptr_null(strstr(metrics, "evidence"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("prometheus");
	TCase *tcase = tcase_create("prometheus");
	tcase_add_test(tcase, numbers);
	tcase_add_loop_test(tcase, hostile_names, 0, COUNT(hostile));
	tcase_add_test(tcase, same_labels);
	tcase_add_test(tcase, failed_runs);
	suite_add_tcase(suite, tcase);
	return suite;
}
