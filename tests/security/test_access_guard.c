/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard against accidental deletion, counted and ignored. */
#include "tests/test.h"

#include "tests/security/access_row.h"
#include "tests/security/fixture.h"

#define GUARD (RIGHT_DELETE | RIGHT_DELETE_TREE)

static const struct access_row guard_rows[] = {
	{ .because = "the guard counts unless left out",
		.ace = { ACE(ACE_DENY, 0, GUARD, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.certain = FULL & ~GUARD },
	{ .because = "the guard left out",
		.ace = { ACE(ACE_DENY, 0, GUARD, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL,
		.guard_ignored = true },
	{ .because = "its trustee does not matter",
		.ace = { ACE(ACE_DENY, 0, GUARD, GROUP), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL,
		.guard_ignored = true },
	{ .because = "half a guard",
		.ace = { ACE(ACE_DENY, 0, RIGHT_DELETE, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL,
		.guard_ignored = true },
	{ .because = "an object ACE without types",
		.ace = { ACE(ACE_OBJECT_DENY, 0, GUARD, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL,
		.guard_ignored = true },
	{ .because = "one bit more makes it a deny",
		.ace = { ACE(ACE_DENY, 0, GUARD | RIGHT_DELETE_CHILD, EVERYONE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL & ~(GUARD | RIGHT_DELETE_CHILD) },
	{ .because = "one more bit, even one not asked for, makes it an ordinary deny",
		.ace = { ACE(ACE_DENY, 0, GUARD | 0x100000, EVERYONE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL & ~GUARD },
	{ .because = "two denies that add up to more are two",
		.ace = { ACE(ACE_DENY, 0, GUARD, EVERYONE),
			ACE(ACE_DENY, 0, RIGHT_DELETE_CHILD, EVERYONE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL & ~RIGHT_DELETE_CHILD,
		.guard_ignored = true },
	{ .because = "inherit-only it is no guard of this object",
		.ace = { ACE(ACE_DENY, ACE_INHERIT_ONLY, GUARD, EVERYONE),
			ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL },
	{ .because = "for another trustee it is not applicable",
		.ace = { ACE(ACE_DENY, 0, GUARD, ADMINS), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.certain = FULL },
	{ .because = "after the grant it has no effect",
		.ace = { ACE(ACE_ALLOW, 0, FULL, CNO), ACE(ACE_DENY, 0, GUARD, EVERYONE) },
		.ignore_guard = true,
		.certain = FULL },
	{ .because = "for another right it has no effect",
		.ace = { ACE(ACE_DENY, 0, GUARD, EVERYONE), ACE(ACE_ALLOW, 0, FULL, CNO) },
		.ignore_guard = true,
		.asked = 0x20,
		.certain = 0x20 },
	{ .because = "left out it grants nothing",
		.ace = { ACE(ACE_DENY, 0, GUARD, EVERYONE) },
		.ignore_guard = true,
		.guard_ignored = true },
};

START_TEST(deletion_guard)
{
	struct case_room room;
	(void)case_check(&guard_rows[_i], &room, guard_rows[_i].certain);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access and the guard");
	TCase *tcase = tcase_create("access and the guard");
	tcase_add_loop_test(tcase, deletion_guard, 0, COUNT(guard_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
