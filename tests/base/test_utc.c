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
	suite_add_tcase(suite, tcase);
	return suite;
}
