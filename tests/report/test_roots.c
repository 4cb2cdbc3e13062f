/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/wrap.h"
#include "report/report.h"
#include "tests/report/fixture.h"
#include "tests/report/lines.h"
#include "tests/report/validated.h"
#include "tests/test.h"

static size_t times(const char *text, const char *what)
{
	size_t count = 0;
	for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
		count++;
	return count;
}

/* Two checks of each CMS that one refusal makes unknown, and one that has another cause. */
static struct fixture *hidden(size_t recoveries)
{
	struct fixture *fixture = fixture_new(recoveries);
	for (size_t i = 0; i < 3; i++)
		fixture->finding[i].outcome = OUTCOME_UNKNOWN;
	fixture->finding[0].proof = "On dc1.example.com: the ticket is too old";
	fixture->finding[0].summary = "a summary";
	fixture->finding[1].proof = "On dc1.example.com: the ticket is too old";
	fixture->finding[2].proof = "a proof of its own";
	struct directory_visit *visit = arena_alloc(fixture->arena, sizeof *visit);
	*visit = (struct directory_visit){ .server = "dc1.example.com",
		.gap = { ERROR_DENIED, "the ticket is too old" },
		.root.dn = "" };
	fixture->gap[0] = fixture->gap[1] = &visit->gap;
	fixture->evidence.directory = (struct directory_evidence){ .visit = visit, .count = 1 };
	fixture_judge(fixture);
	return fixture;
}

START_TEST(text_says_it_once)
{
	static const size_t recoveries[] = { 1, 2, 40 };
	struct fixture *fixture = hidden(recoveries[_i]);
	const char *text = fixture_text(fixture);
	/* First, last, and as a root cause. */
	ck_assert_uint_eq(times(text, "the ticket is too old"), 3);
	ck_assert_ptr_nonnull(strstr(text, "Root causes"));
	ck_assert_uint_eq(
		times(text, "because of cause 1 (above), blocking: 2 findings"), recoveries[_i]);
	ck_assert_ptr_nonnull(strstr(text, "a proof of its own"));
	assert_no_line_longer(text, PAGE_COLUMNS, "root causes");
	fixture_free(fixture);
}
END_TEST

/* Their names are needed to fix them, and no other part of the report has them. */
START_TEST(servers_are_named)
{
	enum { SERVERS = 50, NAMED = 40 };
	struct fixture *fixture = fixture_new(2);
	struct dns_visit *visit = arena_alloc(fixture->arena, SERVERS * sizeof *visit);
	for (size_t i = 0; i < SERVERS; i++)
		visit[i] = (struct dns_visit){ .server = arena_format(fixture->arena, "ns%zu.", i),
			.gap = { ERROR_TIMEOUT, "silent" } };
	fixture->finding[0].outcome = OUTCOME_UNKNOWN;
	fixture->finding[0].proof = "ns0.: silent";
	fixture->gap[0] = &visit[0].gap;
	fixture->evidence.dns = (struct dns_evidence){ .visit = visit, .count = SERVERS };
	fixture_judge(fixture);
	const char *text = fixture_text(fixture);
	for (size_t i = 0; i < SERVERS; i++)
		ck_assert_msg((strstr(text, visit[i].server) != NULL) == (i < NAMED), "%s", text);
	ck_assert_ptr_nonnull(strstr(text, "and 10 more"));
	assert_no_line_longer(text, PAGE_COLUMNS, "servers of a root cause");
	fixture_free(fixture);
}
END_TEST

/* The findings are only named, so their common remedy is shown with the root cause. */
START_TEST(one_object_is_mended_once)
{
	static const struct {
		const char *remedy[2];
		size_t fixes;
		const char *because;
	} rows[] = {
		{ { "do this", "do this" }, 1, "both say so" },
		{ { "do this", "do that" }, 0, "they do not agree" },
		{ { NULL, NULL }, 0, "they do not know" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fixture *fixture = fixture_new(1);
		struct attribute attribute = { .name = "a", .gap = { ERROR_DENIED, "no right" } };
		struct entry entry = { .dn = "CN=X", .attribute = &attribute, .count = 1 };
		struct directory_visit visit = {
			.server = "dc1", .root.dn = "", .entry = &entry, .entry_count = 1
		};
		for (size_t k = 0; k < 2; k++) {
			fixture->finding[k].outcome = OUTCOME_UNKNOWN;
			fixture->finding[k].remedy = rows[i].remedy[k];
			fixture->gap[k] = &attribute.gap;
		}
		fixture->evidence.directory =
			(struct directory_evidence){ .visit = &visit, .count = 1 };
		fixture_judge(fixture);
		const char *text = fixture_text(fixture);
		ck_assert_msg(times(text, "Fix: do this") == rows[i].fixes, "%s: %s",
			rows[i].because, text);
		ck_assert_msg(times(text, "Cause 1: ") == 1, "%s", rows[i].because);
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(one_finding_is_told_in_full)
{
	struct fixture *fixture = fixture_new(1);
	fixture->finding[0].outcome = OUTCOME_UNKNOWN;
	fixture->finding[0].proof = "the zone was not found";
	fixture->evidence.dns.gap =
		(struct gap){ .cause = ERROR_ABSENT, .text = "the zone was not found" };
	fixture->gap[0] = &fixture->evidence.dns.gap;
	fixture_judge(fixture);
	const char *text = fixture_text(fixture);
	ck_assert_ptr_null(strstr(text, "oot cause"));
	ck_assert_ptr_nonnull(strstr(text, "Proof: the zone was not found"));
	fixture_free(fixture);
}
END_TEST

/* With nothing else to say it is one screen, in which each cause and each fix stands once. */
START_TEST(causes_alone_are_one_screen)
{
	struct fixture *fixture = hidden(1);
	fixture->finding[2].outcome = fixture->finding[3].outcome = OUTCOME_PASS;
	fixture_judge(fixture);
	const char *text = fixture_text(fixture);
	ck_assert_msg(times(text, "\n") < 24, "%s", text);
	ck_assert_uint_eq(times(text, "the ticket is too old"), 1);
	ck_assert_uint_eq(times(text, "Because of it: 2 findings, 2 of them blocking\n"), 1);
	ck_assert_ptr_null(strstr(text, "ad.first"));
	const char *all =
		(const char *)fixture_render(fixture, "text", (struct style){ .verbose = true })
			.data;
	ck_assert_ptr_nonnull(strstr(all, "2 of them blocking: ad.first, ad.second\n"));
	fixture_free(fixture);
}
END_TEST

START_TEST(json_keeps_the_findings)
{
	struct fixture *fixture = hidden(2);
	const struct bytes report = fixture_json(fixture);
	ck_assert_int_eq(validate(SCHEMA, report), 0);
	json_t *root = parse(report);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "findings")), 2 * FIXTURE_CHECKS);
	const json_t *roots = json_object_get(root, "root_causes");
	ck_assert_uint_eq(json_array_size(roots), 1);
	const json_t *cause = json_array_get(roots, 0);
	ck_assert_str_eq(string_at(cause, "cause"), "denied");
	ck_assert_str_eq(string_at(cause, "text"), "the ticket is too old");
	ck_assert_int_eq(json_integer_value(json_array_get(json_object_get(cause, "gaps"), 0)), 0);
	const json_t *checks = json_object_get(cause, "checks");
	ck_assert_uint_eq(json_array_size(checks), 2);
	ck_assert_str_eq(json_string_value(json_array_get(checks, 1)), "ad.second");
	ck_assert_int_eq(json_integer_value(json_object_get(cause, "recoveries")), 2);
	ck_assert_int_eq(json_integer_value(json_object_get(cause, "findings")), 4);
	ck_assert_int_eq(json_integer_value(json_object_get(cause, "blocking")), 4);
	json_decref(root);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("root causes");
	TCase *tcase = tcase_create("root causes");
	tcase_add_loop_test(tcase, text_says_it_once, 0, 3);
	tcase_add_test(tcase, servers_are_named);
	tcase_add_test(tcase, one_object_is_mended_once);
	tcase_add_test(tcase, one_finding_is_told_in_full);
	tcase_add_test(tcase, causes_alone_are_one_screen);
	tcase_add_test(tcase, json_keeps_the_findings);
	suite_add_tcase(suite, tcase);
	return suite;
}
