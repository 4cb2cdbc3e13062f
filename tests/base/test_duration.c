/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <stdint.h>

#include "base/duration.h"
#include "tests/test.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static const struct {
	const char *text;
	int64_t seconds;
	const char *written; /* NULL: as it was read */
	const char *because;
} good_rows[] = {
	{ "1s", 1, NULL, "the least" },
	{ "90s", 90, "1m30s", "more seconds than a minute has" },
	{ "30m", 1800, NULL, "minutes" },
	{ "12h", 43200, NULL, "hours" },
	{ "2d", 172800, NULL, "days" },
	{ "1h30m", 5400, NULL, "two units" },
	{ "1d2h3m4s", 93784, NULL, "all units" },
	{ "1d1s", 86401, NULL, "units may be left out" },
	{ "36h", 129600, "1d12h", "more hours than a day has" },
	{ "0d5m", 300, "5m", "a part may be zero" },
	{ "007s", 7, "7s", "zeros in front" },
	{ "3600", 3600, "1h", "no unit: seconds" },
	{ "1", 1, "1s", "the least, no unit" },
	{ "3650d", 315360000, NULL, "the greatest" },
	{ "315360000", 315360000, "3650d", "the greatest, no unit" },
};

START_TEST(durations_are_read_and_written)
{
	int64_t seconds = -1;
	ck_assert_msg(duration_read(good_rows[_i].text, &seconds), "%s", good_rows[_i].because);
	ck_assert_int_eq(seconds, good_rows[_i].seconds);
	const char *written =
		good_rows[_i].written == NULL ? good_rows[_i].text : good_rows[_i].written;
	ck_assert_str_eq(duration_write(arena, seconds), written);
	ck_assert(duration_read(written, &seconds));
	ck_assert_int_eq(seconds, good_rows[_i].seconds);
}
END_TEST

START_TEST(no_time_is_written)
{
	ck_assert_str_eq(duration_write(arena, 0), "0s");
}
END_TEST

static const struct {
	const char *text, *because;
} bad_rows[] = {
	{ NULL, "nothing was there" },
	{ "", "nothing is in it" },
	{ "0", "no time" },
	{ "0s", "no time" },
	{ "0d0h", "no time in two units" },
	{ "-1h", "before now" },
	{ "+1h", "a sign" },
	{ "h", "no number" },
	{ "1h30", "a rest without a unit" },
	{ "30m1h", "the smaller unit first" },
	{ "1h1h", "a unit twice" },
	{ "1.5h", "a fraction" },
	{ "1,5h", "a fraction in other countries" },
	{ "1 h", "a space" },
	{ " 1h", "a space in front" },
	{ "1h ", "a space behind" },
	{ "1h 30m", "a space between" },
	{ "12H", "units have a case: M might be months" },
	{ "2w", "no such unit" },
	{ "1y", "no such unit" },
	{ "1hour", "a whole word" },
	{ "12:30", "a time of day" },
	{ "PT12H", "as ISO 8601 writes it" },
	{ "3651d", "more than ten years" },
	{ "3650d1s", "a second more than ten years" },
	{ "315360001", "a second more than ten years, no unit" },
	{ "99999999999999999999999999999999d", "more than any integer" },
	{ "18446744073709551617s", "2^64 + 1" },
	{ "213503982334602d", "more than 2^64 seconds" },
	{ "\xd9\xa1\xd9\xa2h", "digits of another script" },
};

START_TEST(other_texts_are_refused)
{
	int64_t seconds = -1;
	ck_assert_msg(!duration_read(bad_rows[_i].text, &seconds), "%s", bad_rows[_i].because);
	ck_assert_int_eq(seconds, -1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("duration");
	TCase *tcase = tcase_create("duration");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, durations_are_read_and_written, 0,
		(int)(sizeof good_rows / sizeof *good_rows));
	tcase_add_test(tcase, no_time_is_written);
	tcase_add_loop_test(
		tcase, other_texts_are_refused, 0, (int)(sizeof bad_rows / sizeof *bad_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
