/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/wrap.h"
#include "report/report.h"
#include "tests/report/fixture.h"
#include "tests/report/lines.h"
#include "tests/report/validated.h"
#include "tests/test.h"

static const struct check skipped[] = {
	{ .id = "dns.skipped", .weight = WEIGHT_BLOCKING },
	{ .id = "ad.unwanted", .weight = WEIGHT_ADVISORY },
};
static const struct check *const left_out[] = { &skipped[0], &skipped[1] };

/* A judgement of one CMS, with so many others in the plan. */
static struct fixture *narrowed(size_t checks, size_t recoveries)
{
	struct fixture *fixture = fixture_new(1 + recoveries);
	fixture->plan.recovery_count = 1;
	fixture->plan.left_out = fixture->plan.recoveries + 1;
	fixture->plan.left_out_count = recoveries;
	fixture->left_out = left_out;
	fixture->left_out_count = checks;
	fixture_judge(fixture);
	return fixture;
}

static const char *text_of(struct fixture *fixture)
{
	return fixture_text(fixture);
}

START_TEST(text_lists_it)
{
	struct fixture *fixture = narrowed(2, 2);
	const char *text = text_of(fixture);
	ck_assert_int_eq(strncmp(text, "UNDETERMINED", strlen("UNDETERMINED")), 0);
	const char *named[] = { "Left out", "dns.skipped", "ad.unwanted", "EXCMS001", "EXCMS002" };
	for (size_t i = 0; i < COUNT(named); i++)
		ck_assert_msg(strstr(text, named[i]) != NULL, "%s", named[i]);
	assert_no_line_longer(text, PAGE_COLUMNS, "left out");
	fixture_free(fixture);
}
END_TEST

START_TEST(text_without_it_says_nothing)
{
	struct fixture *fixture = narrowed(0, 0);
	ck_assert_ptr_null(strstr(text_of(fixture), "eft out"));
	fixture_free(fixture);
}
END_TEST

/* One CMS of a fleet is checked: the list of the others is kept short. */
START_TEST(many_recoveries_are_counted)
{
	struct fixture *fixture = narrowed(0, 500);
	const char *text = text_of(fixture);
	ck_assert_ptr_nonnull(strstr(text, "500 CMSs"));
	ck_assert_ptr_nonnull(strstr(text, "EXCMS001"));
	ck_assert_ptr_null(strstr(text, "EXCMS499"));
	fixture_free(fixture);
}
END_TEST

START_TEST(json_has_all)
{
	struct fixture *fixture = narrowed(2, 500);
	const struct bytes report = fixture_json(fixture);
	ck_assert_int_eq(validate(SCHEMA, report), 0);
	json_t *root = parse(report);
	const json_t *left = json_object_get(root, "left_out");
	const json_t *checks = json_object_get(left, "checks");
	ck_assert_uint_eq(json_array_size(checks), 2);
	ck_assert_str_eq(string_at(json_array_get(checks, 0), "check"), "dns.skipped");
	ck_assert(json_is_true(json_object_get(json_array_get(checks, 0), "blocking")));
	ck_assert(json_is_false(json_object_get(json_array_get(checks, 1), "blocking")));
	const json_t *recoveries = json_object_get(left, "recoveries");
	ck_assert_uint_eq(json_array_size(recoveries), 500);
	ck_assert_str_eq(json_string_value(json_array_get(recoveries, 499)), "EXCMS500");
	ck_assert_uint_eq(json_array_size(json_object_get(root, "coverage")), 1);
	json_decref(root);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("left out");
	TCase *tcase = tcase_create("left out");
	tcase_add_test(tcase, text_lists_it);
	tcase_add_test(tcase, text_without_it_says_nothing);
	tcase_add_test(tcase, many_recoveries_are_counted);
	tcase_add_test(tcase, json_has_all);
	suite_add_tcase(suite, tcase);
	return suite;
}
