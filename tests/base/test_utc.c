/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <stdint.h>

#include "base/utc.h"
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

/* Both ways. Numbers by `date -u -d TEXT +%s`. */
static const struct {
	const char *text;
	int64_t seconds;
	const char *because;
} point_rows[] = {
	{ "1970-01-01T00:00:00Z", 0, "where counting begins" },
	{ "2026-11-21T01:35:27Z", 1795224927, "an ordinary one" },
	{ "2024-02-29T23:59:59Z", 1709251199, "the last second of a leap day" },
	{ "1969-12-31T23:59:59Z", -1, "a second before counting begins" },
	{ "1601-01-01T00:00:00Z", -11644473600, "where Windows begins to count" },
	{ "9999-12-31T23:59:59Z", 253402300799, "the last one that RFC 3339 knows" },
};

START_TEST(points_are_written_and_read)
{
	const char *text = utc_write(arena, (time_t)point_rows[_i].seconds);
	ck_assert_msg(text != NULL, "%s", point_rows[_i].because);
	ck_assert_str_eq(text, point_rows[_i].text);
	time_t seconds = 1;
	ck_assert_msg(utc_read(point_rows[_i].text, &seconds), "%s", point_rows[_i].because);
	ck_assert_int_eq(seconds, point_rows[_i].seconds);
}
END_TEST

START_TEST(a_year_of_five_digits_is_not_written)
{
	ck_assert_ptr_null(utc_write(arena, (time_t)INT64_C(253402300800)));
	/* The last FILETIME, in the year 60056. */
	ck_assert_ptr_null(utc_write(arena, (time_t)INT64_C(1833029933770)));
	ck_assert_msg(utc_write(arena, (time_t)INT64_MAX) == NULL, "no year that counts in an int");
	ck_assert_ptr_null(utc_write(arena, (time_t)INT64_MIN));
}
END_TEST

static const struct {
	const char *text;
	const char *because;
} refused_rows[] = {
	{ NULL, "nothing was there" },
	{ "", "nothing is in it" },
	{ "2026-11-21T01:35:27Z ", "a rest behind" },
	{ "2026-11-21T01:35:27Z2026-11-21T01:35:27Z", "another one behind" },
	{ "2026-11-21T01:35:27", "no zone" },
	{ "2026-11-21T01:35:27+00:00", "a zone in other words" },
	{ "2026-11-21T01:35:27.5Z", "parts of a second" },
	{ "2026-11-21T01:35Z", "no seconds" },
	{ "2026-11-21 01:35:27Z", "a space for the T" },
	{ "2026-11-21", "a day" },
	{ "12026-11-21T01:35:27Z", "a year of five digits" },
	{ "2026-13-21T01:35:27Z", "a thirteenth month" },
	{ "2026-11-21T24:35:27Z", "a twenty-fifth hour" },
	{ "20261121013527.0Z", "a time as directories write it" },
	{ "1795224927", "seconds" },
};

START_TEST(other_forms_are_refused)
{
	time_t seconds = 1;
	ck_assert_msg(!utc_read(refused_rows[_i].text, &seconds), "%s", refused_rows[_i].because);
	ck_assert_int_eq(seconds, 1);
}
END_TEST

/* All of RFC 3339. Numbers by `date -u -d TEXT +%s`. */
static const struct {
	const char *text;
	int64_t seconds;
	const char *because;
} any_rows[] = {
	{ "2026-11-21T01:35:27Z", 1795224927, "as we write them" },
	{ "2026-11-21T02:35:27+01:00", 1795224927, "east of Greenwich" },
	{ "2026-11-20T20:05:27-05:30", 1795224927, "west of it, the day before" },
	{ "2026-11-21T01:35:27-00:00", 1795224927, "zone not known" },
	{ "2026-11-21t01:35:27.999999999z", 1795224927, "small letters, parts of a second" },
	{ "2026-11-21 01:35:27Z", 1795224927, "a space, for people" },
	{ "2024-02-29T00:00:00+14:00", 1709114400, "a leap day, the farthest zone" },
	{ "2000-02-29T00:00:00Z", 951782400, "a leap year of a century" },
	{ "2016-12-31T23:59:60Z", 1483228799, "a leap second" },
};

START_TEST(any_form_is_read)
{
	int64_t seconds = 1;
	ck_assert_msg(utc_read_any(any_rows[_i].text, &seconds), "%s", any_rows[_i].because);
	ck_assert_msg(seconds == any_rows[_i].seconds, "%s", any_rows[_i].because);
}
END_TEST

static const struct {
	const char *text, *because;
} no_time_rows[] = {
	{ NULL, "nothing was there" },
	{ "", "nothing is in it" },
	{ "now", "a word" },
	{ "1795224927", "seconds" },
	{ "2026-11-21", "a day" },
	{ "2026-11-21T01:35:27", "no zone: whose time is it?" },
	{ "2026-11-21T01:35Z", "no seconds" },
	{ " 2026-11-21T01:35:27Z", "a space before" },
	{ "2026-11-21T01:35:27Z ", "a rest behind" },
	{ "2026-1-1T1:1:1Z", "too few digits" },
	{ "12026-11-21T01:35:27Z", "a year of five digits" },
	{ "2026-00-21T01:35:27Z", "no month" },
	{ "2026-13-21T01:35:27Z", "a thirteenth month" },
	{ "2026-11-00T01:35:27Z", "no day" },
	{ "2026-11-31T01:35:27Z", "a day that is not in the calendar" },
	{ "2026-02-29T01:35:27Z", "a leap day of another year" },
	{ "1900-02-29T01:35:27Z", "a leap day of a century" },
	{ "2026-11-21T24:00:00Z", "the end of the day" },
	{ "2026-11-21T01:60:27Z", "minute 60" },
	{ "2026-11-21T01:35:61Z", "second 61" },
	{ "2026-11-21T01:35:27.Z", "parts without digits" },
	{ "2026-11-21T01:35:27+0100", "a zone without a colon" },
	{ "2026-11-21T01:35:27+24:00", "a zone of a day" },
	{ "2026-11-21T01:35:27+01:60", "a zone of 60 minutes" },
	{ "2026-11-21T01:35:27Z+01:00", "two zones" },
};

START_TEST(no_times_are_refused)
{
	int64_t seconds = 1;
	ck_assert_msg(
		!utc_read_any(no_time_rows[_i].text, &seconds), "%s", no_time_rows[_i].because);
	ck_assert_int_eq(seconds, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("utc");
	TCase *tcase = tcase_create("utc");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, points_are_written_and_read, 0,
		(int)(sizeof point_rows / sizeof *point_rows));
	tcase_add_test(tcase, a_year_of_five_digits_is_not_written);
	tcase_add_loop_test(tcase, other_forms_are_refused, 0,
		(int)(sizeof refused_rows / sizeof *refused_rows));
	tcase_add_loop_test(tcase, any_form_is_read, 0, (int)(sizeof any_rows / sizeof *any_rows));
	tcase_add_loop_test(
		tcase, no_times_are_refused, 0, (int)(sizeof no_time_rows / sizeof *no_time_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
