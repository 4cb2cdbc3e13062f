/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SARIF: paths that GitHub takes, no links of servers, and a result for every verdict but GO. */
#include "tests/test.h"

#include "report/plan_uri.h"
#include "tests/report/fixture.h"

START_TEST(paths)
{
	static const struct {
		const char *path, *name, *uri, *because;
	} rows[] = {
		{ "plans/dr.json", "dr.json", "plans/dr.json", "it is below" },
		{ "a b/50%/\xe2\x82\xac?#[x]:y.json", "p",
			"a%20b/50%25/%E2%82%AC%3F%23%5Bx%5D%3Ay.json",
			"other characters are encoded; a colon would be a scheme" },
		{ "..plan/...", "p", "..plan/...", "these are names" },
		{ "", "dr.json", "dr.json", "an empty path" },
		{ NULL, "dr.json", "dr.json", "it is not known" },
		{ "/etc/dr.json", "dr.json", "dr.json", "absolute" },
		{ "//host/dr.json", "dr.json", "dr.json", "a host" },
		{ "../dr.json", "dr.json", "dr.json", "outside" },
		{ "a/../../dr.json", "dr.json", "dr.json", "outside, in the end" },
		{ "a/..", "dr.json", "dr.json", "a folder" },
		{ "./dr.json", "dr.json", "dr.json", "not the path of a repository" },
		{ "a//dr.json", "dr.json", "dr.json", "an empty part" },
		{ "a/", "dr.json", "dr.json", "a folder" },
		{ NULL, "..", "plan.json", "no name" },
		{ NULL, "/etc/dr.json", "plan.json", "a name with a folder" },
		{ NULL, NULL, "plan.json", "nothing is known" },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct report_run run = { .plan_path = rows[i].path, .plan = rows[i].name };
		const char *uri = plan_uri(arena, &run);
		ck_assert_msg(strcmp(uri, rows[i].uri) == 0, "%s: %s, not %s", rows[i].because, uri,
			rows[i].uri);
	}
	arena_free(arena);
}
END_TEST

/* Not with strstr(), which under ASan looks for the end of the text each time. */
static size_t count_of(const char *text, const char *part)
{
	const size_t length = strlen(part);
	size_t count = 0;
	for (const char *at = text; *at != '\0'; at++)
		count += *at == *part && strncmp(at, part, length) == 0;
	return count;
}

static size_t results_of(struct arena *arena, const struct report *report, const char **text)
{
	const struct bytes log = format_sarif(arena, report, &(struct style){ 0 });
	*text = arena_text(arena, (const char *)log.data, log.length);
	return count_of(*text, "\"ruleId\"");
}

START_TEST(links)
{
	struct fixture *fixture = fixture_new(1);
	const char *log;
	fixture_fill(fixture, "](](x)[see](https://evil.example)");
	fixture_judge(fixture);
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 3);
	for (const char *at = log; (at = strstr(at, "\"text\": ")) != NULL; at++)
		ck_assert_ptr_null(strstr(arena_text(fixture->arena, at, strcspn(at, "\n")), "]("));
	ck_assert_ptr_nonnull(strstr(log, "[see] (https://evil.example)"));
	fixture_free(fixture);
}
END_TEST

/* Without a result, the alerts of an earlier run would be closed, and nothing said. */
START_TEST(verdicts)
{
	struct fixture *fixture = fixture_new(2);
	const char *log;
	fixture_judge(fixture);
	struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 0);
	report.verdict.state = VERDICT_UNDETERMINED;
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 1);
	ck_assert_ptr_nonnull(strstr(log, "\"verdict/plan.json\""));
	report.recovery[0].verdict = report.recovery[1].verdict = VERDICT_UNDETERMINED;
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 2);
	ck_assert_ptr_nonnull(strstr(log, "\"verdict/excms001.example.com\""));
	report.finding[0].outcome = OUTCOME_UNKNOWN;
	report.finding[0].severity = SEVERITY_UNKNOWN_BLOCKER;
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 2);
	ck_assert_ptr_null(strstr(log, "\"verdict/excms000.example.com\""));
	fixture_free(fixture);
}
END_TEST

/* As many as GitHub takes: the worst are kept, and the log says that there are more. */
START_TEST(most)
{
	struct fixture *fixture = fixture_new(6300);
	const char *log;
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i] =
			(struct fixture_finding){ OUTCOME_FAIL, "s", "s", "failed", "", "" };
	fixture_judge(fixture);
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_uint_eq(report.finding_count, 25200);
	ck_assert_uint_eq(results_of(fixture->arena, &report, &log), 25000);
	ck_assert_ptr_nonnull(strstr(log, "25000 of 25200 findings are shown"));
	ck_assert_uint_eq(count_of(log, "\"level\": \"error\""), 12600);
	fixture_free(fixture);
}
END_TEST

START_TEST(failed_runs)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	const char *log;
	error_set(&error, ERROR_ABSENT, "[plan](x).json: cannot open it");
	const char *reason = error.text;
	const struct report report = report_refused(arena, &error, &reason, 1);
	ck_assert_uint_eq(results_of(arena, &report, &log), 0);
	ck_assert_ptr_nonnull(strstr(log, "\"executionSuccessful\": false"));
	ck_assert_ptr_nonnull(strstr(log, "[plan] (x).json: cannot open it"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sarif");
	TCase *tcase = tcase_create("sarif");
	tcase_add_test(tcase, paths);
	tcase_add_test(tcase, links);
	tcase_add_test(tcase, verdicts);
	tcase_add_test(tcase, most);
	tcase_add_test(tcase, failed_runs);
	suite_add_tcase(suite, tcase);
	return suite;
}
