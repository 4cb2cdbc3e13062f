/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <stdbool.h>

#include "base/deadline.h"
#include "tests/test.h"

enum { MINUTE_MS = 60 * 1000 };

START_TEST(time_left_is_never_negative)
{
	static const struct {
		int64_t after_ms, at_least, at_most;
		const char *because;
	} rows[] = {
		{ 0, 0, 0, "now is over" },
		{ -1, 0, 0, "over" },
		{ -MINUTE_MS, 0, 0, "long over" },
		{ INT64_MIN, 0, 0, "must not come round to the future" },
		{ 10 * MINUTE_MS, 9 * MINUTE_MS, 10 * MINUTE_MS, "time passes from now" },
		{ INT64_MAX, INT64_MAX / 2, INT64_MAX, "must not come round to the past" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t left = deadline_left_ms(deadline_after(rows[i].after_ms));
		ck_assert_msg(
			left >= rows[i].at_least && left <= rows[i].at_most, "%s", rows[i].because);
	}
}
END_TEST

START_TEST(before_lies_before)
{
	struct deadline deadline = { 1000 }, past = { INT64_MIN + 1 }, never = { INT64_MAX };
	ck_assert_int_eq(deadline_before(deadline, 100).at_ms, 900);
	ck_assert_int_eq(deadline_before(deadline, 2000).at_ms, -1000);
	ck_assert_int_eq(deadline_before(past, 100).at_ms, INT64_MIN);
	ck_assert_int_eq(deadline_before(never, -100).at_ms, INT64_MAX);
}
END_TEST

START_TEST(earlier_is_the_smaller)
{
	struct deadline a = { 1 }, b = { 2 };
	ck_assert_int_eq(deadline_earlier(a, b).at_ms, 1);
	ck_assert_int_eq(deadline_earlier(b, a).at_ms, 1);
	ck_assert_int_eq(deadline_earlier(a, a).at_ms, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("deadline");
	TCase *tcase = tcase_create("deadline");
	tcase_add_test(tcase, time_left_is_never_negative);
	tcase_add_test(tcase, before_lies_before);
	tcase_add_test(tcase, earlier_is_the_smaller);
	suite_add_tcase(suite, tcase);
	return suite;
}
