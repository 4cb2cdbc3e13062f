/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <jansson.h>
#include <string.h>

#include "model/loss.h"
#include "report/report.h"
#include "tests/report/fixture.h"
#include "tests/report/validated.h"
#include "tests/test.h"

static struct fixture *mixed(void)
{
	struct fixture *fixture = fixture_new(2);
	fixture->finding[0] = (struct fixture_finding){ OUTCOME_FAIL, "DRCLU$",
		"DRCLU.example.com.", "a summary", "a proof\nof two lines", "fix it:\n    dsacls" };
	fixture->finding[1].outcome = OUTCOME_UNKNOWN;
	fixture->finding[2].outcome = OUTCOME_WARN;
	fixture->evidence.directory.gap = (struct gap){ .cause = ERROR_DENIED, .text = "refused" };
	fixture_judge(fixture);
	return fixture;
}

START_TEST(every_field_is_there)
{
	struct fixture *fixture = mixed();
	json_t *root = parse(fixture_json(fixture));
	ck_assert_str_eq(string_at(root, "schema_version"), "1.4");
	ck_assert(json_is_null(json_object_get(root, "error")));

	const json_t *verdict = json_object_get(root, "verdict");
	ck_assert_str_eq(string_at(verdict, "state"), "no-go");
	ck_assert(json_is_true(json_object_get(verdict, "warned")));
	ck_assert_uint_eq(json_array_size(json_object_get(verdict, "reasons")), 1);
	const json_t *group = json_array_get(json_object_get(verdict, "grouped"), 0);
	ck_assert_str_eq(string_at(group, "check"), "ad.first");
	ck_assert_uint_eq(json_array_size(json_object_get(group, "recoveries")), 2);

	ck_assert_uint_eq(json_array_size(json_object_get(root, "findings")), 2 * FIXTURE_CHECKS);
	const json_t *finding = json_array_get(json_object_get(root, "findings"), 0);
	ck_assert_str_eq(string_at(finding, "check"), "ad.first");
	ck_assert_str_eq(string_at(finding, "recovery"), "EXCMS000");
	ck_assert_str_eq(string_at(finding, "subject"), "DRCLU$");
	ck_assert_str_eq(string_at(finding, "outcome"), "fail");
	ck_assert(json_is_true(json_object_get(finding, "blocking")));
	ck_assert_str_eq(string_at(finding, "summary"), "a summary");
	ck_assert_str_eq(string_at(finding, "proof"), "a proof\nof two lines");
	ck_assert_str_eq(string_at(finding, "remedy"), "fix it:\n    dsacls");
	ck_assert_str_eq(string_at(finding, "dedupe_key"),
		"ad.first/excms000.example.com/drclu.example.com");
	const json_t *advice = json_array_get(json_object_get(root, "findings"), 2);
	ck_assert(json_is_false(json_object_get(advice, "blocking")));

	json_decref(root);
	fixture_free(fixture);
}
END_TEST

/* With a lost site, and without one. */
START_TEST(the_loss_of_a_site)
{
	struct fixture *fixture = mixed();
	json_t *root = parse(fixture_json(fixture));
	ck_assert(json_is_null(json_object_get(root, "site_loss")));
	json_decref(root);

	struct loss_server servers[] = { { SOURCE_DIRECTORY, "dc1" }, { SOURCE_SHARES, "node1" } };
	const struct loss loss = { .site = "Main", .server = servers, .count = 2 };
	struct change change = { &fixture->judgement.findings.finding[0], OUTCOME_UNKNOWN };
	fixture->evidence.loss = &loss;
	fixture->judgement.change = &change;
	fixture->judgement.change_count = 1;
	const struct bytes report = fixture_json(fixture);
	ck_assert_int_eq(validate(SCHEMA, report), 0);
	root = parse(report);
	const json_t *object = json_object_get(root, "site_loss");
	ck_assert_str_eq(string_at(object, "site"), "Main");
	ck_assert(json_is_null(json_object_get(object, "unread")));
	const json_t *aside = json_object_get(object, "set_aside");
	ck_assert_uint_eq(json_array_size(aside), 2);
	ck_assert_str_eq(string_at(json_array_get(aside, 0), "source"), "directory");
	ck_assert_str_eq(string_at(json_array_get(aside, 1), "server"), "node1");
	const json_t *known = json_array_get(json_object_get(object, "only_known"), 0);
	ck_assert_str_eq(string_at(known, "check"), "ad.first");
	ck_assert_str_eq(string_at(known, "with"), "fail");
	ck_assert_str_eq(string_at(known, "without"), "unknown");
	json_decref(root);
	fixture_free(fixture);
}
END_TEST

START_TEST(run_gaps_and_coverage_are_there)
{
	struct fixture *fixture = mixed();
	json_t *root = parse(fixture_json(fixture));
	ck_assert_uint_eq(json_array_size(json_object_get(root, "gaps")), 1);
	const json_t *gap = json_array_get(json_object_get(root, "gaps"), 0);
	ck_assert_str_eq(string_at(gap, "source"), "directory");
	ck_assert(json_is_null(json_object_get(gap, "server")));
	ck_assert(json_is_null(json_object_get(gap, "subject")));
	ck_assert_str_eq(string_at(gap, "cause"), "denied");
	ck_assert_str_eq(string_at(gap, "text"), "refused");

	ck_assert_uint_eq(json_array_size(json_object_get(root, "coverage")), 2);
	const json_t *coverage = json_array_get(json_object_get(root, "coverage"), 1);
	ck_assert_str_eq(string_at(coverage, "recovery"), "EXCMS001");
	ck_assert_str_eq(string_at(coverage, "standby_cluster"), "DRCLU001");
	ck_assert_str_eq(string_at(coverage, "state"), "partial");
	ck_assert_str_eq(string_at(coverage, "verdict"), "no-go");
	const json_t *counts = json_object_get(coverage, "counts");
	ck_assert_uint_eq(json_object_size(counts), 4);
	static const char *const outcome[] = { "pass", "warn", "unknown", "fail" };
	for (size_t i = 0; i < COUNT(outcome); i++)
		ck_assert_int_eq(json_integer_value(json_object_get(counts, outcome[i])), 1);

	const json_t *run = json_object_get(root, "run");
	ck_assert_uint_eq(json_object_size(run), 13);
	ck_assert_str_eq(string_at(run, "id"), fixture->evidence.run.id);
	ck_assert_str_eq(string_at(run, "version"), "1.0.0");
	ck_assert_str_eq(string_at(run, "started"), "2025-06-01T12:00:03Z");
	ck_assert_str_eq(string_at(run, "ended"), "2025-06-01T12:00:41Z");
	ck_assert_str_eq(string_at(run, "host"), "jump01");
	ck_assert_str_eq(string_at(run, "plan_sha256"), fixture->plan.sha256);
	ck_assert_str_eq(string_at(run, "evidence_sha256"), fixture->evidence.sha256);
	json_decref(root);
	fixture_free(fixture);
}
END_TEST

START_TEST(reports_follow_the_schema)
{
	static const struct {
		size_t recoveries;
		enum outcome first, third;
		enum verdict verdict;
	} rows[] = {
		{ 1, OUTCOME_PASS, OUTCOME_PASS, VERDICT_GO },
		{ 1, OUTCOME_PASS, OUTCOME_WARN, VERDICT_GO },
		{ 1, OUTCOME_FAIL, OUTCOME_PASS, VERDICT_NO_GO },
		{ 3, OUTCOME_UNKNOWN, OUTCOME_FAIL, VERDICT_UNDETERMINED },
		{ 0, OUTCOME_PASS, OUTCOME_PASS, VERDICT_UNDETERMINED },
	};
	struct fixture *fixture[COUNT(rows)];
	struct bytes report[COUNT(rows)];
	for (size_t i = 0; i < COUNT(rows); i++) {
		fixture[i] = fixture_new(rows[i].recoveries);
		fixture[i]->finding[0].outcome = rows[i].first;
		fixture[i]->finding[2].outcome = rows[i].third;
		fixture_judge(fixture[i]);
		ck_assert_int_eq(fixture[i]->judgement.verdict, rows[i].verdict);
		report[i] = fixture_json(fixture[i]);
	}
	ck_assert_int_eq(validate_all(SCHEMA, report, COUNT(rows)), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		fixture_free(fixture[i]);
}
END_TEST

START_TEST(bytes_that_are_no_text_follow_the_schema)
{
	static const char *const text[] = {
		"\xff\xfe",
		"caf\xe9",
		"\xed\xa0\x80",
		"\xc0\x80",
		"\xf4\x90\x80\x80",
		"half \xe2\x82",
		"\x1b]0;title\x07\r\n\t\x7f",
		"\"quoted\" \\ and \xe2\x80\xae turned",
	};
	struct fixture *fixture[COUNT(text)];
	struct bytes report[COUNT(text)];
	for (size_t i = 0; i < COUNT(text); i++) {
		fixture[i] = fixture_new(2);
		fixture_fill(fixture[i], text[i]);
		fixture_judge(fixture[i]);
		report[i] = fixture_json(fixture[i]);
		json_t *root = parse(report[i]);
		const json_t *finding = json_array_get(json_object_get(root, "findings"), 0);
		ck_assert_uint_gt(strlen(string_at(finding, "proof")), 0);
		json_decref(root);
	}
	ck_assert_int_eq(validate_all(SCHEMA, report, COUNT(text)), 0);
	for (size_t i = 0; i < COUNT(text); i++)
		fixture_free(fixture[i]);
}
END_TEST

START_TEST(failed_runs_follow_the_schema)
{
	struct arena *arena = arena_new();
	struct bytes report[ERROR_KINDS];
	for (enum error_kind kind = ERROR_NONE; kind < ERROR_KINDS; kind++) {
		struct error error = { .kind = kind, .text = "plan.json:1: \xff is no plan" };
		const char *reason = error.text;
		report[kind] = refused_json(arena, &error, &reason, 1);
		json_t *root = parse(report[kind]);
		const json_t *verdict = json_object_get(root, "verdict");
		ck_assert_str_eq(string_at(verdict, "state"), "undetermined");
		const json_t *reasons = json_object_get(verdict, "reasons");
		ck_assert_uint_eq(json_array_size(reasons), 1);
		const json_t *failure = json_object_get(root, "error");
		ck_assert_str_eq(string_at(failure, "kind"), error_kind_name(kind));
		ck_assert_str_eq(
			string_at(failure, "text"), json_string_value(json_array_get(reasons, 0)));
		json_decref(root);
	}
	ck_assert_int_eq(validate_all(SCHEMA, report, ERROR_KINDS), 0);
	arena_free(arena);
}
END_TEST

START_TEST(same_judgement_same_bytes)
{
	struct fixture *fixture = mixed();
	struct bytes a = fixture_json(fixture);
	struct bytes b = fixture_json(fixture);
	ck_assert(bytes_equal(a, b));
	fixture_free(fixture);
}
END_TEST

/* Puts a member into the object that the keys lead to; arrays are entered at their first item. */
static struct bytes spoil(
	struct arena *arena, struct bytes report, const char *where, json_t *extra)
{
	json_t *root = parse(report), *at = root;
	char *path = arena_string(arena, where), *rest = NULL;
	for (char *key = strtok_r(path, "/", &rest); key != NULL; key = strtok_r(NULL, "/", &rest))
		at = json_is_array(json_object_get(at, key))
			     ? json_array_get(json_object_get(at, key), 0)
			     : json_object_get(at, key);
	ck_assert(json_is_object(at));
	ck_assert_int_eq(json_object_set_new(at, "extra", extra), 0);
	char *dumped = json_dumps(root, 0);
	char *text = arena_string(arena, dumped);
	free(dumped);
	json_decref(root);
	return bytes_of(text, strlen(text));
}

START_TEST(schema_refuses_what_it_does_not_know)
{
	static const char *const where[] = { "", "verdict", "findings", "gaps", "coverage",
		"coverage/counts", "run" };
	struct fixture *fixture = mixed();
	struct bytes report = fixture_json(fixture);
	for (size_t i = 0; i < COUNT(where); i++) {
		struct bytes spoilt = spoil(fixture->arena, report, where[i], json_true());
		ck_assert_msg(validate(SCHEMA, spoilt) == 1, "%s", where[i]);
	}
	struct error error = { .kind = ERROR_ABSENT, .text = "no plan" };
	const char *reason = error.text;
	struct bytes failed = refused_json(fixture->arena, &error, &reason, 1);
	ck_assert_int_eq(validate(SCHEMA, spoil(fixture->arena, failed, "error", json_null())), 1);
	ck_assert_int_eq(validate(SCHEMA, bytes_of("{", 1)), 1);
	ck_assert_int_eq(validate(SCHEMA, bytes_of("{}", 2)), 1);
	ck_assert_int_eq(validate("docs/no-such-schema.json", report), 2);
	fixture_free(fixture);
}
END_TEST

/* An error has room for one sentence; a report has every reason. */
START_TEST(refused_for_many_reasons)
{
	struct fixture *fixture = mixed();
	const char *reasons[] = { "/a: Which?", "/b: \x1b\xff" };
	const struct error error = { .kind = ERROR_CONFIG, .text = "2 open questions" };
	struct bytes report = refused_json(fixture->arena, &error, reasons, 2);
	ck_assert_int_eq(validate(SCHEMA, report), 0);
	json_t *root = json_loadb((const char *)report.data, report.length, 0, NULL);
	json_t *verdict = json_object_get(root, "verdict");
	json_t *shown = json_object_get(verdict, "reasons");
	ck_assert_str_eq(json_string_value(json_object_get(verdict, "state")), "undetermined");
	ck_assert_uint_eq(json_array_size(shown), 2);
	ck_assert_str_eq(json_string_value(json_array_get(shown, 0)), "/a: Which?");
	ck_assert_str_eq(json_string_value(json_object_get(json_object_get(root, "error"), "text")),
		"2 open questions");
	json_decref(root);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("json");
	TCase *tcase = tcase_create("json");
	tcase_set_timeout(tcase, 60); /* starts Python many times */
	tcase_add_test(tcase, every_field_is_there);
	tcase_add_test(tcase, the_loss_of_a_site);
	tcase_add_test(tcase, run_gaps_and_coverage_are_there);
	tcase_add_test(tcase, reports_follow_the_schema);
	tcase_add_test(tcase, bytes_that_are_no_text_follow_the_schema);
	tcase_add_test(tcase, failed_runs_follow_the_schema);
	tcase_add_test(tcase, refused_for_many_reasons);
	tcase_add_test(tcase, same_judgement_same_bytes);
	tcase_add_test(tcase, schema_refuses_what_it_does_not_know);
	suite_add_tcase(suite, tcase);
	return suite;
}
