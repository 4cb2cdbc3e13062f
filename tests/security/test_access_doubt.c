/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that cannot be decided: the two bounds of their answers. */
#include "tests/test.h"

#include "tests/security/access_row.h"
#include "tests/security/fixture.h"

enum { TYPE_UNKNOWN = 0x04, TYPE_TO_COME = 0x16 };

#define GUARD (RIGHT_DELETE | RIGHT_DELETE_TREE)

static const struct access_row conditional_rows[] = {
	{ .because = "conditional allow",
		.ace = { ACE(ACE_CALLBACK_ALLOW, 0, FULL, CNO) },
		.certain = 0,
		.possible = FULL },
	{ .because = "conditional allow beside a plain one",
		.ace = { ACE(ACE_CALLBACK_ALLOW, 0, FULL, CNO), ACE(ACE_ALLOW, 0, 0x20094, GROUP) },
		.certain = 0x20094,
		.possible = FULL },
	{ .because = "conditional allow behind the plain one does not matter",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_CALLBACK_ALLOW, 0, FULL, CNO) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "conditional allow before a deny",
		.ace = { ACE(ACE_CALLBACK_ALLOW, 0, 0x20, CNO), ACE(ACE_DENY, 0, 0x20, CNO),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "conditional deny",
		.ace = { ACE(ACE_CALLBACK_DENY, 0, 0x20, CNO), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "conditional deny behind the allow",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_CALLBACK_DENY, 0, FULL, CNO) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "conditional deny where nothing is granted",
		.ace = { ACE(ACE_CALLBACK_DENY, 0, FULL, CNO) },
		.certain = 0,
		.possible = 0 },
	{ .because = "conditional ACE of another SID",
		.ace = { ACE(ACE_CALLBACK_DENY, 0, FULL, ADMINS), ACE(ACE_ALLOW, 0, 0x20, CNO),
			ACE(ACE_CALLBACK_ALLOW, 0, FULL, ADMINS) },
		.certain = 0x20,
		.possible = 0x20 },
	{ .because = "conditional ACE, inherit-only",
		.ace = { ACE(ACE_CALLBACK_DENY, ACE_INHERIT_ONLY, FULL, CNO),
			ACE(ACE_ALLOW, 0, 0x20, CNO),
			ACE(ACE_CALLBACK_ALLOW, ACE_INHERIT_ONLY, FULL, CNO) },
		.certain = 0x20,
		.possible = 0x20 },
	{ .because = "conditional object ACEs without a chain",
		.ace = { TYPED(ACE_CALLBACK_OBJECT_DENY, 0, FULL, CNO, SPN, NO_TYPE),
			ACE(ACE_ALLOW, 0, 0x20, CNO),
			TYPED(ACE_CALLBACK_OBJECT_ALLOW, 0, FULL, CNO, SPN, NO_TYPE) },
		.certain = 0x20,
		.possible = 0x20 },
	{ .because = "conditional object allow on the chain",
		.ace = { TYPED(ACE_CALLBACK_OBJECT_ALLOW, 0, 0x20, CNO, SPN, NO_TYPE) },
		.chain = { SPN },
		.asked = 0x20,
		.certain = 0,
		.possible = 0x20 },
	{ .because = "conditional object deny on the chain",
		.ace = { TYPED(ACE_CALLBACK_OBJECT_DENY, 0, 0x20, CNO, SPN, NO_TYPE),
			ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.chain = { SPN },
		.asked = 0x20,
		.certain = 0,
		.possible = 0x20 },
	{ .because = "conditional object deny without types is about all",
		.ace = { ACE(ACE_CALLBACK_OBJECT_DENY, 0, 0x20, CNO),
			ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.asked = 0x20,
		.certain = 0,
		.possible = 0x20 },
	{ .because = "a conditional guard denies no more than a guard",
		.ace = { ACE(ACE_CALLBACK_DENY, 0, GUARD, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.guard_ignored = true,
		.certain = FULL,
		.possible = FULL },
	{ .because = "a NULL DACL leaves no doubt",
		.null_dacl = true,
		.incomplete = true,
		.certain = FULL,
		.possible = FULL },
};

static const struct access_row unknown_rows[] = {
	{ .because = "unknown type before the allow",
		.ace = { ACE(TYPE_UNKNOWN, 0, 0, NOBODY), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = 0,
		.possible = FULL },
	{ .because = "unknown type behind the allow",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(TYPE_UNKNOWN, 0, 0, NOBODY) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "unknown type alone might allow",
		.ace = { ACE(TYPE_UNKNOWN, 0, 0, NOBODY) },
		.certain = 0,
		.possible = FULL },
	{ .because = "unknown type behind a deny",
		.ace = { ACE(ACE_DENY, 0, 0x20, CNO), ACE(TYPE_UNKNOWN, 0, 0, NOBODY) },
		.certain = 0,
		.possible = FULL & ~0x20 },
	{ .because = "unknown type between",
		.ace = { ACE(ACE_ALLOW, 0, 0x30, CNO), ACE(TYPE_UNKNOWN, 0, 0, NOBODY),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = 0x30,
		.possible = FULL },
	{ .because = "unknown type, inherit-only",
		.ace = { ACE(TYPE_UNKNOWN, ACE_INHERIT_ONLY, 0, NOBODY),
			ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.certain = 0x20,
		.possible = 0x20 },
	{ .because = "an audit ACE does not belong into a DACL",
		.ace = { ACE(TYPE_TO_COME, 0, 0, NOBODY), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = 0,
		.possible = FULL },
	{ .because = "object deny of a type of zeros does not apply to the object as a whole",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, CNO, ZERO, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "object deny of a type of zeros",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, CNO, ZERO, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.chain = { COMPUTER },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "object deny of a type of zeros for another SID",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, 0x20, ADMINS, ZERO, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "object deny of a type of zeros is no guard",
		.ace = { TYPED(ACE_OBJECT_DENY, 0, GUARD, CNO, ZERO, NO_TYPE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.chain = { COMPUTER },
		.ignore_guard = true,
		.certain = FULL & ~GUARD,
		.possible = FULL },
	{ .because = "conditional allow of a type of zeros does not count",
		.ace = { TYPED(ACE_CALLBACK_OBJECT_ALLOW, 0, FULL, CNO, ZERO, NO_TYPE) },
		.certain = 0,
		.possible = 0 },
};

static const struct access_row token_rows[] = {
	{ .because = "a certain grant is kept",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO) },
		.incomplete = true,
		.certain = FULL,
		.possible = FULL },
	{ .because = "a deny of an unlisted SID before it",
		.ace = { ACE(ACE_DENY, 0, 0x20, ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.incomplete = true,
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "a deny of an unlisted SID behind it",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_DENY, 0, FULL, ADMINS) },
		.incomplete = true,
		.certain = FULL,
		.possible = FULL },
	{ .because = "a grant to an unlisted SID",
		.ace = { ACE(ACE_ALLOW, 0, FULL, ADMINS) },
		.incomplete = true,
		.certain = 0,
		.possible = FULL },
	{ .because = "a grant to an unlisted SID behind a certain deny",
		.ace = { ACE(ACE_DENY, 0, 0x20, CNO), ACE(ACE_ALLOW, 0, FULL, ADMINS) },
		.incomplete = true,
		.certain = 0,
		.possible = FULL & ~0x20 },
	{ .because = "creators are in no token, listed or not",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CREATOR_OWNER),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_GROUP),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_OWNER_SERVER),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_GROUP_SERVER) },
		.owner = CNO,
		.incomplete = true,
		.certain = 0x60000,
		.possible = 0x60000,
		.by_owner = 0x60000 },
	{ .because = "the owner may be an unlisted group",
		.ace = { ACE(ACE_ALLOW, 0, 0x10, CNO) },
		.incomplete = true,
		.certain = 0x10,
		.possible = 0x60010 },
	{ .because = "OWNER RIGHTS of an unlisted owner",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, OWNER_RIGHTS),
			ACE(ACE_DENY, 0, 0x10, OWNER_RIGHTS), ACE(ACE_ALLOW, 0, 0x10, CNO) },
		.incomplete = true,
		.certain = 0,
		.possible = 0x30 },
	{ .because = "the guard is left out for an unlisted SID too",
		.ace = { ACE(ACE_DENY, 0, GUARD, ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.incomplete = true,
		.ignore_guard = true,
		.certain = FULL,
		.possible = FULL,
		.guard_ignored = true },
	{ .because = "SELF may be an unlisted group",
		.ace = { ACE(ACE_ALLOW, 0, FULL, SELF) },
		.incomplete = true,
		.certain = 0,
		.possible = FULL },
};

static const struct access_row stand_in_rows[] = {
	{ .because = "SELF of an object whose SID is not known, allowed",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, SELF) },
		.self_unknown = true,
		.certain = 0,
		.possible = 0x20 },
	{ .because = "SELF of an object whose SID is not known, denied",
		.ace = { ACE(ACE_DENY, 0, 0x20, SELF), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.self_unknown = true,
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "a conditional OWNER RIGHTS might replace ownership",
		.ace = { ACE(ACE_CALLBACK_ALLOW, 0, 0x20, OWNER_RIGHTS) },
		.owner = CNO,
		.certain = 0,
		.possible = 0x60020 },
	{ .because = "whether owners are blocked is not known",
		.owner = CNO,
		.owner_blocked = ANSWER_MAYBE,
		.certain = 0x20000,
		.possible = 0x60000,
		.by_owner = 0x20000 },
	{ .because = "an ACE of unknown type might be for OWNER RIGHTS",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, CNO), ACE(TYPE_UNKNOWN, 0, 0, NOBODY) },
		.owner = CNO,
		.asked = 0x60020,
		.certain = 0x20,
		.possible = 0x60020 },
	{ .because = "an unknown one beside OWNER RIGHTS changes nothing",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, OWNER_RIGHTS), ACE(ACE_DENY, 0, FULL, EVERYONE),
			ACE(TYPE_UNKNOWN, 0, 0, NOBODY) },
		.owner = CNO,
		.certain = 0x20,
		.possible = 0x20 },
};

static void check_row(const struct access_row *row)
{
	struct case_room room;
	(void)case_check(row, &room, row->possible);
}

START_TEST(conditions)
{
	check_row(&conditional_rows[_i]);
}
END_TEST

START_TEST(unknown_types)
{
	check_row(&unknown_rows[_i]);
}
END_TEST

START_TEST(incomplete_tokens)
{
	check_row(&token_rows[_i]);
}
END_TEST

START_TEST(stand_ins)
{
	check_row(&stand_in_rows[_i]);
}
END_TEST

static const struct access_row unlisted_rows[] = {
	{ .because = "a logon from the network has NETWORK, and tokenGroups does not say so",
		.ace = { ACE(ACE_DENY, 0, 0x20, NETWORK), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "a built-in group may hold Authenticated Users",
		.ace = { ACE(ACE_DENY, 0, FULL, PRE_2000), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = 0,
		.possible = FULL },
	{ .because = "behind the allow it does not matter",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_DENY, 0, FULL, PRE_2000) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "an allow for one of them may count as well",
		.ace = { ACE(ACE_ALLOW, 0, 0x30, PRE_2000), ACE(ACE_ALLOW, 0, 0x100, NETWORK) },
		.certain = 0,
		.possible = 0x130 },
	{ .because = "nobody expects Administrators to hold everybody: an allow does not count",
		.ace = { ACE(ACE_ALLOW, 0, FULL, BUILTIN_ADMINS) },
		.certain = 0,
		.possible = 0 },
	{ .because = "but a deny may",
		.ace = { ACE(ACE_DENY, 0, 0x20, BUILTIN_ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "an asserted identity, which newer domain controllers add",
		.ace = { ACE(ACE_DENY, 0, 0x20, ASSERTED), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "S-1-5-21-0-0-0-497 looks like an account of a domain, and is none",
		.ace = { ACE(ACE_DENY, 0, FULL, CLAIMS_VALID), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = 0,
		.possible = FULL },
	{ .because = "SYSTEM is never in the token of a computer that asks over the network",
		.ace = { ACE(ACE_DENY, 0, FULL, SYSTEM), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL,
		.possible = FULL },
	{ .because = "not even if its groups could not be listed",
		.ace = { ACE(ACE_DENY, 0, FULL, SYSTEM), ACE(ACE_ALLOW, 0, 0x20, CNO),
			ACE(ACE_ALLOW, 0, FULL, SYSTEM) },
		.incomplete = true,
		.owner = SYSTEM,
		.certain = 0x20,
		.possible = 0x20 },
	{ .because = "in an exact token nothing is added",
		.ace = { ACE(ACE_DENY, 0, FULL, ASSERTED), ACE(ACE_ALLOW, 0, FULL, CNO),
			ACE(ACE_DENY, 0, FULL, NETWORK) },
		.exact = true,
		.certain = FULL,
		.possible = FULL },
	{ .because = "an owner that may be in the token",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.owner = PRE_2000,
		.certain = 0x20,
		.possible = 0x60020 },
	{ .because = "a group that some domain controllers count: a deny before the allow",
		.ace = { ACE(ACE_DENY, 0, 0x20, ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.perhaps = WITH_ADMINS,
		.certain = FULL & ~0x20,
		.possible = FULL },
	{ .because = "an allow for it",
		.ace = { ACE(ACE_ALLOW, 0, FULL, ADMINS) },
		.perhaps = WITH_ADMINS,
		.certain = 0,
		.possible = FULL },
	{ .because = "an allow for it, and then a deny",
		.ace = { ACE(ACE_ALLOW, 0, FULL, ADMINS), ACE(ACE_DENY, 0, 0x20, CNO) },
		.perhaps = WITH_ADMINS,
		.certain = 0,
		.possible = FULL },
	{ .because = "an allow for it, and then a deny for another of the kind",
		.ace = { ACE(ACE_ALLOW, 0, FULL, ADMINS), ACE(ACE_DENY, 0, FULL, ASSERTED) },
		.perhaps = WITH_ADMINS,
		.certain = 0,
		.possible = FULL },
	{ .because = "a deny for it, and then a certain one",
		.ace = { ACE(ACE_DENY, 0, FULL, ADMINS), ACE(ACE_DENY, 0, FULL, CNO),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.perhaps = WITH_ADMINS,
		.owner = SYSTEM,
		.certain = 0,
		.possible = 0 },
};

START_TEST(unlisted)
{
	check_row(&unlisted_rows[_i]);
}
END_TEST

START_TEST(the_doubtful_deny_is_named)
{
	static const struct access_row row = {
		.because = "it decides the walk for what is certain",
		.ace = { ACE(ACE_CALLBACK_ALLOW, 0, 0x20, CNO),
			ACE(ACE_CALLBACK_DENY, 0, 0x20, CNO), ACE(ACE_ALLOW, 0, 0x20, CNO) },
		.asked = 0x20,
	};
	struct case_room room;
	struct access access = case_check(&row, &room, 0x20);
	ck_assert_ptr_eq(access_decided_by(&access, 5), &room.ace[1]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access in doubt");
	TCase *tcase = tcase_create("access in doubt");
	tcase_add_loop_test(tcase, conditions, 0, COUNT(conditional_rows));
	tcase_add_loop_test(tcase, unknown_types, 0, COUNT(unknown_rows));
	tcase_add_loop_test(tcase, incomplete_tokens, 0, COUNT(token_rows));
	tcase_add_loop_test(tcase, stand_ins, 0, COUNT(stand_in_rows));
	tcase_add_loop_test(tcase, unlisted, 0, COUNT(unlisted_rows));
	tcase_add_test(tcase, the_doubtful_deny_is_named);
	suite_add_tcase(suite, tcase);
	return suite;
}
