/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "security/sddl/claim.h"
#include "tests/security/sddl/value_case.h"

static const struct translation claim = { claim_read, claim_write };
static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/*
 * name, type, reserved, flags, count, offsets of the values; then the name and the values. The name
 * of one letter takes four bytes with its end.
 */
static const struct {
	const char *text, *bytes, *again, *because;
} good_rows[] = {
	{ "(\"Secrecy\",TU,0,3)",
		"14000000 0200 0000 00000000 01000000 24000000 'Secrecy' 0000 0300000000000000",
		"(\"Secrecy\",TU,0x0,3)", "one number, not aligned: its offset is 36" },
	{ "( \"Color\" , TS , 0x2 , \"red\" , \"blau\" )",
		"18000000 0300 0000 02000000 02000000 24000000 2c000000"
		"'Color' 0000 'red' 0000 'blau' 0000",
		"(\"Color\",TS,0x2,\"red\",\"blau\")", "strings one after the other" },
	{ "(\"n\",TS,0,\"\")", "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 0000",
		"(\"n\",TS,0x0,\"\")", "an empty string" },
	{ "(\"n\",TS,0,\"a),%0022\xc3\xa9\")",
		"14000000 0300 0000 00000000 01000000 18000000 'n' 0000 'a),%0022' e900 0000",
		"(\"n\",TS,0x0,\"a),%0022\xc3\xa9\")", "a string has no escapes" },
	{ "(\"n\",TI,0,-2,+3,0x10,010)",
		"20000000 0100 0000 00000000 04000000 24000000 2c000000 34000000 3c000000 'n' 0000"
		"feffffffffffffff 0300000000000000 1000000000000000 0800000000000000",
		"(\"n\",TI,0x0,-2,3,16,8)", "numbers, whose sign and base are lost" },
	{ "(\"n\",TI,0,-9223372036854775808,9223372036854775807)",
		"18000000 0100 0000 00000000 02000000 1c000000 24000000 'n' 0000"
		"0000000000000080 ffffffffffffff7f",
		"(\"n\",TI,0x0,-9223372036854775808,9223372036854775807)", "the ends of 64 bits" },
	{ "(\"n\",TU,0,18446744073709551615)",
		"14000000 0200 0000 00000000 01000000 18000000 'n' 0000 ffffffffffffffff",
		"(\"n\",TU,0x0,18446744073709551615)", "the end of 64 bits without a sign" },
	{ "(\"n\",TU,0,-1)",
		"14000000 0200 0000 00000000 01000000 18000000 'n' 0000 ffffffffffffffff",
		"(\"n\",TU,0x0,18446744073709551615)", "Windows takes -1 for it" },
	{ "(\"n\",TB,0x10021,1,0)",
		"18000000 0600 0000 21000100 02000000 1c000000 24000000 'n' 0000"
		"0100000000000000 0000000000000000",
		"(\"n\",TB,0x10021,1,0)", "truth values, and flags of both halves" },
	{ "(\"n\",TX,0,0102fF,00)",
		"18000000 1000 0000 00000000 02000000 1c000000 23000000 'n' 0000"
		"03000000 0102ff 01000000 00",
		"(\"n\",TX,0x0,0102ff,00)", "octets behind their length" },
	{ "(\"n\",TX,0,#12,abc,##)",
		"1c000000 1000 0000 00000000 03000000 20000000 26000000 2c000000 'n' 0000"
		"02000000 0012 02000000 0abc 01000000 00",
		"(\"n\",TX,0x0,0012,0abc,00)", "# is a zero, also in front; odd ones get one" },
	{ "(\"n\",TD,0,SY,S-1-5-32-544)",
		"18000000 0500 0000 00000000 02000000 1c000000 2c000000 'n' 0000"
		"0c000000 01 01 000000000005 12000000"
		"10000000 01 02 000000000005 20000000 20020000",
		"(\"n\",TD,0x0,SY,BA)", "SIDs in binary behind their length" },
	{ "(\"n\",TD,0,DA)",
		"14000000 0500 0000 00000000 01000000 18000000 'n' 0000"
		"1c000000 01 05 000000000005 15000000 01000000 02000000 03000000 00020000",
		"(\"n\",TD,0x0,DA)", "an alias of the domain" },
	{ "(\"a b%0020%0041\xc3\xa9%d83d\",TB,0,1)",
		"14000000 0600 0000 00000000 01000000 24000000"
		"'a b A' e900 3dd8 0000 0100000000000000",
		"(\"a%0020b%0020A%00e9%d83d\",TB,0x0,1)",
		"a name with escapes, of what needs none too" },
	{ "(\"a),(\",TB,0,1)",
		"14000000 0600 0000 00000000 01000000 1e000000 'a),(' 0000 0100000000000000",
		"(\"a%0029%002c%0028\",TB,0x0,1)", "parentheses and commas in a name" },
};

START_TEST(text_becomes_bytes_and_back)
{
	const char *text = good_rows[_i].text, *because = good_rows[_i].because;
	struct bytes expected = bytes_written(arena, good_rows[_i].bytes);
	struct outcome outcome = text_read(arena, &claim, text, strlen(text));
	ck_assert_msg(outcome.ok, "%s: %s", because, outcome.error.text);
	ck_assert_uint_eq(outcome.taken, strlen(text));
	ck_assert_msg(bytes_equal(outcome.bytes, expected), "%s: %s", because,
		bytes_shown(arena, outcome.bytes));
	char *again = bytes_translated(arena, &claim, expected);
	ck_assert_msg(
		again != NULL && strcmp(again, good_rows[_i].again) == 0, "%s: %s", because, again);
	text_mangled(&claim, text);
	bytes_mangled(&claim, expected);
}
END_TEST

static const struct {
	const char *text;
	unsigned long column;
	const char *because;
} refused_rows[] = {
	{ "", 1, "nothing" },
	{ "\"n\",TB,0,1", 1, "no parentheses" },
	{ "()", 2, "nothing in them" },
	{ "(n,TB,0,1)", 2, "a name without quotes" },
	{ "(\"\",TB,0,1)", 3, "an empty name" },
	{ "(\"n,TB,0,1)", 12, "a name without an end" },
	{ "(\"n\xff\",TB,0,1)", 4, "no UTF-8" },
	{ "(\"n%00\",TB,0,1)", 4, "an escape that is too short" },
	{ "(\"n%0000\",TB,0,1)", 4, "a zero in a name" },
	{ "(\"n\" TB,0,1)", 6, "no comma behind the name" },
	{ "(\"n\",TZ,0,1)", 6, "no such type" },
	{ "(\"n\",tb,0,1)", 6, "small letters" },
	{ "(\"n\",T", 6, "half a type" },
	{ "(\"n\",TBB,0,1)", 8, "more than a type" },
	{ "(\"n\",TB,,1)", 9, "no flags" },
	{ "(\"n\",TB,x,1)", 9, "no number" },
	{ "(\"n\",TB,0x40,1)", 9, "a flag that is reserved" },
	{ "(\"n\",TB,0x8000,1)", 9, "the last that is" },
	{ "(\"n\",TB,0x100000000,1)", 9, "33 bits" },
	{ "(\"n\",TB,-1,1)", 9, "64 bits" },
	{ "(\"n\",TB,0)", 10, "no value" },
	{ "(\"n\",TB,0,)", 11, "no value behind a comma" },
	{ "(\"n\",TB,0,1,)", 13, "a comma too many" },
	{ "(\"n\",TB,0,1 0)", 13, "a comma too few" },
	{ "(\"n\",TB,0,2)", 11, "no truth value" },
	{ "(\"n\",TB,0,-1)", 11, "no truth value" },
	{ "(\"n\",TB,0,\"1\")", 11, "a string for a number" },
	{ "(\"n\",TI,0,9223372036854775808)", 11, "2^63" },
	{ "(\"n\",TI,0,-9223372036854775809)", 11, "-2^63 - 1" },
	{ "(\"n\",TU,0,18446744073709551616)", 11, "2^64" },
	{ "(\"n\",TS,0,x)", 11, "a string without quotes" },
	{ "(\"n\",TS,0,\"x)", 11, "a string without an end" },
	{ "(\"n\",TX,0,)", 11, "no octets" },
	{ "(\"n\",TX,0,0g)", 12, "no digit" },
	{ "(\"n\",TD,0,)", 11, "no SID" },
	{ "(\"n\",TD,0,SID(SY))", 13, "a SID as in a condition: SI is an alias, D too much" },
	{ "(\"n\",TB,0,1", 12, "no end" },
};

START_TEST(what_is_no_claim_is_refused)
{
	const char *text = refused_rows[_i].text, *because = refused_rows[_i].because;
	struct outcome outcome = text_read(arena, &claim, text, strlen(text));
	ck_assert_msg(!outcome.ok, "%s", because);
	ck_assert_msg(outcome.bytes.length == 0, "%s", because);
	ck_assert_msg(column_of(&outcome) == refused_rows[_i].column, "%s: %s", because,
		outcome.error.text);
}
END_TEST

START_TEST(what_follows_is_left)
{
	struct outcome outcome = text_read(arena, &claim, "(\"n\",TB,0,1))(", 14);
	ck_assert(outcome.ok);
	ck_assert_uint_eq(outcome.taken, 12);
}
END_TEST

static const struct {
	const char *bytes, *because;
} textless_rows[] = {
	{ ".", "nothing" },
	{ "14000000 0600 0000 00000000 .", "half a header" },
	{ "10000000 0600 0000 00000000 00000000 'n' 0000", "no value" },
	{ "14000000 0000 0000 00000000 01000000 18000000 'n' 0000 0100000000000000", "no type" },
	{ "14000000 0400 0000 00000000 01000000 18000000 'n' 0000 0100000000000000",
		"the name of a program with its version, for which SDDL has no letters" },
	{ "14000000 0600 0100 00000000 01000000 18000000 'n' 0000 0100000000000000", "reserved" },
	{ "14000000 0600 0000 40000000 01000000 18000000 'n' 0000 0100000000000000",
		"a reserved flag" },
	{ "14000000 0600 0000 00000000 01000000 18000000 'n' 0000 0200000000000000",
		"no truth value" },
	{ "14000000 0600 0000 00000000 01000000 16000000 0000 0100000000000000", "no name" },
	{ "14000000 0600 0000 00000000 01000000 18000000 'nn'", "a name without an end" },
	{ "1c000000 0600 0000 00000000 01000000 14000000 0100000000000000 'n' 0000",
		"the name behind the value" },
	{ "14000000 0600 0000 00000000 01000000 1c000000 'n' 0000 00000000 0100000000000000",
		"a gap before the value" },
	{ "18000000 0600 0000 00000000 02000000 1c000000 1c000000 'n' 0000 0100000000000000"
	  "0100000000000000",
		"one value twice" },
	{ "18000000 0600 0000 00000000 02000000 24000000 1c000000 'n' 0000 0100000000000000"
	  "0000000000000000",
		"values turned" },
	{ "14000000 0600 0000 00000000 01000000 18000000 'n' 0000 010000000000 .", "a cut value" },
	{ "14000000 0600 0000 00000000 01000000 18000000 'n' 0000 0100000000000000 00000000",
		"four bytes behind it" },
	{ "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 'x' 0000 0000 0000",
		"more than padding" },
	{ "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 0000 0100", "other padding" },
	{ "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 'xy' .", "a string without end" },
	{ "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 2200 0000", "a quote" },
	{ "14000000 0300 0000 00000000 01000000 18000000 'n' 0000 00d8 0000", "half a surrogate" },
	{ "14000000 1000 0000 00000000 01000000 18000000 'n' 0000 00000000", "no octets" },
	{ "14000000 1000 0000 00000000 01000000 18000000 'n' 0000 ffffffff 00000000",
		"octets past the end" },
	{ "14000000 0500 0000 00000000 01000000 18000000 'n' 0000"
	  "08000000 53 2d 31 2d 35 2d 31 38",
		"a SID as a string, S-1-5-18" },
	{ "14000000 0500 0000 00000000 01000000 18000000 'n' 0000"
	  "10000000 01 01 000000000005 12000000 00000000",
		"bytes behind a SID" },
	{ "14000000 0500 0000 00000000 01000000 18000000 'n' 0000 08000000 01 00 000000000005",
		"a SID without sub-authorities" },
	{ "ffffffff 0600 0000 00000000 ffffffff 18000000 'n' 0000 0100000000000000",
		"a number of values past the end" },
};

START_TEST(bytes_without_a_text_are_refused)
{
	struct bytes bytes = bytes_written(arena, textless_rows[_i].bytes);
	char *text = bytes_translated(arena, &claim, bytes);
	ck_assert_msg(text == NULL, "%s: %s", textless_rows[_i].because, text);
	bytes_mangled(&claim, bytes);
}
END_TEST

static char *repeated(const char *what, size_t times)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < times; i++)
		text_add(&text, "%s", what);
	return text.data;
}

START_TEST(length_has_an_end)
{
	/* header 16, an offset 4 and a number 8 for each value, name 4: 20 + 12n */
	for (size_t count = 5457; count <= 5458; count++) {
		char *text = arena_format(arena, "(\"n\",TU,0%s)", repeated(",7", count));
		struct outcome outcome = text_read(arena, &claim, text, strlen(text));
		ck_assert(outcome.ok == (count == 5457));
		if (outcome.ok)
			ck_assert_uint_eq(outcome.bytes.length, 65504);
		else
			ck_assert_uint_eq(column_of(&outcome), 9 + 2 * 5458);
		text_holds(arena, &claim, text, strlen(text));
	}
}
END_TEST

/* 15,000 values that are all the same long string: its text may not be written 15,000 times. */
START_TEST(values_that_share_bytes_are_refused)
{
	struct text bytes = text_new(arena);
	const uint32_t count = 15000, name = 16 + 4 * count;
	binary_add_u32le(&bytes, name);
	binary_add_u32le(&bytes, 3);
	binary_add_u32le(&bytes, 0);
	binary_add_u32le(&bytes, count);
	for (uint32_t i = 0; i < count; i++)
		binary_add_u32le(&bytes, name + 4);
	binary_add(&bytes, bytes_written(arena, "'n' 0000"));
	binary_add(&bytes, bytes_of(repeated("xy", 2000), 4000));
	binary_add_u32le(&bytes, 0);
	ck_assert_ptr_null(bytes_translated(arena, &claim, binary_bytes(&bytes)));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("claim");
	TCase *tcase = tcase_create("claim");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, text_becomes_bytes_and_back, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, what_is_no_claim_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, what_follows_is_left);
	tcase_add_loop_test(tcase, bytes_without_a_text_are_refused, 0, COUNT(textless_rows));
	tcase_add_test(tcase, length_has_an_end);
	tcase_add_test(tcase, values_that_share_bytes_are_refused);
	suite_add_tcase(suite, tcase);
	return suite;
}
