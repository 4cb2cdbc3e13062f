/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SACLs, as descriptors of files and of administrators' tools carry them. */
#include "tests/test.h"

#include "security/descriptor.h"
#include "tests/security/fixture.h"

#define CNO      "S-1-5-21-1111-2222-3333-1104"
#define EVERYONE "S-1-1-0"
#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct descriptor good(const char *name)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct bytes whole = fixture_load(arena, GOOD_FOLDER, name);
	ck_assert_msg(
		descriptor_read(whole, arena, &descriptor, &error), "%s: %s", name, error.text);
	return descriptor;
}

static const struct {
	const char *name;
	uint16_t control;
	enum acl_state state;
	uint8_t revision;
	size_t count, slack;
	enum acl_state dacl_state;
	size_t dacl_count;
	const char *because;
} shape_rows[] = {
	{ "full_control", 0x8004, ACL_ABSENT, 0, 0, 0, ACL_PRESENT, 1, "none" },
	{ "sacl_not_flagged", 0x8004, ACL_ABSENT, 0, 0, 0, ACL_PRESENT, 1,
		"a place alone does not make one" },
	{ "sacl_null", 0x8014, ACL_NULL, 0, 0, 0, ACL_PRESENT, 1, "flagged, and no place" },
	{ "sacl_empty", 0x8014, ACL_PRESENT, 4, 0, 0, ACL_PRESENT, 1, "no ACE" },
	{ "sacl_alone", 0x8010, ACL_PRESENT, 4, 1, 0, ACL_ABSENT, 0, "and no DACL" },
	{ "sacl_first", 0x8014, ACL_PRESENT, 4, 1, 0, ACL_PRESENT, 1, "SACL, DACL, owner, group" },
	{ "sacl_last", 0x8014, ACL_PRESENT, 4, 1, 0, ACL_PRESENT, 1, "owner, group, DACL, SACL" },
	{ "group_first", 0x8014, ACL_PRESENT, 4, 1, 0, ACL_PRESENT, 1, "group, DACL, owner, SACL" },
	{ "sacl_revision_2", 0x8014, ACL_PRESENT, 2, 1, 0, ACL_PRESENT, 1,
		"each ACL has a revision of its own" },
	{ "sacl_slack", 0x8014, ACL_PRESENT, 4, 1, 12, ACL_PRESENT, 1, "longer than its ACEs" },
	{ "sacl_unknown_type", 0x8014, ACL_PRESENT, 4, 2, 0, ACL_PRESENT, 1, "two" },
	{ "sacl_of_every_type", 0x8014, ACL_PRESENT, 4, 13, 0, ACL_PRESENT, 1, "all" },
	{ "sacl_is_dacl", 0x8014, ACL_PRESENT, 4, 2, 0, ACL_PRESENT, 2, "one list for both" },
	{ "protected_with_sacl", 0x9c14, ACL_PRESENT, 4, 1, 0, ACL_PRESENT, 1, "Samba's" },
	{ "every_control_bit", 0xffff, ACL_PRESENT, 4, 1, 0, ACL_PRESENT, 1, "control is kept" },
};

START_TEST(shapes)
{
	const struct descriptor read = good(shape_rows[_i].name);
	const char *because = shape_rows[_i].because;
	ck_assert_msg(read.control == shape_rows[_i].control, "%s", because);
	ck_assert_msg(read.sacl.state == shape_rows[_i].state, "%s", because);
	ck_assert_msg(read.sacl.revision == shape_rows[_i].revision, "%s", because);
	ck_assert_msg(read.sacl.count == shape_rows[_i].count, "%s", because);
	ck_assert_msg(read.sacl.slack.length == shape_rows[_i].slack, "%s", because);
	ck_assert_msg(read.dacl.state == shape_rows[_i].dacl_state, "%s", because);
	ck_assert_msg(read.dacl.count == shape_rows[_i].dacl_count, "%s", because);
}
END_TEST

static const struct {
	const char *name;
	size_t index;
	uint8_t type, flags;
	uint32_t mask, object_flags;
	const char *trustee, *object_type, *inherited_type;
	size_t rest;
	const char *because;
} ace_rows[] = {
	{ "sacl_of_every_type", 0, 0x02, 0xc0, 0xf01ff, 0, EVERYONE, NULL, NULL, 0, "audit" },
	{ "sacl_of_every_type", 1, 0x03, 0x40, 0x10, 0, EVERYONE, NULL, NULL, 0, "alarm" },
	{ "sacl_of_every_type", 2, 0x07, 0x80, 0x20, 1, CNO, SPN, NULL, 0, "object audit" },
	{ "sacl_of_every_type", 3, 0x08, 0x42, 0x100, 2, EVERYONE, NULL, COMPUTER, 0,
		"object alarm" },
	{ "sacl_of_every_type", 4, 0x0d, 0x40, 0x20, 0, EVERYONE, NULL, NULL, 12, "a condition" },
	{ "sacl_of_every_type", 5, 0x0e, 0x80, 0x40, 0, CNO, NULL, NULL, 12, "a condition" },
	{ "sacl_of_every_type", 6, 0x0f, 0x40, 0x20, 3, CNO, SPN, COMPUTER, 12,
		"both types and a condition" },
	{ "sacl_of_every_type", 7, 0x10, 0x80, 0x20, 0, CNO, NULL, NULL, 12,
		"no type and a condition" },
	{ "sacl_of_every_type", 8, 0x11, 0x00, 0x3, 0, "S-1-16-12288", NULL, NULL, 0, "label" },
	{ "sacl_of_every_type", 9, 0x12, 0x00, 0, 0, EVERYONE, NULL, NULL, 44, "a claim" },
	{ "sacl_of_every_type", 10, 0x13, 0x00, 0, 0, "S-1-17-7", NULL, NULL, 0, "policy" },
	{ "sacl_of_every_type", 11, 0x14, 0x00, 0x1, 0, "S-1-19-512-4096", NULL, NULL, 0,
		"trust label" },
	{ "sacl_of_every_type", 12, 0x15, 0x01, 0x10, 0, EVERYONE, NULL, NULL, 12, "filter" },
	{ "sacl_callback_audit", 0, 0x0d, 0xc0, 0x20, 0, EVERYONE, NULL, NULL, 5,
		"application data of any length" },
	{ "sacl_label", 0, 0x11, 0x03, 0x1, 0, "S-1-16-8192", NULL, NULL, 0, "with flags" },
	{ "sacl_resource_attribute", 0, 0x12, 0x10, 0, 0, EVERYONE, NULL, NULL, 44, "inherited" },
	{ "sacl_scoped_policy", 0, 0x13, 0x00, 0, 0, "S-1-17-1-2-3-4", NULL, NULL, 0, "longer" },
	{ "sacl_unknown_type", 1, 0x02, 0xc0, 0xf01ff, 0, EVERYONE, NULL, NULL, 0,
		"behind one of unknown type" },
};

static void type_is(const struct guid *guid, const char *expected)
{
	ck_assert_int_eq(guid != NULL, expected != NULL);
	if (guid != NULL)
		ck_assert_str_eq(guid_write(arena, guid), expected);
}

START_TEST(aces)
{
	const struct descriptor read = good(ace_rows[_i].name);
	const char *because = ace_rows[_i].because;
	ck_assert_msg(ace_rows[_i].index < read.sacl.count, "%s", because);
	const struct ace *ace = &read.sacl.ace[ace_rows[_i].index];
	ck_assert_msg(ace->known && ace->index == ace_rows[_i].index, "%s", because);
	ck_assert_msg(ace->type == ace_rows[_i].type, "%s", because);
	ck_assert_msg(ace->flags == ace_rows[_i].flags, "%s", because);
	ck_assert_msg(ace->mask == ace_rows[_i].mask, "%s", because);
	ck_assert_msg(ace->object_flags == ace_rows[_i].object_flags, "%s", because);
	const struct sid trustee = ace_trustee(ace);
	ck_assert_str_eq(sid_write(arena, &trustee), ace_rows[_i].trustee);
	type_is(ace->object_type, ace_rows[_i].object_type);
	type_is(ace->inherited_type, ace_rows[_i].inherited_type);
	ck_assert_msg(ace->rest.length == ace_rows[_i].rest, "%s", because);
}
END_TEST

START_TEST(unknown_ace_keeps_its_bytes)
{
	static const uint8_t expected[] = { 0x16, 0x40, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	const struct descriptor read = good("sacl_unknown_type");
	const struct ace *ace = &read.sacl.ace[0];
	ck_assert(!ace->known);
	ck_assert_uint_eq(ace->flags, 0x40);
	ck_assert(bytes_equal(ace->raw, bytes_of(expected, sizeof expected)));
}
END_TEST

START_TEST(reserved_bytes_are_kept)
{
	const struct descriptor read = good("every_control_bit");
	ck_assert_uint_eq(read.resource_manager, 0x77);
	ck_assert_uint_eq(read.sacl.sbz1, 0x11);
	ck_assert_uint_eq(read.sacl.sbz2, 0x2233);
	ck_assert_uint_eq(read.dacl.sbz1, 0x44);
	ck_assert_uint_eq(read.dacl.sbz2, 0x5566);
}
END_TEST

START_TEST(owner_and_group_may_share_a_sid)
{
	const struct descriptor read = good("owner_is_group");
	ck_assert(read.owner != NULL && read.group != NULL);
	const struct sid owner = raw_sid_read(read.owner);
	ck_assert(raw_sid_is(read.group, &owner));
	ck_assert_str_eq(sid_write(arena, &owner), "S-1-5-21-1111-2222-3333-512");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("descriptor_sacl");
	TCase *tcase = tcase_create("descriptor_sacl");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, shapes, 0, COUNT(shape_rows));
	tcase_add_loop_test(tcase, aces, 0, COUNT(ace_rows));
	tcase_add_test(tcase, unknown_ace_keeps_its_bytes);
	tcase_add_test(tcase, reserved_bytes_are_kept);
	tcase_add_test(tcase, owner_and_group_may_share_a_sid);
	suite_add_tcase(suite, tcase);
	return suite;
}
