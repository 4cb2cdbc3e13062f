/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/text.h"
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

START_TEST(new_text_is_empty)
{
	struct text text = text_new(arena);
	ck_assert_uint_eq(text.length, 0);
	ck_assert_str_eq(text.data, "");
}
END_TEST

/* One at a time, so that each length comes to stand at the edge of the room once. */
START_TEST(text_grows_and_is_terminated)
{
	struct text text = text_new(arena);
	for (size_t length = 0; length < 3000;) {
		if (length % 2 == 0)
			text_add(&text, "%c", 'a' + (int)(length % 26));
		else
			text_add_bytes(&text, &"abcdefghijklmnopqrstuvwxyz"[length % 26], 1);
		length++;
		ck_assert_uint_eq(text.length, length);
		ck_assert_uint_eq(strlen(text.data), length);
	}
	for (size_t i = 0; i < text.length; i++)
		ck_assert_int_eq(text.data[i], 'a' + (int)(i % 26));
}
END_TEST

START_TEST(pieces_of_any_length_fit)
{
	static const int lengths[] = { 0, 1, 126, 127, 128, 129, 255, 256, 100000 };
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct text text = text_new(arena);
		text_add(&text, "%*s", lengths[i], "");
		text_add(&text, "%s", "|");
		ck_assert_uint_eq(text.length, (size_t)lengths[i] + 1);
		ck_assert_uint_eq(strlen(text.data), text.length);
		ck_assert_int_eq(text.data[lengths[i]], '|');
	}
}
END_TEST

START_TEST(bytes_are_taken_as_they_are)
{
	struct text text = text_new(arena);
	text_add_bytes(&text, NULL, 0);
	text_add_bytes(&text, "%s\0x", 4);
	ck_assert_uint_eq(text.length, 4);
	ck_assert_int_eq(memcmp(text.data, "%s\0x", 5), 0);
}
END_TEST

START_TEST(a_string_is_no_format)
{
	struct text text = text_new(arena);
	text_add_string(&text, "");
	ck_assert_str_eq(text.data, "");
	text_add_string(&text, "100% of ");
	text_add_string(&text, "%s");
	ck_assert_str_eq(text.data, "100% of %s");
	ck_assert_uint_eq(text.length, 10);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, new_text_is_empty);
	tcase_add_test(tcase, text_grows_and_is_terminated);
	tcase_add_test(tcase, pieces_of_any_length_fit);
	tcase_add_test(tcase, bytes_are_taken_as_they_are);
	tcase_add_test(tcase, a_string_is_no_format);
	suite_add_tcase(suite, tcase);
	return suite;
}
