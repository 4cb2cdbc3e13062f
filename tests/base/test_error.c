/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "tests/test.h"

START_TEST(first_reason_wins)
{
	struct error error = { 0 };
	ck_assert(!error_set(&error, ERROR_ABSENT, "no %s", "zone"));
	ck_assert(!error_set(&error, ERROR_DENIED, "refused"));
	ck_assert_int_eq(error.kind, ERROR_ABSENT);
	ck_assert_str_eq(error.text, "no zone");
}
END_TEST

START_TEST(kinds_have_names)
{
	for (enum error_kind kind = ERROR_NONE; kind < ERROR_KINDS; kind++) {
		ck_assert_ptr_nonnull(error_kind_name(kind));
		ck_assert_int_eq(error_kind_named(error_kind_name(kind)), kind);
	}
	ck_assert_int_eq(error_kind_named("no such kind"), ERROR_KINDS);
	ck_assert_int_eq(error_kind_named(""), ERROR_KINDS);
	ck_assert_int_eq(error_kind_named(error_kind_name(ERROR_KINDS)), ERROR_KINDS);
}
END_TEST

START_TEST(long_text_is_cut_between_characters)
{
	enum { ROOM = sizeof((struct error *)0)->text - 1 };
	static const struct {
		const char *ending;
		size_t before, kept;
		const char *because;
	} rows[] = {
		{ "", ROOM, ROOM, "just fits" },
		{ "a", ROOM - 1, ROOM, "just fits" },
		{ "\u00e4", ROOM - 2, ROOM, "two bytes just fit" },
		{ "a", ROOM, ROOM, "one too many" },
		{ "\u00e4", ROOM - 1, ROOM - 1, "a half of two" },
		{ "\u20ac", ROOM - 1, ROOM - 1, "a third of three" },
		{ "\u20ac", ROOM - 2, ROOM - 2, "two thirds of three" },
		{ "\U0001f600", ROOM - 3, ROOM - 3, "three quarters of four" },
		{ "\u00e4b", ROOM - 2, ROOM, "the character before the cut is whole" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char full[ROOM + 8] = "";
		memset(full, 'x', rows[i].before);
		snprintf(full + rows[i].before, sizeof full - rows[i].before, "%s", rows[i].ending);
		struct error error = { 0 };
		error_set(&error, ERROR_MALFORMED, "%s", full);
		ck_assert_msg(strlen(error.text) == rows[i].kept, "%s", rows[i].because);
		ck_assert_msg(strncmp(error.text, full, rows[i].kept) == 0, "%s", rows[i].because);
	}
}
END_TEST

START_TEST(text_of_no_characters_is_cut_too)
{
	struct error error = { 0 };
	char full[2 * sizeof error.text];
	memset(full, 0x80, sizeof full - 1);
	full[sizeof full - 1] = '\0';
	error_set(&error, ERROR_MALFORMED, "%s", full);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	ck_assert_uint_lt(strlen(error.text), sizeof error.text);
}
END_TEST

START_TEST(a_reason_is_one_line)
{
	struct error error = { 0 };
	error_set(&error, ERROR_DENIED, "refused: %s", "x\nok  GO\r\x1b[2J\u202e");
	ck_assert_str_eq(error.text, "refused: x\\x0aok  GO\\x0d\\x1b[2J\\u202e");
	ck_assert(!error_add_line(&error, "Try: %s", "a\nb"));
	ck_assert_str_eq(error.text, "refused: x\\x0aok  GO\\x0d\\x1b[2J\\u202e\nTry: a\\x0ab");
	for (size_t i = 0; i < sizeof error.text; i++)
		error_add_line(&error, "%s", "x");
	ck_assert_uint_lt(strlen(error.text), sizeof error.text);
}
END_TEST

START_TEST(what_to_do_goes_with_the_reason)
{
	struct error reason = { 0 }, error = { 0 }, other = { 0 };
	error_set(&reason, ERROR_DENIED, "no ticket");
	ck_assert(!error_next_here(&reason, "run: kinit %s", "a\n    rm"));
	ck_assert(!error_next(&reason, "another"));
	ck_assert(!error_pass(&error, &reason));
	ck_assert_str_eq(error.text, "no ticket");
	ck_assert_str_eq(error.next, "run: kinit a\\x0a    rm");
	ck_assert(error.here);
	error_set(&other, ERROR_TIMEOUT, "later");
	ck_assert(!error_pass(&error, &other));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert(!other.here);
	ck_assert_str_eq(other.next, "");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("error");
	TCase *tcase = tcase_create("error");
	tcase_add_test(tcase, first_reason_wins);
	tcase_add_test(tcase, kinds_have_names);
	tcase_add_test(tcase, long_text_is_cut_between_characters);
	tcase_add_test(tcase, text_of_no_characters_is_cut_too);
	tcase_add_test(tcase, a_reason_is_one_line);
	tcase_add_test(tcase, what_to_do_goes_with_the_reason);
	suite_add_tcase(suite, tcase);
	return suite;
}
