/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/text.h"
#include "model/selection.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_NAMES = 4 };

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static const struct check a1 = { .id = "a.one", .weight = WEIGHT_BLOCKING };
static const struct check a2 = { .id = "a.two", .weight = WEIGHT_ADVISORY };
static const struct check b1 = { .id = "b.one", .weight = WEIGHT_ADVISORY };
static const struct check *const all_checks[] = { &a1, &a2, &b1 };
static const struct catalogue all = { .check = all_checks, .count = COUNT(all_checks) };

static struct name_list list_of(const char *const names[MAX_NAMES])
{
	struct name_list list = { 0 };
	for (size_t i = 0; i < MAX_NAMES && names[i] != NULL; i++)
		name_list_add(arena, &list, names[i]);
	return list;
}

static const char *ids_of(const struct check *const *check, size_t count)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < count; i++)
		text_add(&text, "%s%s", i == 0 ? "" : " ", check[i]->id);
	return text.data;
}

static const struct {
	const char *only[MAX_NAMES], *skip[MAX_NAMES];
	const char *wanted, *left_out, *because;
} check_rows[] = {
	{ { NULL }, { NULL }, "a.one a.two b.one", "", "nothing given: all" },
	{ { "a.two" }, { NULL }, "a.two", "a.one b.one", "an id" },
	{ { "b.one", "a.one" }, { NULL }, "a.one b.one", "a.two", "their own order" },
	{ { "a.*" }, { NULL }, "a.one a.two", "b.one", "a pattern" },
	{ { "*.one" }, { NULL }, "a.one b.one", "a.two", "a pattern at the beginning" },
	{ { "?.[ot]*" }, { NULL }, "a.one a.two b.one", "", "any pattern of a shell" },
	{ { NULL }, { "a.*" }, "b.one", "a.one a.two", "skipped" },
	{ { "a.*" }, { "a.one" }, "a.two", "a.one b.one", "--skip overrides --only" },
	{ { "a.one", "a.*" }, { NULL }, "a.one a.two", "b.one", "named twice is named" },
	{ { NULL }, { "*.one", "a.one" }, "a.two", "a.one b.one", "skipped twice" },
};

START_TEST(checks_are_chosen)
{
	const struct selection selection = { .only = list_of(check_rows[_i].only),
		.skip = list_of(check_rows[_i].skip) };
	struct catalogue wanted;
	struct error error = { 0 };
	ck_assert_msg(selection_checks(arena, &selection, &all, &wanted, &error), "%s: %s",
		check_rows[_i].because, error.text);
	ck_assert_str_eq(ids_of(wanted.check, wanted.count), check_rows[_i].wanted);
	ck_assert_str_eq(ids_of(wanted.left_out, wanted.left_out_count), check_rows[_i].left_out);
}
END_TEST

static const struct {
	const char *only[MAX_NAMES], *skip[MAX_NAMES];
	const char *named; /* what the message must name */
	const char *because;
} bad_check_rows[] = {
	{ { "a.onee" }, { NULL }, "did you mean \"a.one\"?", "misspelt: the nearest one" },
	{ { NULL }, { "b.oen" }, "did you mean \"b.one\"?", "the same with --skip" },
	{ { "a.one", "c.*" }, { NULL }, "\"c.*\"", "a pattern that names none" },
	{ { "A.ONE" }, { NULL }, "\"A.ONE\"", "ids have a case" },
	{ { "" }, { NULL }, "\"\"", "empty" },
	{ { "a.one" }, { "a.*" }, "leave no check", "nothing is left" },
	{ { NULL }, { "*" }, "leave no check", "all skipped" },
};

START_TEST(checks_are_refused)
{
	const struct selection selection = { .only = list_of(bad_check_rows[_i].only),
		.skip = list_of(bad_check_rows[_i].skip) };
	struct catalogue wanted;
	struct error error = { 0 };
	const char *because = bad_check_rows[_i].because;
	ck_assert_msg(!selection_checks(arena, &selection, &all, &wanted, &error), "%s", because);
	ck_assert_msg(error.kind == ERROR_CONFIG, "%s", because);
	ck_assert_msg(strstr(error.text, bad_check_rows[_i].named) != NULL, "%s: %s", because,
		error.text);
}
END_TEST

static struct plan plan_of(size_t count)
{
	struct plan plan = { .directory.domain = "example.com", .recovery_count = count };
	plan.recoveries = arena_alloc(arena, count * sizeof *plan.recoveries);
	for (size_t i = 0; i < count; i++) {
		plan.recoveries[i].cms.label = arena_format(arena, "EX%zu", i);
		plan.recoveries[i].cms.fqdn = arena_format(arena, "ex%zu.example.com", i);
	}
	return plan;
}

static const char *labels_of(const struct recovery *recovery, size_t count)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < count; i++)
		text_add(&text, "%s%s", i == 0 ? "" : " ", recovery[i].cms.label);
	return text.data;
}

static const struct {
	const char *name[MAX_NAMES];
	const char *wanted, *left_out, *because;
} recovery_rows[] = {
	{ { NULL }, "EX0 EX1 EX2", "", "nothing given: all" },
	{ { "EX1" }, "EX1", "EX0 EX2", "a short name" },
	{ { "ex1.EXAMPLE.com" }, "EX1", "EX0 EX2", "a full name has no case" },
	{ { "EX2", "ex0" }, "EX0 EX2", "EX1", "the order of the plan" },
	{ { "EX0", "EX0" }, "EX0", "EX1 EX2", "named twice" },
	{ { "EX0", "EX1", "EX2" }, "EX0 EX1 EX2", "", "all named" },
};

START_TEST(recoveries_are_chosen)
{
	const struct selection selection = { .recovery = list_of(recovery_rows[_i].name) };
	struct plan plan = plan_of(3);
	struct error error = { 0 };
	ck_assert_msg(selection_recoveries(arena, &selection, &plan, &error), "%s: %s",
		recovery_rows[_i].because, error.text);
	ck_assert_str_eq(labels_of(plan.recoveries, plan.recovery_count), recovery_rows[_i].wanted);
	ck_assert_str_eq(labels_of(plan.left_out, plan.left_out_count), recovery_rows[_i].left_out);
}
END_TEST

START_TEST(recoveries_are_refused)
{
	static const char *const names[] = { "EX3", "EX1.elsewhere.example", "EX*", "", "EX1." };
	const char *one[MAX_NAMES] = { "EX1", names[_i] };
	const struct selection selection = { .recovery = list_of(one) };
	struct plan plan = plan_of(3);
	struct error error = { 0 };
	ck_assert(!selection_recoveries(arena, &selection, &plan, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_ptr_nonnull(strstr(error.text, arena_format(arena, "\"%s\"", names[_i])));
	ck_assert_ptr_nonnull(strstr(error.text, "EX0, EX1, EX2"));
}
END_TEST

START_TEST(many_recoveries_are_counted)
{
	const char *one[MAX_NAMES] = { "NONE" };
	const struct selection selection = { .recovery = list_of(one) };
	struct plan plan = plan_of(500);
	struct error error = { 0 };
	ck_assert(!selection_recoveries(arena, &selection, &plan, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "EX0, EX1, "));
	ck_assert_ptr_nonnull(strstr(error.text, " more"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("selection");
	TCase *tcase = tcase_create("selection");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, checks_are_chosen, 0, COUNT(check_rows));
	tcase_add_loop_test(tcase, checks_are_refused, 0, COUNT(bad_check_rows));
	tcase_add_loop_test(tcase, recoveries_are_chosen, 0, COUNT(recovery_rows));
	tcase_add_loop_test(tcase, recoveries_are_refused, 0, 5);
	tcase_add_test(tcase, many_recoveries_are_counted);
	suite_add_tcase(suite, tcase);
	return suite;
}
