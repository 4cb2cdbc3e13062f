/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/text.h"
#include "tests/security/sddl/sddl_case.h"

#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"

/* S-1-1-0, S-1-5-18, and the account 1104 of DOMAIN, as in descriptors. */
#define WD_BYTES   "010100000000000100000000"
#define SY_BYTES   "010100000000000512000000"
#define CNO_BYTES  "01050000000000051500000057040000ae080000050d000050040000"
#define NO_OFFSETS "00000000000000000000000000000000"
#define DACL_AT_20 "00000000000000000000000014000000"
#define SACL_AT_20 "00000000000000001400000000000000"
/* (@User.a == 1): the attribute, 1 without a sign and in decimal, the operator, one zero. */
#define CONDITION                                                                                  \
	"61727478f9020000006100040100000000000000030280"                                           \
	"00"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char *hex_of(struct bytes bytes)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < bytes.length; i++)
		text_add(&text, "%02x", bytes.data[i]);
	return text.data;
}

static const struct {
	const char *text, *plain, *because;
} bytes_rows[] = {
	{ "", "01000080" NO_OFFSETS, "nothing" },
	{ "   ", "01000080" NO_OFFSETS, "nothing but spaces" },
	{ "O:SYG:BA",
		"010000801400000020000000"
		"0000000000000000" SY_BYTES "01020000000000052000000020020000",
		"owner and group" },
	{ "G:BAO:SY",
		"010000801400000020000000"
		"0000000000000000" SY_BYTES "01020000000000052000000020020000",
		"in any order" },
	{ "D:", "01000480" DACL_AT_20 "0400080000000000", "an empty DACL" },
	{ "S:", "01001080" SACL_AT_20 "0400080000000000", "an empty SACL" },
	{ "S:D:",
		"01001480000000000000000014000000"
		"1c000000"
		"0400080000000000"
		"0400080000000000",
		"both" },
	{ "D:NO_ACCESS_CONTROL", "01000480" NO_OFFSETS, "a NULL DACL" },
	{ "D:PNO_ACCESS_CONTROL", "01000490" NO_OFFSETS, "a protected one" },
	{ "S:NO_ACCESS_CONTROL", "01001080" NO_OFFSETS, "a NULL SACL" },
	{ "D:PARAI", "01000495" DACL_AT_20 "0400080000000000", "all letters of a DACL" },
	{ "S:PARAI", "010010aa" SACL_AT_20 "0400080000000000", "all letters of a SACL" },
	{ "D:AIPARPP", "01000495" DACL_AT_20 "0400080000000000", "any order, again and again" },
	{ "D: AI P (A;;;;;WD)",
		"01000494" DACL_AT_20 "04001c0001000000"
		"0000140000000000" WD_BYTES,
		"spaces around them" },
	{ "D:(A;;GA;;;WD)",
		"01000480" DACL_AT_20 "04001c0001000000"
		"0000140000000010" WD_BYTES,
		"an allow" },
	{ "  D:(a; ;ga; ; ; wd ) (D;oi;0X10;;;S-1-1-0)  ",
		"01000480" DACL_AT_20 "0400300002000000"
		"0000140000000010" WD_BYTES "0101140010000000" WD_BYTES,
		"spaces where Windows takes them, small letters" },
	{ "D:(A;OICINPIOIDCR;RP;;;WD)",
		"01000480" DACL_AT_20 "04001c0001000000"
		"003f140010000000" WD_BYTES,
		"every flag of an allow" },
	{ "D:(D;IDIOIO;DTSD;;;" DOMAIN "-1104)",
		"01000480" DACL_AT_20 "04002c0001000000"
		"0118240040000100" CNO_BYTES,
		"a deny" },
	{ "D:(OA;;SW;" SPN ";;WD)",
		"01000480" DACL_AT_20 "0400300001000000"
		"05002800"
		"0800000001000000"
		"8847a6f30653d111a9c50000f80367c1" WD_BYTES,
		"an object type" },
	{ "D:(OD;CIIO;SW;;BF967A86-0DE6-11D0-A285-00AA003049E2;WD)",
		"01000480" DACL_AT_20 "0400300001000000"
		"060a2800"
		"0800000002000000"
		"867a96bfe60dd011a28500aa003049e2" WD_BYTES,
		"an inherited type, in capitals" },
	{ "D:(OA;CI;SW;" SPN ";" COMPUTER ";WD)",
		"01000480" DACL_AT_20 "0400400001000000"
		"05023800"
		"0800000003000000"
		"8847a6f30653d111a9c50000f80367c1"
		"867a96bfe60dd011a28500aa003049e2" WD_BYTES,
		"both" },
	{ "D:(A;;SW;" SPN ";;WD)",
		"01000480" DACL_AT_20 "0400300001000000"
		"05002800"
		"0800000001000000"
		"8847a6f30653d111a9c50000f80367c1" WD_BYTES,
		"a plain type with an object type is of the object kind" },
	{ "D:(D;CIIO;SW;;" COMPUTER ";WD)",
		"01000480" DACL_AT_20 "0400300001000000"
		"060a2800"
		"0800000002000000"
		"867a96bfe60dd011a28500aa003049e2" WD_BYTES,
		"and with an inherited type" },
	{ "S:(AU;SA;GA;" SPN ";;WD)",
		"01001080" SACL_AT_20 "0400300001000000"
		"07402800"
		"0000001001000000"
		"8847a6f30653d111a9c50000f80367c1" WD_BYTES,
		"an audit likewise" },
	{ "D:(OA;;RP;;;WD)",
		"01000480" DACL_AT_20 "0400200001000000"
		"05001800"
		"1000000000000000" WD_BYTES,
		"neither" },
	{ "D:(XA;;RP;;;WD;(@User.a == 1))",
		"01000480" DACL_AT_20 "0400340001000000"
		"09002c0010000000" WD_BYTES CONDITION,
		"a condition" },
	{ "D:(XD;;RP;;;WD; (@User.a == 1))(A;;RP;;;SY)",
		"01000480" DACL_AT_20 "0400480002000000"
		"0a002c0010000000" WD_BYTES CONDITION "0000140010000000" SY_BYTES,
		"another, a space before it, an ACE behind it" },
	{ "D:(ZA;;CR;;" COMPUTER ";WD;(@User.a == 1))",
		"01000480" DACL_AT_20 "0400480001000000"
		"0b004000"
		"0001000002000000"
		"867a96bfe60dd011a28500aa003049e2" WD_BYTES CONDITION,
		"a condition and a GUID" },
	{ "S:(AU;SAFA;GA;;;WD)",
		"01001080" SACL_AT_20 "04001c0001000000"
		"02c0140000000010" WD_BYTES,
		"an audit" },
	{ "S:(OU;CISA;WP;" SPN ";;WD)",
		"01001080" SACL_AT_20 "0400300001000000"
		"07422800"
		"2000000001000000"
		"8847a6f30653d111a9c50000f80367c1" WD_BYTES,
		"an audit of an object type" },
	{ "S:(AL;FA;GA;;;WD)(OL;FA;GA;;;WD)",
		"01001080" SACL_AT_20 "0400340002000000"
		"0380140000000010" WD_BYTES "08801800"
		"0000001000000000" WD_BYTES,
		"alarms" },
	{ "S:(XU;;RP;;;WD;(@User.a == 1))",
		"01001080" SACL_AT_20 "0400340001000000"
		"0d002c0010000000" WD_BYTES CONDITION,
		"an audit on a condition" },
	{ "S:(ML;OI;NWNR;;;HI)",
		"01001080" SACL_AT_20 "04001c0001000000"
		"1101140003000000"
		"010100000000001000300000",
		"a label" },
	{ "S:(SP;;;;;S-1-17-1)",
		"01001080" SACL_AT_20 "04001c0001000000"
		"1300140000000000"
		"010100000000001101000000",
		"a policy" },
	{ "S:(TL;;KR;;;S-1-19-512-4096)",
		"01001080" SACL_AT_20 "0400200001000000"
		"1400180019000200"
		"01020000000000130002000000100000",
		"a trust label" },
	{ "S:(RA;CI;;;;WD;(\"a\",TI,0,1))",
		"01001080" SACL_AT_20 "04003c0001000000"
		"1202340000000000" WD_BYTES "1400000001000000000000000100000018000000"
		"61000000"
		"0100000000000000",
		"a resource attribute" },
	{ "S:(FL;OI;RP;;;WD;(@User.a == 1))",
		"01001080" SACL_AT_20 "0400340001000000"
		"15012c0010000000" WD_BYTES CONDITION,
		"an access filter" },
	{ "S:(FL;TP;RP;;;S-1-19-512-4096;(@User.a == 1))",
		"01001080" SACL_AT_20 "0400380001000000"
		"1540300010000000"
		"01020000000000130002000000100000" CONDITION,
		"one protected by trust" },
	{ "O:S-1-2-0x200D:",
		"01000480"
		"14000000000000000000000020000000"
		"010100000000000200020000"
		"0400080000000000",
		"a number that the DACL ends" },
	{ "O:SYD:(A;;RP;;;SY)S:AI(AU;SA;RP;;;SY)G:SY",
		"0100148814000000200000002c00000048000000" SY_BYTES SY_BYTES "04001c0001000000"
		"0240140010000000" SY_BYTES "04001c0001000000"
		"0000140010000000" SY_BYTES,
		"all parts" },
};

START_TEST(text_becomes_bytes)
{
	const struct descriptor descriptor =
		descriptor_of(arena, bytes_rows[_i].text, OBJECT_DIRECTORY);
	const char *plain = hex_of(plain_of(arena, &descriptor));
	ck_assert_msg(
		strcmp(plain, bytes_rows[_i].plain) == 0, "%s: %s", bytes_rows[_i].because, plain);
}
END_TEST

START_TEST(no_text_at_all)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	ck_assert(sddl_read(arena, bytes_of(NULL, 0), NULL, OBJECT_DIRECTORY, &descriptor, &error));
	ck_assert_uint_eq(descriptor.control, CONTROL_SELF_RELATIVE);
}
END_TEST

START_TEST(every_field_is_set)
{
	const struct descriptor descriptor = descriptor_of(arena,
		"O:SYD:P(A;;RP;;;WD)(OD;CI;SW;" SPN ";;SY)(XA;;RP;;;WD;(@User.a == 1))",
		OBJECT_DIRECTORY);
	ck_assert_uint_eq(descriptor.control, 0x9004);
	ck_assert_uint_eq(descriptor.resource_manager, 0);
	ck_assert(descriptor.owner != NULL && descriptor.group == NULL);
	ck_assert_int_eq(descriptor.sacl.state, ACL_ABSENT);
	ck_assert_int_eq(descriptor.dacl.state, ACL_PRESENT);
	ck_assert_uint_eq(descriptor.dacl.count, 3);
	ck_assert_uint_eq(descriptor.dacl.slack.length, 0);
	ck_assert_uint_eq(descriptor.layout.whole.length, 0);
	ck_assert_uint_eq(descriptor.layout.owner + descriptor.layout.dacl, 0);
	for (size_t i = 0; i < 3; i++) {
		const struct ace *ace = &descriptor.dacl.ace[i];
		ck_assert_uint_eq(ace->index, i);
		ck_assert(ace->known);
		ck_assert_uint_eq(ace->raw.length, 0);
		ck_assert_uint_eq(ace->rest.length, i == 2 ? 24 : 0);
	}
	const struct ace *object = &descriptor.dacl.ace[1];
	ck_assert_uint_eq(object->type, ACE_OBJECT_DENY);
	ck_assert_uint_eq(object->flags, ACE_CONTAINER_INHERIT);
	ck_assert_uint_eq(object->mask, RIGHT_SELF_WRITE);
	ck_assert_uint_eq(object->object_flags, OBJECT_TYPE_PRESENT);
	ck_assert(object->object_type != NULL && object->inherited_type == NULL);
	ck_assert_str_eq(guid_write(arena, object->object_type), SPN);
	const struct sid trustee = ace_trustee(object);
	ck_assert_str_eq(sid_write(arena, &trustee), "S-1-5-18");
}
END_TEST

static const struct {
	const char *text;
	enum object_kind kind;
	uint8_t dacl, sacl;
	const char *because;
} revision_rows[] = {
	{ "D:(A;;RP;;;WD)S:", OBJECT_DIRECTORY, 4, 4, "directory objects have 4" },
	{ "D:(A;;FR;;;WD)S:(AU;SA;FA;;;WD)", OBJECT_FILE, 2, 2, "files have 2" },
	{ "D:(A;;FR;;;WD)(OA;;FR;;;WD)S:", OBJECT_FILE, 4, 2, "4 with an object ACE" },
	{ "D:S:(OU;SA;FR;" SPN ";;WD)", OBJECT_FILE, 2, 4, "in each ACL for itself" },
	{ "D:(ZA;;FR;;;WD;(@User.a == 1))", OBJECT_FILE, 4, 0, "with a condition too" },
	{ "D:(XA;;FR;;;WD;(@User.a == 1))", OBJECT_FILE, 2, 0, "a condition is no object" },
};

START_TEST(kind_decides_the_revision)
{
	const struct descriptor descriptor =
		descriptor_of(arena, revision_rows[_i].text, revision_rows[_i].kind);
	const char *because = revision_rows[_i].because;
	ck_assert_msg(descriptor.dacl.revision == revision_rows[_i].dacl, "%s", because);
	ck_assert_msg(descriptor.sacl.revision == revision_rows[_i].sacl, "%s", because);
}
END_TEST

/* 3276 ACEs of 20 bytes and the header take 65528 bytes; one more does not fit. */
START_TEST(acl_is_bounded)
{
	enum { MOST = 3276, ACE_TEXT_BYTES = 10 };
	struct text text = text_new(arena);
	text_add(&text, "D:");
	for (size_t i = 0; i < MOST; i++)
		text_add(&text, "(A;;;;;WD)");
	const struct descriptor descriptor = descriptor_of(arena, text.data, OBJECT_DIRECTORY);
	ck_assert_uint_eq(descriptor.dacl.count, MOST);
	ck_assert_uint_eq(plain_of(arena, &descriptor).length, 20 + 65528);

	text_add(&text, "(A;;;;;WD)");
	struct descriptor larger;
	struct error error = { 0 };
	ck_assert(!sddl_read(
		arena, text_of(arena, text.data), NULL, OBJECT_DIRECTORY, &larger, &error));
	ck_assert_uint_eq(column_of(&error), 3 + MOST * ACE_TEXT_BYTES);
}
END_TEST

static const struct {
	const char *before, *repeated, *behind;
	size_t column;
	const char *because;
} long_rows[] = {
	{ "", " ", "", 0, "spaces" },
	{ "", " ", "D:", 0, "spaces before something" },
	{ "D:", "P", "", 0, "one flag" },
	{ "D:(A;", "OI", ";;;;WD)", 0, "one flag of an ACE" },
	{ "D:(A;;", "GA", ";;;WD)", 0, "one right" },
	{ "D:(A;;0x", "0", "1;;;WD)", 0, "zeros" },
	{ "D:(A;;", "9", ";;;WD)", 7, "digits" },
	{ "O:S-1-5-", "9", "", 9, "digits of a SID" },
	{ "O:S-1-5", "-1", "", 39, "sub-authorities" },
	{ "D:", "(", "", 4, "parentheses" },
	{ "D:(", "A", "", 4, "letters" },
	{ "D:(A;;;;;", " ", "WD)", 0, "spaces before a SID" },
	{ "D:(XA;;RP;;;WD;", " ", "(@User.a == 1))", 0, "spaces before a condition" },
	{ "D:", "(A;;;;;WD)", "", 3 + 3276 * 10, "ACEs" },
};

/* A mebibyte is read to its end, or to where it goes wrong, once. */
START_TEST(long_text)
{
	const char *repeated = long_rows[_i].repeated, *because = long_rows[_i].because;
	struct text text = text_new(arena);
	text_add(&text, "%s", long_rows[_i].before);
	while (text.length < 1 << 20)
		text_add_bytes(&text, repeated, strlen(repeated));
	text_add(&text, "%s", long_rows[_i].behind);
	struct descriptor descriptor;
	struct error error = { 0 };
	const bool read = sddl_read(
		arena, text_of(arena, text.data), NULL, OBJECT_DIRECTORY, &descriptor, &error);
	ck_assert_msg(read == (long_rows[_i].column == 0), "%s: %s", because, error.text);
	ck_assert_msg(column_of(&error) == long_rows[_i].column, "%s: %s", because, error.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_read");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, text_becomes_bytes, 0, COUNT(bytes_rows));
	tcase_add_test(tcase, no_text_at_all);
	tcase_add_test(tcase, every_field_is_set);
	tcase_add_loop_test(tcase, kind_decides_the_revision, 0, COUNT(revision_rows));
	tcase_add_test(tcase, acl_is_bounded);
	tcase_add_loop_test(tcase, long_text, 0, COUNT(long_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
