/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/condition_case.h"

static const struct {
	const char *text;
	unsigned long column;
	const char *because;
} refused_rows[] = {
	{ "", 1, "nothing" },
	{ " a == 1", 2, "no parentheses" },
	{ "()", 2, "empty" },
	{ "( )", 3, "empty but for white space" },
	{ "(a", 3, "not ended" },
	{ "(a == 1", 8, "not ended" },
	{ "((a)", 5, "not ended" },
	{ "(a == )", 7, "no right side" },
	{ "(== 1)", 2, "no left side" },
	{ "(a &&)", 6, "no right side" },
	{ "(a && && b)", 7, "two operators" },
	{ "(&& a)", 2, "no left side" },
	{ "(a b)", 4, "no operator" },
	{ "(a = 1)", 4, "no such operator" },
	{ "(a & b)", 4, "no such operator" },
	{ "(a ! b)", 4, "one that has no left side" },
	{ "(a Exists b)", 4, "one that has no left side" },
	{ "(!)", 3, "nothing to negate" },
	{ "(!a)", 3, "! before a local attribute" },
	{ "(!!(a))", 3, "! before !" },
	{ "(! Member_of SID(SY))", 4, "! before an operator" },
	{ "(1 == 1 == 1)", 9, "no attribute on the left of the second" },
	{ "(@User.a == 1 == 1)", 15, "a relation of a relation" },
	{ "((a == 1) == 1)", 11, "also in parentheses" },
	{ "(!(a) == (b))", 11, "no expression on the right of one" },
	{ "(a == a)", 7, "a local attribute on the right" },
	{ "(a == (@User.a))", 8, "an attribute in parentheses on the right" },
	{ "(a Contains (1))", 13, "nor a value in them, of operators that are words" },
	{ "(\"x\" == \"x\")", 2, "a value on the left" },
	{ "(a == \"x)", 7, "a string without an end" },
	{ "(a == \"\xff\")", 8, "no UTF-8" },
	{ "(a == \"\xed\xa0\x80\")", 8, "a surrogate in UTF-8" },
	{ "(a == \"\xc0\xaf\")", 8, "an overlong form" },
	{ "(\xc3\xa9 == \"\xc3\xa9\xf4\x90\x80\x80\")", 9, "columns count characters" },
	{ "(\xc3\x97 == 1)", 2, "no letter of Latin-1" },
	{ "(\xe7\xa0\x94 == 1)", 2, "a letter beyond Latin-1 in a local name" },
	{ "(@a == 1)", 2, "@ before no prefix" },
	{ "(@User.)", 8, "no name" },
	{ "(@User.a!)", 9, "an operator that has no left side" },
	{ "(@User.a%002eb)", 9, "a needless escape" },
	{ "(@User.a%0000)", 9, "a zero" },
	{ "(@User.a%12)", 9, "an escape that is too short" },
	{ "(@User.a%00zz)", 9, "an escape without digits" },
	{ "(a%0020b)", 3, "an escape in a local name" },
	{ "(Exists)", 8, "no attribute" },
	{ "(Exists @User.a)", 9, "of a user's attribute" },
	{ "(Not_Exists @Device.a)", 13, "of a device's attribute" },
	{ "(Member_of a)", 12, "a local attribute" },
	{ "(Member_of {})", 13, "an empty list" },
	{ "(Member_of {,})", 13, "a list of nothing" },
	{ "(Member_of {1,})", 15, "a comma too many" },
	{ "(Member_of {1 2})", 15, "a comma too few" },
	{ "(Member_of {{1}})", 13, "a list in a list" },
	{ "(Member_of {@User.a})", 13, "an attribute in a list" },
	{ "(Member_of {1)", 14, "a list without an end" },
	{ "(Member_of (1)", 15, "a parenthesis without an end" },
	{ "(Member_of_AnySID(SY))", 18, "no white space: a name, and something behind it" },
	{ "(a == SID())", 11, "no SID" },
	{ "(a == SID(ZZ))", 11, "no alias" },
	{ "(a == SID(SY)", 14, "no end" },
	{ "(a == SID(SY x))", 13, "more than a SID" },
	{ "(a == #)", 8, "no octets" },
	{ "(a == #1g)", 9, "no digit" },
	{ "(a == 08)", 8, "no octal digit" },
	{ "(a == 1x)", 8, "no digit" },
	{ "(a == 0x)", 9, "no digits" },
	{ "(a == -)", 8, "no digits" },
	{ "(a == - 1)", 8, "white space in a number" },
	{ "(a == 18446744073709551616)", 7, "2^64" },
	{ "(a == 0x10000000000000000)", 9, "2^64" },
	{ "(a == 99999999999999999999)", 7, "far more" },
	{ "(a == -9223372036854775808)", 7, "-2^63, which Windows refuses" },
};

START_TEST(what_is_no_condition_is_refused)
{
	const char *text = refused_rows[_i].text, *because = refused_rows[_i].because;
	struct outcome outcome = text_read(arena, &condition, text, strlen(text));
	ck_assert_msg(!outcome.ok, "%s", because);
	ck_assert_msg(outcome.bytes.length == 0, "%s", because);
	ck_assert_msg(column_of(&outcome) == refused_rows[_i].column, "%s: %s", because,
		outcome.error.text);
}
END_TEST

START_TEST(an_alias_needs_its_domain)
{
	static const char text[] = "(Member_of SID(DA))";
	struct error error = { 0 };
	struct sddl_reader reader = { .arena = arena, .error = &error };
	struct bytes bytes;
	reader.begin = reader.at = text;
	reader.end = text + strlen(text);
	ck_assert(!condition_read(&reader, &bytes));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

static const struct {
	const char *bytes, *because;
} textless_rows[] = {
	{ ".", "nothing" },
	{ "617274 .", "half a signature" },
	{ ARTX, "no expression" },
	{ "58747261" A, "another signature" },
	{ ARTX A ".", "not padded" },
	{ ARTX USER_A ONE "80 ff", "something else than padding" },
	{ ARTX A "00 00000000", "four bytes more than padding" },
	{ ARTX A "00 87", "an operator behind padding" },
	{ ARTX A B, "two expressions" },
	{ ARTX ONE, "a value" },
	{ ARTX SYSTEM, "a value" },
	{ ARTX "fc 02000000 'a'", "an unknown token" },
	{ ARTX "87", "an operator without an operand" },
	{ ARTX "a2", "! without an operand" },
	{ ARTX A "a0", "&& with one operand" },
	{ ARTX ONE "80", "== with one operand" },
	{ ARTX A "01 0100000000000000 03 02 80", "8 bits" },
	{ ARTX A "02 0100000000000000 03 02 80", "16 bits" },
	{ ARTX A "03 0100000000000000 03 02 80", "32 bits" },
	{ ARTX A "50 0b000000 01 0100000000000000 03 02 80", "8 bits in a list" },
	{ ARTX A "04 0000000000000000 03 02 80", "a decimal zero: \"0\" is octal" },
	{ ARTX A "04 0100000000000000 00 02 80", "no sign code" },
	{ ARTX A "04 0100000000000000 04 02 80", "no sign code" },
	{ ARTX A "04 0100000000000000 03 00 80", "no base code" },
	{ ARTX A "04 0100000000000000 03 04 80", "no base code" },
	{ ARTX A "04 0100000000000000 02 02 80", "\"-\" of a positive number" },
	{ ARTX A "04 0000000000000080 02 02 80", "-2^63, which is not read" },
	{ ARTX A "04 01000000000000 03 02 80", "a truncated integer" },
	{ ARTX A "10 02000000 2200 80", "a string with a quote" },
	{ ARTX A "10 04000000 'x' 0000 80", "a string with a zero" },
	{ ARTX A "10 02000000 00d8 80", "half of a surrogate pair" },
	{ ARTX A "10 04000000 00dc 00d8 80", "a surrogate pair turned" },
	{ ARTX A "10 03000000 'x' 00 80", "half a character" },
	{ ARTX A "10 ffffffff 'x' 80", "a string past the end" },
	{ ARTX A "18 00000000 80", "no octets" },
	{ ARTX A "50 00000000 80", "an empty list" },
	{ ARTX A "50 10000000 50 0b000000" ONE "80", "a list in a list" },
	{ ARTX A "50 07000000 " USER_A "80", "an attribute in a list" },
	{ ARTX A "50 05000000" ONE "80", "a list that ends inside its value" },
	{ ARTX A "50 01000000 80 80", "an operator in a list" },
	{ ARTX "51 0b000000 01 01 000000000005 120000 89", "a truncated SID" },
	{ ARTX "51 0d000000 01 01 000000000005 12000000 00 89", "a byte behind a SID" },
	{ ARTX "51 0c000000 02 01 000000000005 12000000 89", "a SID of another revision" },
	{ ARTX "51 08000000 01 00 000000000005 89", "a SID without sub-authorities" },
	{ ARTX A A "80", "a local attribute on the right" },
	{ ARTX A ONE "80" ONE "80", "a relation of a relation" },
	{ ARTX A B "a0" ONE "80", "a relation of a conjunction" },
	{ ARTX ONE ONE "80", "a value on the left" },
	{ ARTX ONE A "a0", "a truth value asked of a value" },
	{ ARTX ONE "a2", "a truth value asked of a value" },
	{ ARTX USER_A "87", "the existence of a user's attribute" },
	{ ARTX ONE "87", "the existence of a value" },
	{ ARTX A "89", "membership of a local attribute" },
	{ ARTX A A "80 89", "membership of a relation" },
	{ ARTX "f8 00000000", "no name" },
	{ ARTX "f9 00000000", "no name" },
	{ ARTX "f9 02000000 0000", "a zero in a name" },
	{ ARTX "f9 01000000 61", "half a character" },
	{ ARTX "f8 0c000000 'a == b'" ONE "80", "no local name: it would read as a relation" },
	{ ARTX "f8 02000000 '('", "no local name" },
	{ ARTX "f8 04000000 '@a'", "no local name" },
	{ ARTX "f8 02000000 00d8", "half of a surrogate pair" },
	{ ARTX "f8 0c000000 'exists'", "a local name that would read as an operator" },
	{ ARTX "f8 12000000 'Member_of'" ONE "80", "another" },
};

START_TEST(bytes_without_a_text_are_refused)
{
	struct bytes bytes = bytes_written(arena, textless_rows[_i].bytes);
	char *text = bytes_translated(arena, &condition, bytes);
	ck_assert_msg(text == NULL, "%s: %s", textless_rows[_i].because, text);
	bytes_mangled(&condition, bytes);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("condition, refused");
	TCase *tcase = tcase_create("condition, refused");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, what_is_no_condition_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, an_alias_needs_its_domain);
	tcase_add_loop_test(tcase, bytes_without_a_text_are_refused, 0, COUNT(textless_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
