/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/sddl_case.h"

#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define CNO      DOMAIN "-1104"
#define FULL     "CCDCLCSWRPWPDTLOCRSDRCWDWO"

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

static const char *text_for(const struct descriptor *descriptor)
{
	struct error error = { 0 };
	const char *text = sddl_write(arena, descriptor, &domain, &error);
	ck_assert_msg(text != NULL, "%s", error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	return text;
}

/* What was read, as Windows would write it. */
static const struct {
	const char *text, *written, *because;
} canonical_rows[] = {
	{ "", "", "nothing" },
	{ "S:D:G:SYO:BA", "O:BAG:SYD:S:", "owner, group, DACL, SACL" },
	{ "D:AIPAR(A;;GA;;;SY)", "D:PARAI(A;;GA;;;SY)", "P, AR, AI" },
	{ "S:AIPARP", "S:PARAI", "of a SACL too, and once" },
	{ "D:PNO_ACCESS_CONTROLS:NO_ACCESS_CONTROL", "D:PNO_ACCESS_CONTROLS:NO_ACCESS_CONTROL",
		"NULL ACLs" },
	{ "D:no_access_control", "D:NO_ACCESS_CONTROL", "in capitals" },
	{ "O: sy D: ( a;ciOI; ga; ; ; lg )", "O:SYD:(A;OICI;GA;;;LG)", "capitals, no spaces" },
	{ "D:(A;CRIDIONPCIOI;RP;;;WD)", "D:(A;OICINPIOIDCR;RP;;;WD)", "flags in their order" },
	{ "S:(AU;FASAID;RP;;;WD)", "S:(AU;IDSAFA;RP;;;WD)", "those of audits last" },
	{ "D:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;" CNO ")", "D:(A;;" FULL ";;;" CNO ")",
		"rights in their order" },
	{ "D:(A;;0x1f01ff;;;BA)(A;;983103;;;BA)", "D:(A;;FA;;;BA)(A;;KA;;;BA)", "wholes" },
	{ "D:(A;;0x001200A9;;;AU)", "D:(A;;0x1200a9;;;AU)", "small hexadecimal digits" },
	{ "D:(OA;CI;RP;F3A64788-5306-11D1-A9C5-0000F80367C1;;PS)", "D:(OA;CI;RP;" SPN ";;PS)",
		"small digits of a GUID" },
	{ "D:(OA;;RP;;" COMPUTER ";WD)(OD;;WP;" SPN ";" COMPUTER ";WD)",
		"D:(OA;;RP;;" COMPUTER ";WD)(OD;;WP;" SPN ";" COMPUTER ";WD)",
		"each in its field" },
	{ "D:(OA;;RP;;;WD)", "D:(OA;;RP;;;WD)", "an object ACE stays one" },
	{ "D:(A;;RP;;;S-1-5-32-544)(A;;RP;;;" DOMAIN "-512)", "D:(A;;RP;;;BA)(A;;RP;;;DA)",
		"two letters where there are some" },
	{ "O:S-1-5-0x15-0x1", "O:S-1-5-21-1", "decimal sub-authorities" },
	{ "S:(ML;;0x3;;;S-1-16-8192)", "S:(ML;;NWNR;;;ME)", "rights of a label" },
	{ "S:(SP;;0;;;S-1-17-1)(TL;;CC;;;S-1-19-512-4096)",
		"S:(SP;;;;;S-1-17-1)(TL;;CC;;;S-1-19-512-4096)", "policy and trust" },
	{ "S:(FL;TPOI;RP;;;S-1-19-512-4096;(@User.a == 1))",
		"S:(FL;OITP;RP;;;S-1-19-512-4096;(@USER.a == 1))", "a filter" },
	{ "D:(XA;;RP;;;WD; (@User.a==1))(A;;RP;;;SY)", "D:(XA;;RP;;;WD;(@USER.a == 1))(A;;RP;;;SY)",
		"a condition" },
	{ "D:(ZA;;CR;;" COMPUTER ";WD;(@User.a == 1))",
		"D:(ZA;;CR;;" COMPUTER ";WD;(@USER.a == 1))", "a condition and a GUID" },
};

START_TEST(written_as_windows_does)
{
	const struct descriptor descriptor =
		descriptor_of(arena, canonical_rows[_i].text, OBJECT_FILE);
	const char *text = text_for(&descriptor);
	ck_assert_msg(strcmp(text, canonical_rows[_i].written) == 0, "%s: %s",
		canonical_rows[_i].because, text);
}
END_TEST

START_TEST(domain_unknown)
{
	const struct descriptor descriptor =
		descriptor_of(arena, "O:DAD:(A;;RP;;;DU)(A;;RP;;;SY)", OBJECT_FILE);
	struct error error = { 0 };
	const char *text = sddl_write(arena, &descriptor, NULL, &error);
	ck_assert_str_eq(text, "O:" DOMAIN "-512D:(A;;RP;;;" DOMAIN "-513)(A;;RP;;;SY)");
}
END_TEST

/* Samba made these from texts (make_descriptors.py); the letters are sorted here by hand. */
static const struct {
	const char *name, *written;
} fixture_rows[] = {
	{ "full_control", "O:DAG:DUD:(A;;" FULL ";;;" CNO ")" },
	{ "full_control_inherited", "O:DAG:DUD:AI(A;CIID;" FULL ";;;" CNO ")" },
	{ "full_control_object_type", "O:DAG:DUD:(OA;;" FULL ";" SPN ";;" CNO ")" },
	{ "full_control_inherited_type", "O:DAG:DUD:AI(OA;CIID;" FULL ";;" COMPUTER ";" CNO ")" },
	{ "full_control_object_ace", "O:DAG:DUD:(OA;;" FULL ";;;" CNO ")" },
	{ "deny_before_allow", "O:DAG:DUD:(D;;WP;;;" CNO ")(A;;" FULL ";;;" CNO ")" },
	{ "generic_bits", "O:DAG:DUD:(A;;GA;;;" CNO ")(A;;GXGWGR;;;" DOMAIN "-1105)" },
	{ "protected_with_sacl",
		"O:DAG:DUD:PAI(A;;" FULL ";;;" CNO ")S:AI(AU;SAFA;" FULL ";;;WD)" },
	{ "no_owner", "D:(A;;" FULL ";;;" CNO ")" },
	{ "absent_dacl", "O:DAG:DU" },
	{ "null_dacl", "O:DAG:DUD:NO_ACCESS_CONTROL" },
	{ "empty_dacl", "O:DAG:DUD:" },
	{ "nothing", "" },
	{ "slack_in_ace", "O:DAG:DUD:(A;;" FULL ";;;" CNO ")" },
	{ "odd_places", "O:DAG:DUD:(A;;" FULL ";;;" CNO ")" },
	{ "sacl_first", "O:DAG:DUD:(A;;" FULL ";;;" CNO ")S:(AU;SAFA;" FULL ";;;WD)" },
	{ "zero_object_type",
		"O:DAG:DUD:(OA;;" FULL ";00000000-0000-0000-0000-000000000000;;" CNO ")" },
	{ "longest_sid", "O:DAG:DUD:(A;;" FULL ";;;S-1-5-0-1-2-3-4-5-6-7-8-9-10-11-12-13-14)" },
	{ "large_authority", "O:DAG:DUD:(A;;" FULL ";;;S-1-0xfedcba987654-7)" },
	{ "default_computer",
		"O:DAG:DUD:AI(A;;" FULL ";;;DA)(A;;" FULL ";;;AO)(A;;" FULL ";;;SY)"
		"(A;;LCRPDTLOCRSDRC;;;CO)(OA;;WP;4c164200-20c0-11d0-a768-00aa006e0529;;CO)"
		"(A;;LCRPLORC;;;AU)(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)"
		"(A;;CCDC;;;PS)(OA;;CCDC;bf967aa8-0de6-11d0-a285-00aa003049e2;;PO)"
		"(OA;;RPWP;bf967a7f-0de6-11d0-a285-00aa003049e2;;CA)(OA;;SW;" SPN ";;PS)"
		"(OA;;RPWP;77b5b886-944a-11d1-aebd-0000f80367c1;;PS)"
		"(OA;;SW;72e39547-7b18-11d1-adef-00c04fd8d5cd;;PS)"
		"(OA;;SW;72e39547-7b18-11d1-adef-00c04fd8d5cd;;CO)(OA;;SW;" SPN ";;CO)"
		"(OA;;WP;3e0abfd0-126a-11d0-a060-00aa006c33ed;" COMPUTER ";CO)"
		"(OA;;WP;5f202010-79a5-11d0-9020-00c04fc2d4cf;" COMPUTER ";CO)"
		"(OA;;WP;bf967950-0de6-11d0-a285-00aa003049e2;" COMPUTER ";CO)"
		"(OA;;WP;bf967953-0de6-11d0-a285-00aa003049e2;" COMPUTER ";CO)"
		"(OA;;RP;46a9b11d-60ae-405a-b7e8-ff8a58d456d2;;S-1-5-32-560)" },
};

START_TEST(fixture_is_written)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct bytes whole = fixture_load(arena, GOOD_FOLDER, fixture_rows[_i].name);
	ck_assert_msg(descriptor_read(whole, arena, &descriptor, &error), "%s", error.text);
	ck_assert_str_eq(text_for(&descriptor), fixture_rows[_i].written);
}
END_TEST

/* In reality AD hands out descriptors with the SACL's bit 0x800 and without the SACL. */
START_TEST(bits_of_an_absent_acl_are_not_written)
{
	struct descriptor descriptor = descriptor_of(arena, "O:SYD:AI", OBJECT_DIRECTORY);
	descriptor.control |= CONTROL_SACL_INHERITED | CONTROL_SACL_PROTECTED;
	ck_assert_str_eq(text_for(&descriptor), "O:SYD:AI");
}
END_TEST

START_TEST(bits_without_letters_are_not_written)
{
	struct descriptor descriptor = descriptor_of(arena, "D:AI", OBJECT_DIRECTORY);
	descriptor.control |= 0x402b; /* defaulted parts, trusted server, resource manager */
	descriptor.resource_manager = 7;
	ck_assert_str_eq(text_for(&descriptor), "D:AI");
}
END_TEST

/* One ACE spoilt, the second of three. */
static const struct {
	const char *text;
	uint8_t type, flags;
	uint32_t mask, object_flags;
	const char *trustee, *names, *because;
} refused_rows[] = {
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x04, 0, 0x10, 0, "S-1-1-0", "type 4",
		"a compound allow" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0xff, 0, 0x10, 0, "S-1-1-0", "type 255",
		"no type" },
	{ "D:(A;;RP;;;WD)(OD;;RP;;;WD)(A;;RP;;;WD)", 0x0c, 0, 0x10, 0, "S-1-1-0", "type 12",
		"a callback object deny" },
	{ "S:(AU;;RP;;;WD)(AU;;RP;;;WD)(AU;;RP;;;WD)", 0x0e, 0, 0x10, 0, "S-1-1-0", "type 14",
		"a callback alarm" },
	{ "S:(AU;;RP;;;WD)(OU;;RP;;;WD)(AU;;RP;;;WD)", 0x0f, 0, 0x10, 0, "S-1-1-0", "type 15",
		"a callback object audit" },
	{ "S:(AU;;RP;;;WD)(OU;;RP;;;WD)(AU;;RP;;;WD)", 0x10, 0, 0x10, 0, "S-1-1-0", "type 16",
		"a callback object alarm" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x02, 0, 0x10, 0, "S-1-1-0", "AU",
		"an audit in a DACL" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x11, 0, 0x1, 0, "S-1-16-8192", "ML",
		"a label in a DACL" },
	{ "S:(AU;;RP;;;WD)(AU;;RP;;;WD)(AU;;RP;;;WD)", 0x00, 0, 0x10, 0, "S-1-1-0", "A",
		"an allow in a SACL" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x00, 0x40, 0x10, 0, "S-1-1-0", "0x40",
		"a flag of audits on an allow" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x01, 0x82, 0x10, 0, "S-1-1-0", "0x80",
		"on a deny" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x00, 0, 0x10, 0, "S-1-5", "sub-authorities",
		"a SID that Windows refuses" },
	{ "D:(A;;RP;;;WD)(OA;;RP;;;WD)(A;;RP;;;WD)", 0x05, 0, 0x10, 4, "S-1-1-0", "0x4",
		"an object flag of no meaning" },
	{ "D:(A;;RP;;;WD)(A;;RP;;;WD)(A;;RP;;;WD)", 0x09, 0, 0x10, 0, "S-1-1-0", "",
		"a callback without a condition" },
	{ "S:(AU;;RP;;;WD)(AU;;RP;;;WD)(AU;;RP;;;WD)", 0x12, 0, 0, 0, "S-1-1-0", "",
		"an attribute without one" },
	{ "S:(AU;;RP;;;WD)(RA;;;;;WD;(\"a\",TI,0,1))(AU;;RP;;;WD)", 0x12, 0, 1, 0, "S-1-1-0", "RA",
		"an attribute with rights" },
	{ "S:(AU;;RP;;;WD)(RA;;;;;WD;(\"a\",TI,0,1))(AU;;RP;;;WD)", 0x12, 0, 0, 0, "S-1-5-18", "RA",
		"an attribute whose trustee is not Everyone" },
	{ "S:(AU;;RP;;;WD)(FL;;RP;;;WD;(@User.a == 1))(AU;;RP;;;WD)", 0x15, 0, 0x1000000, 0,
		"S-1-1-0", "FL", "a filter with generic rights" },
	{ "S:(AU;;RP;;;WD)(FL;;RP;;;WD;(@User.a == 1))(AU;;RP;;;WD)", 0x15, 0, 0x10, 0, "S-1-5-18",
		"FL", "a filter whose trustee is not Everyone" },
	{ "S:(AU;;RP;;;WD)(FL;;RP;;;WD;(@User.a == 1))(AU;;RP;;;WD)", 0x15, 0x80, 0x10, 0,
		"S-1-1-0", "0x80", "a flag of audits on a filter" },
};

START_TEST(sddl_cannot_express_it)
{
	struct descriptor descriptor =
		descriptor_of(arena, refused_rows[_i].text, OBJECT_DIRECTORY);
	struct acl *acl =
		descriptor.sacl.state == ACL_PRESENT ? &descriptor.sacl : &descriptor.dacl;
	struct ace *ace = &acl->ace[1];
	ace->type = refused_rows[_i].type;
	ace->flags = refused_rows[_i].flags;
	ace->mask = refused_rows[_i].mask;
	ace->object_flags = refused_rows[_i].object_flags;
	const struct sid trustee = sid_of(refused_rows[_i].trustee);
	ace->trustee = raw_sid_write(arena, &trustee);
	struct error error = { 0 };
	const char *because = refused_rows[_i].because;
	ck_assert_msg(sddl_write(arena, &descriptor, &domain, &error) == NULL, "%s", because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	const char *place = acl == &descriptor.sacl ? "ACE 1 of the SACL" : "ACE 1 of the DACL";
	ck_assert_msg(strstr(error.text, place) != NULL, "%s: %s", because, error.text);
	ck_assert_msg(
		strstr(error.text, refused_rows[_i].names) != NULL, "%s: %s", because, error.text);
}
END_TEST

START_TEST(principal_without_sub_authorities)
{
	const struct sid bare = sid_of("S-1-5");
	struct descriptor descriptor = descriptor_of(arena, "O:SYG:SY", OBJECT_DIRECTORY);
	struct error error = { 0 };
	descriptor.group = raw_sid_write(arena, &bare);
	ck_assert_ptr_null(sddl_write(arena, &descriptor, &domain, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	ck_assert_ptr_nonnull(strstr(error.text, "G:"));
	descriptor.owner = raw_sid_write(arena, &bare);
	error = (struct error){ 0 };
	ck_assert_ptr_null(sddl_write(arena, &descriptor, &domain, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "O:"));
}
END_TEST

START_TEST(unknown_ace_has_no_text)
{
	struct descriptor descriptor = descriptor_of(arena, "D:(A;;RP;;;WD)", OBJECT_DIRECTORY);
	descriptor.dacl.ace[0].known = false;
	struct error error = { 0 };
	ck_assert_ptr_null(sddl_write(arena, &descriptor, &domain, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "ACE 0 of the DACL"));
}
END_TEST

/* 3277 ACEs of 20 bytes take more than an ACL can, and so their text cannot be read. */
START_TEST(too_large_for_an_acl)
{
	enum { TOO_MANY = 3277 };
	struct descriptor descriptor = descriptor_of(arena, "D:(A;;RP;;;WD)", OBJECT_DIRECTORY);
	struct ace *ace = arena_alloc(arena, TOO_MANY * sizeof *ace);
	for (size_t i = 0; i < TOO_MANY; i++) {
		ace[i] = descriptor.dacl.ace[0];
		ace[i].index = i;
	}
	descriptor.dacl.ace = ace;
	descriptor.dacl.count = TOO_MANY - 1;
	text_for(&descriptor);
	descriptor.dacl.count = TOO_MANY;
	struct error error = { 0 };
	ck_assert_ptr_null(sddl_write(arena, &descriptor, &domain, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sddl_write");
	TCase *tcase = tcase_create("core");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, written_as_windows_does, 0, COUNT(canonical_rows));
	tcase_add_test(tcase, domain_unknown);
	tcase_add_loop_test(tcase, fixture_is_written, 0, COUNT(fixture_rows));
	tcase_add_test(tcase, bits_of_an_absent_acl_are_not_written);
	tcase_add_test(tcase, bits_without_letters_are_not_written);
	tcase_add_loop_test(tcase, sddl_cannot_express_it, 0, COUNT(refused_rows));
	tcase_add_test(tcase, principal_without_sub_authorities);
	tcase_add_test(tcase, unknown_ace_has_no_text);
	tcase_add_test(tcase, too_large_for_an_acl);
	suite_add_tcase(suite, tcase);
	return suite;
}
