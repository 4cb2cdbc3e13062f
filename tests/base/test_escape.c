/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/escape.h"
#include "tests/test.h"

static const struct {
	const char *text, *escaped; /* NULL: nothing has to be escaped */
	const char *because;
} rows[] = {
	{ "", NULL, "nothing" },
	{ "EXCMS01 ~ {}", NULL, "ASCII" },
	{ "M\u00fcnchen \u20ac \U0001f600", NULL, "letters and signs" },
	{ "a\nb", "a\\x0ab", "a line feed" },
	{ "a\tb\r", "a\\x09b\\x0d", "a tab and a return" },
	{ "\x1b[2J", "\\x1b[2J", "a terminal's escape" },
	{ "\x7f", "\\x7f", "delete" },
	{ "\xc2\x9b" "2J", "\\u009b2J", "the same in one character" },
	{ "\u202eGO", "\\u202eGO", "right to left" },
	{ "\u2066a\u2069", "\\u2066a\\u2069", "an isolate" },
	{ "\u2028\u2029", "\\u2028\\u2029", "separators of lines and paragraphs" },
	{ "a\u200bb\ufeff", "a\\u200bb\\ufeff", "no width" },
	{ "\U000e0041", "\\ue0041", "a tag" },
	{ "caf\xe9", "caf\\xe9", "Latin 1" },
	{ "\xc0\xaf", "\\xc0\\xaf", "an overlong form" },
	{ "\xed\xa0\x80", "\\xed\\xa0\\x80", "a surrogate" },
	{ "\xe2\x82", "\\xe2\\x82", "cut" },
};

START_TEST(text)
{
	struct arena *arena = arena_new();
	const char *from = rows[_i].text, *expected = rows[_i].escaped;
	const char *made = escaped(arena, from);
	if (expected == NULL)
		ck_assert_msg(made == from, "%s", rows[_i].because);
	else
		ck_assert_str_eq(made, expected);
	ck_assert_msg(is_harmless(from) == (expected == NULL), "%s", rows[_i].because);
	ck_assert(is_harmless(made));
	char room[64];
	escape_into(room, sizeof room, from);
	ck_assert_str_eq(room, made);
	/* A character or an escape is whole or not there. */
	for (size_t size = 1; size < sizeof room; size++) {
		escape_into(room, size, from);
		ck_assert_uint_lt(strlen(room), size);
		ck_assert(strncmp(room, made, strlen(room)) == 0 && is_harmless(room));
	}
	arena_free(arena);
}
END_TEST

/* Such a line would be a command. */
START_TEST(blanks_at_the_start)
{
	struct arena *arena = arena_new();
	const char *made = escaped(arena, "    dir\n");
	ck_assert_str_eq(made, "\\x20   dir\\x0a");
	ck_assert(escaped(arena, made) == made);
	ck_assert_str_eq(escaped(arena, " "), "\\x20");
	ck_assert(is_harmless(" a"));
	arena_free(arena);
}
END_TEST

/* What JSON has as it is. */
START_TEST(readable)
{
	ck_assert(is_readable("") && is_readable("M\u00fcnchen \u202e \xc2\x9b"));
	ck_assert(!is_readable("a\nb") && !is_readable("\x7f") && !is_readable("caf\xe9"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("escape");
	TCase *tcase = tcase_create("escape");
	tcase_add_loop_test(tcase, text, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, blanks_at_the_start);
	tcase_add_test(tcase, readable);
	suite_add_tcase(suite, tcase);
	return suite;
}
