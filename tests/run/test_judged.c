/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exit status of each verdict, with each rule. */
#include "tests/test.h"

#include "run/judged.h"

static const struct {
	enum verdict verdict;
	bool warned;
	struct exit_rules rules;
	int status;
} rows[] = {
	{ VERDICT_GO, false, { false, false }, 0 },
	{ VERDICT_GO, false, { true, true }, 0 },
	{ VERDICT_GO, true, { false, true }, 0 },
	{ VERDICT_GO, true, { true, false }, 1 },
	{ VERDICT_NO_GO, true, { true, false }, 2 },
	{ VERDICT_NO_GO, false, { false, true }, 2 },
	{ VERDICT_UNDETERMINED, true, { true, false }, 3 },
	{ VERDICT_UNDETERMINED, false, { false, false }, 3 },
	{ VERDICT_UNDETERMINED, false, { false, true }, 2 },
	{ VERDICT_UNDETERMINED, true, { true, true }, 2 },
};

START_TEST(statuses)
{
	ck_assert_int_eq(exit_status_of(rows[_i].verdict, rows[_i].warned, &rows[_i].rules),
		rows[_i].status);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("judged");
	TCase *tcase = tcase_create("judged");
	tcase_add_loop_test(tcase, statuses, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
