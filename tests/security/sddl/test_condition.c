/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/condition_case.h"

/* Texts, their bytes, and the text of those bytes. */
static const struct {
	const char *text, *bytes, *again, *because;
} good_rows[] = {
	{ "(@User.Title==\"PM\")", ARTX "f9 0a000000 'Title' 10 04000000 'PM' 80",
		"(@USER.Title == \"PM\")", "a prefix is written in capitals, as Windows does" },
	{ "(@User.Title==\"PM\" && (@User.Division==\"Finance\" || @User.Division ==\"Sales\"))",
		ARTX "f9 0a000000 'Title' 10 04000000 'PM' 80"
		     "f9 10000000 'Division' 10 0e000000 'Finance' 80"
		     "f9 10000000 'Division' 10 0a000000 'Sales' 80 a1 a0",
		"((@USER.Title == \"PM\") && ((@USER.Division == \"Finance\") || "
		"(@USER.Division == \"Sales\")))",
		"an example of the Windows documentation" },
	{ "(@User.Project Any_of @Resource.Project)",
		ARTX "f9 0e000000 'Project' fa 0e000000 'Project' 88",
		"(@USER.Project Any_of @RESOURCE.Project)", "another" },
	{ "(Member_of {SID(SY),SID(BO)} && @Device.Bitlocker)",
		ARTX "50 26000000" SYSTEM "51 10000000 01 02 000000000005 20000000 27020000 89"
		     "fb 12000000 'Bitlocker' a0",
		"((Member_of {SID(SY), SID(BO)}) && (@DEVICE.Bitlocker))", "a third" },
	{ "(a)", ARTX A, "(a)", "an attribute alone" },
	{ "(((a)))", ARTX A, "(a)", "parentheses leave no trace" },
	{ "((a) == (1))", ARTX A ONE "80", "(a == 1)", "nor on either side of a relation" },
	{ "(a || b && c)", ARTX A B C "a0 a1", "((a) || ((b) && (c)))", "&& binds tighter" },
	{ "(a && b || c)", ARTX A B "a0" C "a1", "(((a) && (b)) || (c))", "on the left too" },
	{ "(a || b || c)", ARTX A B "a1" C "a1", "(((a) || (b)) || (c))", "from left to right" },
	{ "(a || (b || c))", ARTX A B C "a1 a1", "((a) || ((b) || (c)))", "unless parted so" },
	{ "(a && b && c)", ARTX A B "a0" C "a0", "(((a) && (b)) && (c))", "from left to right" },
	{ "(!@User.a && b)", ARTX USER_A "a2" B "a0", "((!(@USER.a)) && (b))",
		"! binds tighter than &&" },
	{ "(!@User.a == 1)", ARTX USER_A ONE "80 a2", "(!(@USER.a == 1))", "but not than ==" },
	{ "(!(!(a)))", ARTX A "a2 a2", "(!(!(a)))", "! twice" },
	{ "(! (a) == 1)", ARTX A ONE "80 a2", "(!(a == 1))", "white space after !" },
	{ "(b || !(a))", ARTX B A "a2 a1", "((b) || (!(a)))", "! on the right" },
	{ " \t( a\n==\v1\f)\r ", ARTX A ONE "80", "(a == 1)", "white space, %x09-0D and %x20" },
	{ "(a==1&&b)", ARTX A ONE "80" B "a0", "((a == 1) && (b))", "none is needed around signs" },
	{ "(Exists a)", ARTX A "87", "(Exists a)", "of a local attribute" },
	{ "(Not_Exists @Resource.a)", ARTX "fa 02000000 'a' 8d", "(Not_Exists @RESOURCE.a)",
		"of the resource's" },
	{ "(Exists@a)", ARTX "f8 10000000 'Exists@a'", "(Exists@a)",
		"a local name may hold @, so there is no operator here" },
	{ "(Member_of SID(SY))", ARTX SYSTEM "89", "(Member_of SID(SY))", "one without a list" },
	{ "(Member_of((SID(SY))))", ARTX SYSTEM "89", "(Member_of SID(SY))",
		"Windows takes any number of parentheses there" },
	{ "(mEMBER_oF{ sid(SY) })", ARTX "50 11000000" SYSTEM "89", "(Member_of {SID(SY)})",
		"letter case is free" },
	{ "(Member_of_Any SID(DA))",
		ARTX "51 1c000000 01 05 000000000005 15000000 01000000 02000000 03000000 00020000"
		     "8b",
		"(Member_of_any SID(DA))", "an alias of the domain; Windows writes _any" },
	{ "(Member_of {1,\"x\"})", ARTX "50 12000000" ONE "10 02000000 'x' 89",
		"(Member_of {1, \"x\"})",
		"what is no SID is not refused, nor a list of many kinds" },
	{ "(Member_of @User.a)", ARTX USER_A "89", "(Member_of @USER.a)", "nor an attribute" },
	{ "(a == \"a;b(c))\\%0022 }\")", ARTX "f8 02000000 'a' 10 1e000000 'a;b(c))\\%0022 }' 80",
		"(a == \"a;b(c))\\%0022 }\")", "a string has no escapes" },
	{ "(a == \"\")", ARTX A "10 00000000 80", "(a == \"\")", "an empty string" },
	{ "(a == \"\xc3\xa9\xf0\x9f\x98\x80\")", ARTX A "10 06000000 e900 3dd8 00de 80",
		"(a == \"\xc3\xa9\xf0\x9f\x98\x80\")", "UTF-8 outside, UTF-16 inside" },
	{ "(a == #0102fF)", ARTX A "18 03000000 0102ff 80", "(a == #0102ff)", "octets" },
	{ "(a == #1#2#3##)", ARTX A "18 04000000 01020300 80", "(a == #01020300)",
		"# is a zero, and one is put in front (ACE Strings in the Windows documentation)" },
	{ "(a == ##)", ARTX A "18 01000000 00 80", "(a == #00)", "the first # is none" },
	{ "(@User.a%0020b%00e9 == 1)", ARTX "f9 08000000 'a' 2000 'b' e900" ONE "80",
		"(@USER.a%0020b%00e9 == 1)", "escapes" },
	{ "(@Resource.%D83d%dE00)", ARTX "fa 04000000 3dd8 00de", "(@RESOURCE.%d83d%de00)",
		"a pair of surrogates by escapes" },
	{ "(@Resource.%d83d)", ARTX "fa 02000000 3dd8", "(@RESOURCE.%d83d)",
		"and half of one, which UTF-8 cannot express" },
	{ "(@Device.\xc3\xa9)", ARTX "fb 02000000 e900", "(@DEVICE.%00e9)",
		"beyond ASCII an escape is written" },
	{ "(@User.a,b)", ARTX "f9 06000000 'a,b'", "(@USER.a%002cb)", "and for a comma" },
	{ "(@User.#$'*+-./:;?@[\\]^_`{}~9)", ARTX "f9 2c000000 '#$' 2700 '*+-./:;?@[\\]^_`{}~9'",
		"(@USER.#$'*+-./:;?@[\\]^_`{}~9)", "what needs none" },
	{ "(ad://x/y_1.z)", ARTX "f8 18000000 'ad://x/y_1.z'", "(ad://x/y_1.z)", "local names" },
	{ "(\xc3\xa9t\xc3\xa9 == 1)", ARTX "f8 06000000 e900 't' e900" ONE "80",
		"(\xc3\xa9t\xc3\xa9 == 1)", "with letters of Latin-1" },
	{ "(17 == 1)", ARTX "f8 04000000 '17'" ONE "80", "(17 == 1)", "of digits" },
	{ "(SID == 1)", ARTX "f8 06000000 'SID'" ONE "80", "(SID == 1)", "of any word" },
	{ "(Contains == 1)", ARTX "f8 10000000 'Contains'" ONE "80", "(Contains == 1)",
		"even of an operator that is not allowed there" },
};

START_TEST(text_becomes_bytes_and_back)
{
	const char *text = good_rows[_i].text, *because = good_rows[_i].because;
	struct bytes expected = bytes_written(arena, good_rows[_i].bytes);
	struct outcome outcome = text_read(arena, &condition, text, strlen(text));
	ck_assert_msg(outcome.ok, "%s: %s", because, outcome.error.text);
	ck_assert_uint_eq(outcome.taken, strlen(text));
	ck_assert_msg(bytes_equal(outcome.bytes, expected), "%s: %s", because,
		bytes_shown(arena, outcome.bytes));
	char *again = bytes_translated(arena, &condition, expected);
	ck_assert_msg(
		again != NULL && strcmp(again, good_rows[_i].again) == 0, "%s: %s", because, again);
	text_mangled(&condition, text);
	bytes_mangled(&condition, expected);
}
END_TEST

static const struct {
	const char *text;
	int64_t value;
	uint8_t sign, base;
	const char *again, *because;
} number_rows[] = {
	{ "-1", -1, 2, 2, "-1", "the example of MS-DTYP 2.4.4.17.5" },
	{ "+42", 42, 1, 2, "+42", "a plus is kept" },
	{ "0", 0, 3, 1, "0", "a zero alone is octal to Windows" },
	{ "00", 0, 3, 1, "0", "as two are" },
	{ "-0", 0, 2, 1, "-0", "even with a sign" },
	{ "010", 8, 3, 1, "010", "octal" },
	{ "-017", -15, 2, 1, "-017", "octal, below zero" },
	{ "0X1f", 31, 3, 3, "0x1f", "hexadecimal" },
	{ "-0x10", -16, 2, 3, "-0x10", "hexadecimal, below zero" },
	{ "0x0", 0, 3, 3, "0x0", "a hexadecimal zero" },
	{ "9223372036854775807", INT64_MAX, 3, 2, "9223372036854775807", "2^63 - 1" },
	{ "-9223372036854775807", -INT64_MAX, 2, 2, "-9223372036854775807", "its negative" },
	{ "18446744073709551615", -1, 3, 2, "18446744073709551615", "2^64 - 1 without a sign" },
	{ "0xffffffffffffffff", -1, 3, 3, "0xffffffffffffffff", "the same in hexadecimal" },
	{ "01777777777777777777777", -1, 3, 1, "01777777777777777777777", "and in octal" },
};

START_TEST(numbers_keep_sign_and_base)
{
	struct text bytes = text_new(arena);
	binary_add(&bytes, bytes_written(arena, ARTX "f8 02000000 'a' 04 ."));
	binary_add_u64le(&bytes, (uint64_t)number_rows[_i].value);
	binary_add_u8(&bytes, number_rows[_i].sign);
	binary_add_u8(&bytes, number_rows[_i].base);
	binary_add_u8(&bytes, 0x84);
	binary_pad(&bytes, 4);

	const char *text = arena_format(arena, "(a > %s)", number_rows[_i].text);
	struct outcome outcome = text_read(arena, &condition, text, strlen(text));
	ck_assert_msg(outcome.ok, "%s", number_rows[_i].because);
	ck_assert_msg(
		bytes_equal(outcome.bytes, binary_bytes(&bytes)), "%s", number_rows[_i].because);
	ck_assert_str_eq(bytes_translated(arena, &condition, outcome.bytes),
		arena_format(arena, "(a > %s)", number_rows[_i].again));
	text_mangled(&condition, text);
	bytes_mangled(&condition, outcome.bytes);
}
END_TEST

/* MS-DTYP 2.4.4.17.6 and .7. */
static const struct {
	uint8_t code;
	const char *text;
} operator_rows[] = {
	{ 0x80, "(a == 1)" },
	{ 0x81, "(a != 1)" },
	{ 0x82, "(a < 1)" },
	{ 0x83, "(a <= 1)" },
	{ 0x84, "(a > 1)" },
	{ 0x85, "(a >= 1)" },
	{ 0x86, "(a Contains 1)" },
	{ 0x88, "(a Any_of 1)" },
	{ 0x8e, "(a Not_Contains 1)" },
	{ 0x8f, "(a Not_Any_of 1)" },
	{ 0x89, "(Member_of 1)" },
	{ 0x8a, "(Device_Member_of 1)" },
	{ 0x8b, "(Member_of_any 1)" },
	{ 0x8c, "(Device_Member_of_any 1)" },
	{ 0x90, "(Not_Member_of 1)" },
	{ 0x91, "(Not_Device_Member_of 1)" },
	{ 0x92, "(Not_Member_of_any 1)" },
	{ 0x93, "(Not_Device_Member_of_any 1)" },
	{ 0x87, "(Exists a)" },
	{ 0x8d, "(Not_Exists a)" },
	{ 0xa0, "((a) && (a))" },
	{ 0xa1, "((a) || (a))" },
	{ 0xa2, "(!(a))" },
};

START_TEST(every_operator_has_its_code)
{
	const char *text = operator_rows[_i].text;
	struct outcome outcome = text_read(arena, &condition, text, strlen(text));
	ck_assert_msg(outcome.ok, "%s: %s", text, outcome.error.text);
	size_t last = outcome.bytes.length;
	while (outcome.bytes.data[last - 1] == 0)
		last--;
	ck_assert_uint_eq(outcome.bytes.data[last - 1], operator_rows[_i].code);
	char *again = bytes_translated(arena, &condition, outcome.bytes);
	ck_assert_msg(again != NULL && strcmp(again, text) == 0, "%s", again);
}
END_TEST

START_TEST(what_follows_is_left)
{
	struct outcome outcome = text_read(arena, &condition, "(a)) == 1", 9);
	ck_assert(outcome.ok);
	ck_assert_uint_eq(outcome.taken, 3);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("condition");
	TCase *tcase = tcase_create("condition");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, text_becomes_bytes_and_back, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, numbers_keep_sign_and_base, 0, COUNT(number_rows));
	tcase_add_loop_test(tcase, every_operator_has_its_code, 0, COUNT(operator_rows));
	tcase_add_test(tcase, what_follows_is_left);
	suite_add_tcase(suite, tcase);
	return suite;
}
