/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of a plan, invalid in every way: refused, with the place of the error. */
#include "tests/test.h"

#include "model/plan.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_faults.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

START_TEST(faults)
{
	struct plan plan;
	struct error error = { 0 };
	const char *text =
		text_with(arena, rich_plan, plan_faults[_i].find, plan_faults[_i].replacement);
	ck_assert_msg(!plan_read(arena, "drill/plan.json", exact_text(arena, text), &plan, &error),
		"%s", plan_faults[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "drill/plan.json", plan_faults[_i].line, plan_faults[_i].pointer,
		plan_faults[_i].because);
}
END_TEST

START_TEST(whole_faults)
{
	struct plan plan;
	struct error error = { 0 };
	struct bytes text = exact_text(arena, whole_plan_faults[_i].text);
	ck_assert_msg(
		!plan_read(arena, "p", text, &plan, &error), "%s", whole_plan_faults[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "p", whole_plan_faults[_i].line, whole_plan_faults[_i].pointer,
		whole_plan_faults[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan_faults");
	TCase *tcase = tcase_create("plan_faults");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, faults, 0, COUNT(plan_faults));
	tcase_add_loop_test(tcase, whole_faults, 0, COUNT(whole_plan_faults));
	suite_add_tcase(suite, tcase);
	return suite;
}
