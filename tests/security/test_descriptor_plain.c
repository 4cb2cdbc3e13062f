/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of an SDDL text: laid out by hand here, MS-DTYP 2.4.6. */
#include "tests/test.h"

#include "security/descriptor.h"
#include "security/mask.h"
#include "tests/security/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* S-1-5-21-1111-2222-3333-512, -513, -1104 and S-1-1-0 */
#define DOMAIN   "0105 000000000005 15000000 57040000 ae080000 050d0000"
#define ADMINS   DOMAIN "00020000"
#define USERS    DOMAIN "01020000"
#define CNO      DOMAIN "50040000"
#define EVERYONE "010100000000000100000000"

#define RESET_PASSWORD "709529006d24d011a76800aa006e0529"
#define COMPUTER       "867a96bfe60dd011a28500aa003049e2"

/* Offsets of owner, group and the part after them: 20, 48, 76. */
#define AT_20 "14000000"
#define AT_48 "30000000"
#define AT_76 "4c000000"
#define NONE  "00000000"

#define ALLOW           "00 00 2400 ff010f00" CNO
#define AUDIT           "02 c0 1400 ff010f00" EVERYONE
#define ONE_ALLOW       "04002c0001000000" ALLOW /* 44 bytes */
#define ONE_AUDIT       "04001c0001000000" AUDIT /* 28 bytes */
#define USUAL           "01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS ONE_ALLOW
#define WITH_AUDIT      AT_20 AT_48 AT_76 "68000000" ADMINS USERS ONE_AUDIT ONE_ALLOW
#define ZEROS_12        "000000000000000000000000"
#define EMPTY_CONDITION "61727478" ZEROS_12
#define CLAIM                                                                                      \
	"14000000 0100 0000 00000000 01000000 24000000"                                            \
	"53006500630072006500630079000000 0300000000000000"

static const struct {
	const char *name;
	const char *plain; /* hexadecimal */
	const char *because;
} rows[] = {
	{ "dacl_before_owner", USUAL, "owner, group, DACL" },
	{ "owner_before_dacl", USUAL, "as it was" },
	{ "full_control", USUAL, "Samba's order is that" },
	{ "bytes_behind", USUAL, "nothing behind the parts" },
	{ "odd_places", USUAL, "nothing between them" },
	{ "slack_in_dacl", USUAL, "no slack in an ACL" },
	{ "slack_in_ace", USUAL, "no slack in an ACE" },
	{ "sacl_not_flagged", USUAL, "what is not flagged is not there" },
	{ "sacl_first", "01001480" WITH_AUDIT, "owner, group, SACL, DACL" },
	{ "sacl_last", "01001480" WITH_AUDIT, "likewise" },
	{ "group_first", "01001480" WITH_AUDIT, "likewise" },
	{ "sacl_slack", "01001480" WITH_AUDIT, "no slack in a SACL" },
	{ "every_control_bit", "010014bf" WITH_AUDIT,
		"control bits that have letters, no reserved byte, no resource manager" },
	{ "revision_2", "01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS "02002c0001000000" ALLOW,
		"a revision stays" },
	{ "nothing", "01000080" NONE NONE NONE NONE, "a header alone" },
	{ "no_owner", "01000480" NONE NONE NONE AT_20 ONE_ALLOW, "a DACL alone" },
	{ "sacl_alone", "01001080" NONE NONE AT_20 NONE ONE_AUDIT, "a SACL alone" },
	{ "absent_dacl", "01000080" AT_20 AT_48 NONE NONE ADMINS USERS, "no ACL" },
	{ "null_dacl", "01000480" AT_20 AT_48 NONE NONE ADMINS USERS, "flagged, and no place" },
	{ "empty_dacl", "01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS "0400080000000000",
		"a place, and no ACE" },
	{ "sacl_null", "01001480" AT_20 AT_48 NONE AT_76 ADMINS USERS ONE_ALLOW, "a NULL SACL" },
	{ "sacl_empty",
		"01001480" AT_20 AT_48 AT_76 "54000000" ADMINS USERS "0400080000000000" ONE_ALLOW,
		"an empty SACL" },
	{ "owner_is_group", "01000480" AT_20 AT_48 NONE AT_76 ADMINS ADMINS ONE_ALLOW,
		"each has a SID of its own" },
	{ "sacl_is_dacl",
		"01001480" AT_20 AT_48 AT_76 "8c000000" ADMINS USERS "0400400002000000" ALLOW AUDIT
		"0400400002000000" ALLOW AUDIT,
		"each ACL has its ACEs" },
	{ "no_object_type",
		"01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS
		"0400300001000000 05 00 2800 ff010f00 00000000" CNO,
		"an object ACE without types keeps its flags" },
	{ "callback_object_deny",
		"01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS
		"0400840002000000 0c 00 5800 00010000 03000000" RESET_PASSWORD COMPUTER CNO
			EMPTY_CONDITION ALLOW,
		"types and condition" },
	{ "unknown_type",
		"01000480" AT_20 AT_48 NONE AT_76 ADMINS USERS
		"04003c0002000000 04 00 1000" ZEROS_12 ALLOW,
		"an ACE of unknown type stays whole" },
	{ "sacl_callback_audit",
		"01001480" AT_20 AT_48 AT_76 "6d000000" ADMINS USERS
		"0400210001000000 0d c0 1900 20000000" EVERYONE "0102030405" ONE_ALLOW,
		"application data mean something" },
	{ "sacl_resource_attribute",
		"01001480" AT_20 AT_48 AT_76 "94000000" ADMINS USERS
		"0400480001000000 12 10 4000 00000000" EVERYONE CLAIM ONE_ALLOW,
		"so does a claim" },
};

static struct bytes plain_of(const struct descriptor *descriptor, const char *because)
{
	struct bytes bytes;
	struct error error = { 0 };
	ck_assert_msg(descriptor_write_plain(arena, descriptor, &bytes, &error), "%s: %s", because,
		error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	return bytes;
}

START_TEST(fixtures)
{
	const struct bytes whole = fixture_load(arena, GOOD_FOLDER, rows[_i].name);
	const struct bytes expected = hex_bytes(arena, rows[_i].plain);
	struct descriptor read, again;
	struct error error = { 0 };
	ck_assert_msg(descriptor_read(whole, arena, &read, &error), "%s", error.text);
	ck_assert_msg(bytes_equal(plain_of(&read, rows[_i].because), expected), "%s: %s",
		rows[_i].name, rows[_i].because);

	/* The result is a descriptor with the same content. */
	ck_assert_msg(descriptor_read(expected, arena, &again, &error), "%s", error.text);
	ck_assert_msg(bytes_equal(plain_of(&again, "again"), expected), "%s", rows[_i].because);
}
END_TEST

static const struct {
	uint16_t control;
	enum acl_state sacl, dacl;
	const char *plain;
	const char *because;
} control_rows[] = {
	{ 0xbf00, ACL_ABSENT, ACL_ABSENT, "01000080" NONE NONE NONE NONE,
		"an ACL that is not there is not protected" },
	{ 0xbf04, ACL_ABSENT, ACL_NULL, "01000495" NONE NONE NONE NONE, "of the DACL alone" },
	{ 0xbf10, ACL_NULL, ACL_ABSENT, "010010aa" NONE NONE NONE NONE, "of the SACL alone" },
	{ 0xc0eb, ACL_ABSENT, ACL_ABSENT, "01000080" NONE NONE NONE NONE, "bits without letters" },
};

START_TEST(controls)
{
	const struct descriptor descriptor = {
		.control = control_rows[_i].control,
		.sacl.state = control_rows[_i].sacl,
		.dacl.state = control_rows[_i].dacl,
	};
	ck_assert_msg(bytes_equal(plain_of(&descriptor, control_rows[_i].because),
			      hex_bytes(arena, control_rows[_i].plain)),
		"%s", control_rows[_i].because);
}
END_TEST

/* An ACE for Everyone takes 20 bytes: 3,276 of them and the header are 7 less than 65,535. */
enum { MOST_ACES = 3276, ROOM_LEFT = 7, MOST_REST = 70000 };

static const struct {
	size_t count;
	uint8_t last_type;
	size_t last_rest;
	bool fits;
	const char *because;
} large_rows[] = {
	{ MOST_ACES, ACE_ALLOW, 0, true, "as many as fit" },
	{ MOST_ACES + 1, ACE_ALLOW, 0, false, "one more" },
	{ MOST_ACES, ACE_CALLBACK_ALLOW, ROOM_LEFT, true, "to the last byte" },
	{ MOST_ACES, ACE_CALLBACK_ALLOW, ROOM_LEFT + 1, false, "one byte more" },
	{ MOST_ACES, ACE_ALLOW, ROOM_LEFT + 1, true, "slack does not count" },
	{ 1, ACE_CALLBACK_ALLOW, 65515, false, "one ACE; its own size would fit" },
	{ 1, ACE_CALLBACK_ALLOW, MOST_REST, false, "one ACE alone" },
	{ 0x10001, ACE_ALLOW, 0, false, "a count beyond 16 bits" },
};

static struct acl large_acl(size_t row)
{
	const size_t count = large_rows[row].count;
	struct acl acl = { .state = ACL_PRESENT, .revision = ACL_REVISION_DS, .count = count };
	acl.ace = arena_alloc(arena, count * sizeof *acl.ace);
	const struct sid everyone = { .authority = 1, .count = 1 };
	for (size_t i = 0; i < count; i++)
		acl.ace[i] = (struct ace){ .index = i,
			.known = true,
			.mask = RIGHT_FILE_ALL,
			.trustee = raw_sid_write(arena, &everyone) };
	acl.ace[count - 1].type = large_rows[row].last_type;
	acl.ace[count - 1].rest =
		bytes_of(arena_alloc(arena, MOST_REST), large_rows[row].last_rest);
	return acl;
}

static void check_large(const struct descriptor *descriptor, size_t row)
{
	const char *because = large_rows[row].because;
	struct bytes bytes;
	struct descriptor read;
	struct error error = { 0 };
	const bool fits = descriptor_write_plain(arena, descriptor, &bytes, &error);
	ck_assert_msg(fits == large_rows[row].fits, "%s", because);
	ck_assert_msg(error.kind == (fits ? ERROR_NONE : ERROR_MALFORMED), "%s", because);
	if (!fits)
		return;
	ck_assert_msg(descriptor_read(bytes, arena, &read, &error), "%s: %s", because, error.text);
	ck_assert_msg(read.dacl.count == descriptor->dacl.count &&
			      read.sacl.count == descriptor->sacl.count,
		"%s", because);
}

START_TEST(an_acl_too_large_is_refused)
{
	const struct acl acl = large_acl((size_t)_i);
	const struct descriptor with_dacl = { .control = 0x8004, .dacl = acl };
	const struct descriptor with_sacl = { .control = 0x8010, .sacl = acl };
	const struct descriptor with_both = { .control = 0x8014, .dacl = acl, .sacl = acl };
	check_large(&with_dacl, (size_t)_i);
	check_large(&with_sacl, (size_t)_i);
	check_large(&with_both, (size_t)_i);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("descriptor_plain");
	TCase *tcase = tcase_create("descriptor_plain");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, fixtures, 0, COUNT(rows));
	tcase_add_loop_test(tcase, controls, 0, COUNT(control_rows));
	tcase_add_loop_test(tcase, an_acl_too_large_is_refused, 0, COUNT(large_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
