/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/sddl_case.h"

#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"

static struct arena *arena;
static struct sid domain;

static void arena_up(void)
{
	arena = arena_new();
	domain = sid_of(DOMAIN);
}

static void arena_down(void)
{
	arena_free(arena);
}

/* Texts that Windows refuses, and ambiguous ones that it accepts: the row says so. */
static const struct {
	const char *text;
	size_t column;
	const char *because;
} refused_rows[] = {
	{ "Z:(A;;GA;;;SY)", 1, "no part" },
	{ "d:(A;;GA;;;SY)", 1, "parts have capitals" },
	{ "D :S:", 1, "no space before the colon" },
	{ "D", 1, "no colon" },
	{ "(A;;GA;;;SY)", 1, "an ACE without an ACL" },
	{ "O:", 3, "no owner" },
	{ "O:G:SY", 3, "no owner but a group" },
	{ "O: \tSY", 4, "a tab" },
	{ "G:XX", 3, "no SID" },
	{ "O:SYO:BA", 5, "two owners" },
	{ "G:SYO:SYG:BA", 9, "two groups" },
	{ "D:D:", 3, "two DACLs" },
	{ "D:NO_ACCESS_CONTROLD:", 20, "two DACLs, one of them NULL" },
	{ "S:D:S:", 5, "two SACLs" },
	{ "D:P:S:", 4, "a colon too many" },
	{ "D:bogus", 3, "no letters of an ACL" },
	{ "D:NO_ACCESS_CONTROL(A;;RP;;;WD)", 20, "ACEs of a NULL ACL" },
	{ "D:NO_ACCESS", 3, "half a word" },
	{ "D:(A;;GA;;;SY)x", 15, "something behind" },
	{ "D:(A;;GA;;;SY)\n", 15, "an end of line" },
	{ "D:((A;;GA;;;SY))", 4, "two parentheses" },
	{ "D:A;;RP;;;WD)", 3, "no parenthesis" },
	{ "D:(A;;RP;;;WD", 14, "no parenthesis at the end" },
	{ "D:(", 4, "the end behind a parenthesis" },
	{ "D:()", 4, "an empty ACE" },
	{ "D:(;;GA;;;SY)", 4, "no type" },
	{ "D:(A ;;GA;;;SY)", 5, "a space behind the type" },
	{ "D:(X;;GA;;;SY)", 4, "no type of one letter" },
	{ "D:(ZD;;GA;;;SY)", 4, "no type of two letters" },
	{ "D:(Antlers;;GA;;;SY)", 4, "no type of seven" },
	{ "D:(\xc4\x80;;GA;;;SY)", 4, "not a letter of SDDL" },
	{ "D:(A", 5, "the end behind the type" },
	{ "D:(A)", 5, "a type alone" },
	{ "D:(AU;SA;RP;;;WD)", 4, "an audit in a DACL" },
	{ "D:(AL;SA;RP;;;WD)", 4, "an alarm in a DACL" },
	{ "D:(OU;SA;RP;;;WD)", 4, "an object audit in a DACL" },
	{ "D:(OL;SA;RP;;;WD)", 4, "an object alarm in a DACL" },
	{ "D:(XU;SA;RP;;;WD;(@User.a == 1))", 4, "a conditional audit in a DACL" },
	{ "D:(ML;;NW;;;LW)", 4, "a label in a DACL" },
	{ "D:(RA;;;;;WD;(\"a\",TI,0,1))", 4, "an attribute in a DACL" },
	{ "D:(SP;;;;;S-1-17-1)", 4, "a policy in a DACL" },
	{ "D:(TL;;RP;;;S-1-19-512-4096)", 4, "a trust label in a DACL" },
	{ "D:(FL;;RP;;;WD;(@User.a == 1))", 4, "a filter in a DACL" },
	{ "S:(A;;RP;;;WD)", 4, "an allow in a SACL" },
	{ "S:(D;;RP;;;WD)", 4, "a deny in a SACL" },
	{ "S:(OA;;RP;;;WD)", 4, "an object allow in a SACL" },
	{ "S:(OD;;RP;;;WD)", 4, "an object deny in a SACL" },
	{ "S:(XA;;RP;;;WD;(@User.a == 1))", 4, "a conditional allow in a SACL" },
	{ "S:(XD;;RP;;;WD;(@User.a == 1))", 4, "a conditional deny in a SACL" },
	{ "S:(ZA;;RP;;;WD;(@User.a == 1))", 4, "a conditional object allow in a SACL" },
	{ "D:(A;ZZ;RP;;;WD)", 6, "no flag" },
	{ "D:(A;OIZZ;RP;;;WD)", 8, "no flag behind one" },
	{ "D:(A;OIC;RP;;;WD)", 8, "half a flag" },
	{ "D:(A;SA;RP;;;WD)", 6, "a flag of audits on an allow" },
	{ "D:(D;FA;RP;;;WD)", 6, "on a deny" },
	{ "D:(XA;SA;RP;;;WD;(@User.a == 1))", 7, "on a conditional allow" },
	{ "S:(RA;SA;;;;WD;(\"a\",TI,0,1))", 7, "on an attribute" },
	{ "D:(A;TP;RP;;;WD)", 6, "a flag of filters on an allow" },
	{ "S:(AU;TP;RP;;;WD)", 7, "on an audit" },
	{ "S:(FL;SA;RP;;;WD;(@User.a == 1))", 7, "a flag of audits on a filter" },
	{ "S:(FL;CR;RP;;;WD;(@User.a == 1))", 7, "critical, on a filter" },
	{ "D:(A;;ZZ;;;WD)", 7, "no right" },
	{ "D:(A;;RP ;;;WD)", 9, "a space behind rights" },
	{ "D:(A;;16 ;;;WD)", 9, "a space behind a number" },
	{ "D:(A;;0x10\t;;;WD)", 11, "a tab behind a number" },
	{ "D:(A;;-1;;;WD)", 7, "a negative number, which Windows takes" },
	{ "D:(A;;0x100000000;;;WD)", 7, "more than 32 bits, which Windows cuts" },
	{ "D:(A;;NW;;;WD)", 7, "a right of labels on an allow" },
	{ "S:(AU;SA;NW;;;WD)", 10, "on an audit" },
	{ "D:(A;;RP;;WD)", 11, "five fields" },
	{ "D:(A;;RP;;;;WD)", 12, "seven fields" },
	{ "D:(A;;RP;;;)", 12, "no trustee" },
	{ "D:(A;;RP;;;garbage)", 12, "no SID" },
	{ "D:(A;;RP;;;WDX)", 14, "something behind the SID" },
	{ "D:(A;;RP;;;WD;x)", 14, "a seventh field" },
	{ "D:(A;;RP;;;WD;(@User.a == 1))", 14, "a condition of a plain allow" },
	{ "D:(A;;RP;;;S-1-3-4 )", 19, "a space behind a SID that is spelt" },
	{ "S:(ML;;NW;;" SPN ";LW)", 12, "an inherited type of a label" },
	{ "D:(XA;;GA;" SPN ";;WD;(@User.a == 1))", 11, "an object type of a plain callback" },
	{ "D:(OA;;GA; " SPN ";;WD)", 11, "a space before a GUID" },
	{ "D:(OA;;GA;" SPN " ;;WD)", 47, "a space behind a GUID" },
	{ "D:(OA;;GA;{" SPN "};;WD)", 11, "braces" },
	{ "D:(OA;;GA;f3a64788530611d1a9c50000f80367c1;;WD)", 11, "no dashes" },
	{ "D:(OA;;GA;f3a64788-5306-11d1-a9c5-0000f80367cg;;WD)", 11, "no digit" },
	{ "D:(OA;;GA;f3a64788-5306-11d1-a9c5-0000f80367c11;;WD)", 47, "a digit too many" },
	{ "D:(OA;;GA;f3a64788-5306-11d1-a9c5-0000f80367c", 11, "cut" },
	{ "D:(OA;;GA;bad;;WD)", 11, "no GUID" },
	{ "D:(OA;;GA;;bad;WD)", 12, "no inherited GUID" },
	{ "D:(XA;;RP;;;WD)", 15, "no condition" },
	{ "D:(ZA;;RP;" SPN ";;WD)", 51, "no condition either" },
	{ "D:(XA;;RP;;;WD;)", 16, "an empty condition" },
	{ "D:(XA;;RP;;;WD;(@User.a == 1);x)", 30, "something behind the condition" },
	{ "S:(XU;SA;RP;;;WD)", 17, "no condition of an audit" },
	{ "S:(FL;;RP;;;WD)", 15, "no condition of a filter" },
	{ "S:(RA;;;;;WD)", 13, "no attribute" },
	{ "S:(RA;;RP;;;WD;(\"a\",TI,0,1))", 8, "rights of an attribute" },
	{ "S:(RA;;;;;BA;(\"a\",TI,0,1))", 11, "an attribute whose trustee is not Everyone" },
	{ "S:(FL;;GA;;;WD;(@User.a == 1))", 8, "generic rights of a filter" },
	{ "S:(FL;;0x1000000;;;WD;(@User.a == 1))", 8, "bit 24 of a filter" },
	{ "S:(FL;;RP;;;BA;(@User.a == 1))", 13, "a filter whose trustee is not Everyone" },
	{ "S:(FL;TP;RP;;;WD;(@User.a == 1))", 15, "a protected filter for everybody" },
	{ "S:(FL;TP;RP;;;S-1-19-512;(@User.a == 1))", 15, "half a trust label" },
	{ "S:(FL;TP;RP;;;S-1-19-0-1;(@User.a == 1))", 15, "a level without a type" },
	{ "S:(RA;;;;;WD;(\"\xc3\xa9\",TI,0,1))x", 27, "columns are characters, not bytes" },
};

START_TEST(text_is_refused)
{
	const char *because = refused_rows[_i].because;
	struct descriptor descriptor;
	memset(&descriptor, 0xff, sizeof descriptor);
	struct error error = { 0 };
	const struct bytes text = text_of(arena, refused_rows[_i].text);
	ck_assert_msg(!sddl_read(arena, text, &domain, OBJECT_DIRECTORY, &descriptor, &error), "%s",
		because);
	ck_assert_msg(column_of(&error) == refused_rows[_i].column, "%s: %s", because, error.text);
	ck_assert(descriptor.owner == NULL && descriptor.dacl.state == ACL_ABSENT);
}
END_TEST

START_TEST(alias_needs_a_domain)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct bytes text = text_of(arena, "D:(A;;RP;;;DA)");
	ck_assert(!sddl_read(arena, text, NULL, OBJECT_DIRECTORY, &descriptor, &error));
	ck_assert_uint_eq(column_of(&error), 12);
	ck_assert_ptr_nonnull(strstr(error.text, "domain_sid"));
}
END_TEST

START_TEST(zero_byte_is_refused)
{
	static const char text[] = "D:(A;;RP\0;;;WD)";
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct bytes whole = bytes_of(text, sizeof text - 1);
	ck_assert(!sddl_read(arena, whole, NULL, OBJECT_DIRECTORY, &descriptor, &error));
	ck_assert_uint_eq(column_of(&error), 9);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_refused");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, text_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, alias_needs_a_domain);
	tcase_add_test(tcase, zero_byte_is_refused);
	suite_add_tcase(suite, tcase);
	return suite;
}
