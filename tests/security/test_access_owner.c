/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rights of the owner, and the SIDs that are replaced by others. */
#include "tests/test.h"

#include "tests/security/access_row.h"
#include "tests/security/fixture.h"

static const struct access_row stand_in_rows[] = {
	{ .because = "the owner reads and writes the DACL",
		.owner = CNO,
		.certain = 0x60000,
		.by_owner = 0x60000 },
	{ .because = "not the owner of the object, and no more", .owner = CMS },
	{ .because = "a group may own", .owner = GROUP, .certain = 0x60000, .by_owner = 0x60000 },
	{ .because = "ownership comes before a deny",
		.ace = { ACE(ACE_DENY, 0, FULL, EVERYONE) },
		.owner = CNO,
		.certain = 0x60000,
		.by_owner = 0x60000 },
	{ .because = "what an ACE gives too is not by ownership",
		.ace = { ACE(ACE_ALLOW, 0, 0x20000, EVERYONE) },
		.owner = CNO,
		.certain = 0x60000,
		.by_owner = 0x40000 },
	{ .because = "ownership does not write the owner",
		.owner = CNO,
		.asked = RIGHT_WRITE_OWNER },
	{ .because = "only what was asked",
		.owner = CNO,
		.asked = 0x40000,
		.certain = 0x40000,
		.by_owner = 0x40000 },
	{ .because = "OWNER RIGHTS replaces the implicit rights",
		.ace = { ACE(ACE_ALLOW, 0, RIGHT_READ_CONTROL, OWNER_RIGHTS) },
		.owner = CNO,
		.certain = RIGHT_READ_CONTROL },
	{ .because = "OWNER RIGHTS grants its mask",
		.ace = { ACE(ACE_ALLOW, 0, FULL, OWNER_RIGHTS) },
		.owner = GROUP,
		.certain = FULL },
	{ .because = "OWNER RIGHTS denies",
		.ace = { ACE(ACE_DENY, 0, RIGHT_WRITE_DAC, OWNER_RIGHTS),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.owner = CNO,
		.certain = FULL & ~RIGHT_WRITE_DAC },
	{ .because = "OWNER RIGHTS is for the owner",
		.ace = { ACE(ACE_ALLOW, 0, FULL, OWNER_RIGHTS) } },
	{ .because = "an OWNER RIGHTS deny is for the owner",
		.ace = { ACE(ACE_DENY, 0, FULL, OWNER_RIGHTS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL },
	{ .because = "OWNER RIGHTS, inherit-only, replaces nothing",
		.ace = { ACE(ACE_ALLOW, ACE_INHERIT_ONLY, FULL, OWNER_RIGHTS) },
		.owner = CNO,
		.certain = 0x60000,
		.by_owner = 0x60000 },
	{ .because = "OWNER RIGHTS for another type replaces all the same",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, 0x20, OWNER_RIGHTS, SPN, NO_TYPE) },
		.owner = CNO },
	{ .because = "SELF is the object, not the requester",
		.ace = { ACE(ACE_ALLOW, 0, FULL, SELF) } },
	{ .because = "SELF is the object where it asks itself",
		.ace = { ACE(ACE_ALLOW, 0, FULL, SELF) },
		.token = WITH_CMS,
		.certain = FULL },
	{ .because = "SELF denies",
		.ace = { ACE(ACE_DENY, 0, 0x20, SELF), ACE(ACE_ALLOW, 0, FULL, CMS) },
		.token = WITH_CMS,
		.certain = FULL & ~0x20 },
	{ .because = "an exact question without the object's SID takes SELF for itself",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, SELF) },
		.exact = true,
		.self_unknown = true,
		.token = WITH_CNO | WITH_PLACEHOLDERS,
		.certain = 0x20 },
	{ .because = "and for no other account",
		.ace = { ACE(ACE_ALLOW, 0, 0x20, SELF) },
		.exact = true,
		.self_unknown = true },
	{ .because = "an exact token holds no group that was not named",
		.ace = { ACE(ACE_DENY, 0, 0x20, PRE_2000), ACE(ACE_DENY, 0, 0x10, NETWORK),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.exact = true,
		.certain = FULL },
	{ .because = "a blocked owner reads the DACL and does not write it",
		.owner = CNO,
		.owner_blocked = ANSWER_YES,
		.certain = 0x20000,
		.by_owner = 0x20000 },
	{ .because = "a blocked owner keeps what an ACE grants",
		.ace = { ACE(ACE_ALLOW, 0, 0x40000, CNO) },
		.owner = CNO,
		.owner_blocked = ANSWER_YES,
		.certain = 0x60000,
		.by_owner = 0x20000 },
	{ .because = "ACEs for creators matter for child objects only",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CREATOR_OWNER),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_GROUP),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_OWNER_SERVER),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_GROUP_SERVER) },
		.owner = EVERYONE,
		.certain = 0x60000,
		.by_owner = 0x60000 },
	{ .because = "not even a token that lists stand-ins matches them",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CREATOR_OWNER),
			ACE(ACE_ALLOW, 0, FULL, CREATOR_GROUP), ACE(ACE_ALLOW, 0, FULL, SELF),
			ACE(ACE_ALLOW, 0, FULL, OWNER_RIGHTS) },
		.token = WITH_CNO | WITH_PLACEHOLDERS },
};

START_TEST(stand_ins)
{
	struct case_room room;
	(void)case_check(&stand_in_rows[_i], &room, stand_in_rows[_i].certain);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access of owners");
	TCase *tcase = tcase_create("access of owners");
	tcase_add_loop_test(tcase, stand_ins, 0, COUNT(stand_in_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
