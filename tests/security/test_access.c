/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions without doubt that need no special SID. test_access_owner.c, test_access_guard.c and
 * test_access_doubt.c have the others.
 */
#include "tests/test.h"

#include "tests/security/access_row.h"
#include "tests/security/fixture.h"

static const struct access_row shape_rows[] = {
	{ .because = "plain allow", .ace = { ACE(ACE_ALLOW, 0, FULL, CNO) }, .certain = FULL },
	{ .because = "inherited allow",
		.ace = { ACE(ACE_ALLOW, ACE_INHERITED | ACE_CONTAINER_INHERIT, FULL, CNO) },
		.certain = FULL },
	{ .because = "inherit-only allow",
		.ace = { ACE(ACE_ALLOW, ACE_INHERIT_ONLY | ACE_INHERITED, FULL, CNO) } },
	{ .because = "object allow without types",
		.ace = { ACE(ACE_OBJECT_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "object allow with an inherited type, effective",
		.ace = { TYPED(ACE_OBJECT_ALLOW, ACE_INHERITED, FULL, CNO, NO_TYPE, COMPUTER) },
		.certain = FULL },
	{ .because = "the inherited type plays no part, not even another class",
		.ace = { TYPED(ACE_OBJECT_ALLOW, ACE_INHERITED, FULL, CNO, NO_TYPE, SPN) },
		.certain = FULL },
	{ .because = "the same, inherit-only",
		.ace = { TYPED(
			ACE_OBJECT_ALLOW, ACE_INHERIT_ONLY, FULL, CNO, NO_TYPE, COMPUTER) } },
	{ .because = "object allow with a type, no chain",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, FULL, CNO, SPN, NO_TYPE) } },
	{ .because = "several ACEs add up, also through groups",
		.ace = { ACE(ACE_ALLOW, 0, 0x000001ff, CNO), ACE(ACE_ALLOW, 0, 0x00010000, ADMINS),
			ACE(ACE_OBJECT_ALLOW, 0, 0x00030000, GROUP),
			ACE(ACE_ALLOW, ACE_INHERITED, 0x000c0000, EVERYONE) },
		.certain = FULL },
	{ .because = "more than Full Control answers only what was asked",
		.ace = { ACE(ACE_ALLOW, 0, 0x001f01ff, CNO) },
		.certain = FULL },
	{ .because = "of another SID", .ace = { ACE(ACE_ALLOW, 0, FULL, ADMINS) } },
	{ .because = "empty DACL" },
	{ .because = "NULL DACL", .null_dacl = true, .certain = FULL },
	{ .because = "NULL DACL, one right", .null_dacl = true, .asked = 0x20, .certain = 0x20 },
	{ .because = "an empty token", .ace = { ACE(ACE_ALLOW, 0, FULL, CNO) }, .token = WITH_CMS },
};

static const struct access_row order_rows[] = {
	{ .because = "deny before allow",
		.ace = { ACE(ACE_DENY, 0, RIGHT_WRITE_DAC, CNO), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~RIGHT_WRITE_DAC },
	{ .because = "deny after allow",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_DENY, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "deny of a group",
		.ace = { ACE(ACE_DENY, 0, 0x20, GROUP), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20 },
	{ .because = "deny of a group it is not in",
		.ace = { ACE(ACE_DENY, 0, 0x20, ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "deny between two allows",
		.ace = { ACE(ACE_ALLOW, 0, 0x10, CNO), ACE(ACE_DENY, 0, 0x30, EVERYONE),
			ACE(ACE_ALLOW, 0, 0x34, CNO) },
		.certain = 0x14 },
	{ .because = "inherited deny behind an explicit allow",
		.ace = { ACE(ACE_ALLOW, 0, FULL, GROUP),
			ACE(ACE_DENY, ACE_INHERITED, FULL, EVERYONE) },
		.certain = FULL },
	{ .because = "stored order even where it is not canonical",
		.ace = { ACE(ACE_ALLOW, ACE_INHERITED, FULL, CNO), ACE(ACE_DENY, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "inherit-only deny",
		.ace = { ACE(ACE_DENY, ACE_INHERIT_ONLY, FULL, EVERYONE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "deny of nothing",
		.ace = { ACE(ACE_DENY, 0, 0, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "object deny without types is a deny",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, CNO, NO_TYPE, COMPUTER),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20 },
	{ .because = "object deny with a type is none without a chain",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, CNO, SPN, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
};

#define SPN_CHAIN   COMPUTER, PUBLIC_INFORMATION, SPN
#define RESET_CHAIN COMPUTER, RESET_PASSWORD

static const struct access_row chain_rows[] = {
	{ .because = "the attribute itself",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, SPN, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "its property set",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x30, GROUP, PUBLIC_INFORMATION, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "its class",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, COMPUTER, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "no type at all",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "another right",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, RESET_PASSWORD, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "the right type, another bit",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x08, CNO, SPN, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "the right type, inherit-only",
		.ace = { TYPED(ACE_OBJECT_ALLOW, ACE_INHERIT_ONLY, 0x20, CNO, SPN, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "extended right",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x100, CNO, RESET_PASSWORD, NO_TYPE) },
		.chain = { RESET_CHAIN },
		.asked = 0x100,
		.certain = 0x100 },
	{ .because = "all extended rights",
		.ace = { ACE(ACE_ALLOW, 0, 0x100, CNO) },
		.chain = { RESET_CHAIN },
		.asked = 0x100,
		.certain = 0x100 },
	{ .because = "the hole: a deny of the attribute before Full Control",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, GROUP, SPN, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "a deny of its set",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, CNO, PUBLIC_INFORMATION, NO_TYPE),
			TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, SPN, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "a deny of another right",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, FULL, CNO, RESET_PASSWORD, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "a plain deny behind the object allow comes too late",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, SPN, NO_TYPE),
			ACE(ACE_DENY, 0, FULL, EVERYONE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "a plain deny before it",
		.ace = { ACE(ACE_DENY, 0, 0x20, EVERYONE),
			TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, SPN, NO_TYPE) },
		.chain = { SPN_CHAIN },
		.asked = 0x20 },
	{ .because = "a type of zeros is on no chain",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, CNO, ZERO, NO_TYPE) },
		.chain = { ZERO },
		.asked = 0x20 },
	{ .because = "a type of zeros does not stand for none",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, FULL, CNO, ZERO, NO_TYPE) } },
};

static const struct access_row generic_rows[] = {
	{ .because = "GENERIC_READ of a file",
		.kind = OBJECT_FILE,
		.ace = { ACE(ACE_ALLOW, 0, 0x80000000, CNO) },
		.asked = 0x0fffffff,
		.certain = 0x00120089 },
	{ .because = "GENERIC_WRITE of a file",
		.kind = OBJECT_FILE,
		.ace = { ACE(ACE_ALLOW, 0, 0x40000000, CNO) },
		.asked = 0x0fffffff,
		.certain = 0x00120116 },
	{ .because = "GENERIC_EXECUTE of a file",
		.kind = OBJECT_FILE,
		.ace = { ACE(ACE_ALLOW, 0, 0x20000000, CNO) },
		.asked = 0x0fffffff,
		.certain = 0x001200a0 },
	{ .because = "GENERIC_ALL of a file",
		.kind = OBJECT_FILE,
		.ace = { ACE(ACE_ALLOW, 0, 0x10000000, CNO) },
		.asked = 0x0fffffff,
		.certain = 0x001f01ff },
	{ .because = "a NULL DACL of a file",
		.kind = OBJECT_FILE,
		.null_dacl = true,
		.asked = 0x0fffffff,
		.certain = 0x001f01ff },
	{ .because = "a NULL DACL grants no more than there is",
		.null_dacl = true,
		.asked = 0x0fffffff,
		.certain = FULL },
	{ .because = "bits that are no rights count as they stand",
		.ace = { ACE(ACE_ALLOW, 0, 0x0bf0fe00, CNO) },
		.asked = 0x0fffffff,
		.certain = 0x0bf0fe00 },
	{ .because = "an audit ACE in the DACL decides nothing",
		.ace = { ACE(ACE_AUDIT, 0, FULL, CNO), ACE(ACE_LABEL, 0, FULL, CNO),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "GENERIC_ALL is Full Control",
		.ace = { ACE(ACE_ALLOW, 0, 0x10000000, CNO) },
		.certain = FULL },
	{ .because = "GENERIC_READ",
		.ace = { ACE(ACE_ALLOW, 0, 0x80000000, CNO) },
		.certain = 0x20094 },
	{ .because = "GENERIC_WRITE",
		.ace = { ACE(ACE_ALLOW, 0, 0x40000000, CNO) },
		.certain = 0x20028 },
	{ .because = "GENERIC_EXECUTE",
		.ace = { ACE(ACE_ALLOW, 0, 0x20000000, CNO) },
		.certain = 0x20004 },
	{ .because = "generic bits beside others",
		.ace = { ACE(ACE_ALLOW, 0, 0x80010000, CNO) },
		.certain = 0x30094 },
	{ .because = "generic deny",
		.ace = { ACE(ACE_DENY, 0, 0x80000000, CNO), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20094 },
	{ .because = "generic question",
		.ace = { ACE(ACE_ALLOW, 0, 0x20094, CNO) },
		.asked = 0x80000000,
		.certain = 0x20094 },
};

static void check_row(const struct access_row *row)
{
	struct case_room room;
	(void)case_check(row, &room, row->certain);
}

START_TEST(shapes)
{
	check_row(&shape_rows[_i]);
}
END_TEST

START_TEST(order)
{
	check_row(&order_rows[_i]);
}
END_TEST

START_TEST(chains)
{
	check_row(&chain_rows[_i]);
}
END_TEST

START_TEST(generic_bits)
{
	check_row(&generic_rows[_i]);
}
END_TEST

START_TEST(the_deciding_ace_is_named)
{
	static const struct access_row row = {
		.because = "a deny, two allows, ownership and silence",
		.ace = { ACE(ACE_DENY, 0, RIGHT_DELETE, EVERYONE),
			ACE(ACE_ALLOW, 0, RIGHT_DELETE | RIGHT_READ_PROPERTY, GROUP),
			ACE(ACE_ALLOW, 0, RIGHT_READ_PROPERTY | RIGHT_READ_CONTROL, CNO),
			ACE(ACE_DENY, 0, RIGHT_WRITE_DAC | RIGHT_CONTROL_ACCESS, CNO) },
		.owner = CNO,
		.certain = RIGHT_READ_PROPERTY | RIGHT_READ_CONTROL | RIGHT_WRITE_DAC,
		.by_owner = RIGHT_WRITE_DAC,
	};
	struct case_room room;
	struct access access = case_check(&row, &room, row.certain);
	ck_assert_msg(access_decided_by(&access, 16) == &room.ace[0], "delete: the deny");
	ck_assert_msg(access_decided_by(&access, 4) == &room.ace[1], "read: the first allow");
	ck_assert_msg(access_decided_by(&access, 17) == &room.ace[2],
		"an ACE, though the owner has it too");
	ck_assert_msg(access_decided_by(&access, 18) == NULL, "ownership, though an ACE denies");
	ck_assert_msg(access_decided_by(&access, 8) == &room.ace[3],
		"a deny of a right that no ACE grants");
	ck_assert_msg(access_decided_by(&access, 5) == NULL, "no ACE decided");
}
END_TEST

START_TEST(nothing_unasked_is_told)
{
	static const struct access_row row = {
		.because = "one right of many",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO) },
		.asked = RIGHT_WRITE_PROPERTY,
		.certain = RIGHT_WRITE_PROPERTY,
	};
	struct case_room room;
	struct access access = case_check(&row, &room, row.certain);
	for (unsigned i = 0; i < 32; i++)
		ck_assert((access_decided_by(&access, i) != NULL) == (i == 5));
}
END_TEST

START_TEST(predicates)
{
	struct access access = { .certain = 0x20094, .possible = FULL };
	ck_assert(access_allows(&access, 0x94));
	ck_assert_msg(access_allows(&access, 0), "nothing is always allowed");
	ck_assert_msg(!access_allows(&access, 0xb4), "all bits are needed");
	ck_assert(!access_allows(&access, FULL));
	ck_assert(access_may_allow(&access, FULL));
	ck_assert(!access_may_allow(&access, FULL | 0x100000));
}
END_TEST

static const struct {
	uint32_t mask;
	const char *text;
} mask_rows[] = {
	{ 0x000f01ff, "Full Control" },
	{ 0x001f01ff, "Full Control, Synchronize" },
	{ 0x000c0000, "Write DACL, Write Owner" },
	{ 0x00020094, "List Contents, Read Property, List Object, Read Control" },
	{ 0x00000000, "nothing" },
	{ 0x10000000, "Generic All" },
	{ 0x00000a00, "0x00000a00" },
	{ 0x00000120, "Write Property, Extended Right" },
};

START_TEST(masks_have_names)
{
	struct arena *arena = arena_new();
	ck_assert_str_eq(
		mask_write(arena, mask_rows[_i].mask, OBJECT_DIRECTORY), mask_rows[_i].text);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access");
	TCase *tcase = tcase_create("access");
	tcase_add_loop_test(tcase, shapes, 0, COUNT(shape_rows));
	tcase_add_loop_test(tcase, order, 0, COUNT(order_rows));
	tcase_add_loop_test(tcase, chains, 0, COUNT(chain_rows));
	tcase_add_loop_test(tcase, generic_bits, 0, COUNT(generic_rows));
	tcase_add_test(tcase, the_deciding_ace_is_named);
	tcase_add_test(tcase, nothing_unasked_is_told);
	tcase_add_test(tcase, predicates);
	tcase_add_loop_test(tcase, masks_have_names, 0, COUNT(mask_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
