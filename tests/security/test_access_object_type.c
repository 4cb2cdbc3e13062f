/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ACEs whose object type stands above an extended right or a validated write: they are in doubt for
 * these bits, and certain for properties. The chain is the class, a property set, an attribute.
 */
#include "tests/test.h"

#include "tests/security/access_row.h"
#include "tests/security/fixture.h"

enum { SW = RIGHT_SELF_WRITE, WP = RIGHT_WRITE_PROPERTY, CR = RIGHT_CONTROL_ACCESS };

#define CHAIN                           .chain = { COMPUTER, PUBLIC_INFORMATION, SPN }, .asked = SW | WP | CR
#define OBJECT(type, mask, object_type) TYPED(type, 0, mask, CNO, object_type, NO_TYPE)
#define ALLOW(mask, object_type)        OBJECT(ACE_OBJECT_ALLOW, mask, object_type)
#define DENY(mask, object_type)         OBJECT(ACE_OBJECT_DENY, mask, object_type)
#define ALL                             ACE(ACE_ALLOW, 0, FULL, CNO)
#define NONE                            ACE(ACE_DENY, 0, FULL, CNO)

static const struct access_row rows[] = {
	{ .because = "the attribute itself: certain for every bit",
		.ace = { ALLOW(SW | WP | CR, SPN) },
		CHAIN,
		.certain = SW | WP | CR,
		.possible = SW | WP | CR },
	{ .because = "the class: certain for the property, in doubt for the rights",
		.ace = { ALLOW(SW | WP | CR, COMPUTER) },
		CHAIN,
		.certain = WP,
		.possible = SW | WP | CR },
	{ .because = "the set as well",
		.ace = { ALLOW(SW | WP | CR, PUBLIC_INFORMATION) },
		CHAIN,
		.certain = WP,
		.possible = SW | WP | CR },
	{ .because = "a deny for the class",
		.ace = { DENY(SW | WP | CR, COMPUTER), ALL },
		CHAIN,
		.certain = 0,
		.possible = SW | CR },
	{ .because = "behind the allow it has no effect",
		.ace = { ALL, DENY(SW | WP | CR, COMPUTER) },
		CHAIN,
		.certain = SW | WP | CR,
		.possible = SW | WP | CR },
	{ .because = "behind an allow for the attribute neither",
		.ace = { ALLOW(SW, SPN), DENY(SW | WP, COMPUTER), ALL },
		CHAIN,
		.certain = SW | CR,
		.possible = SW | CR },
	{ .because = "a deny in doubt, then a certain deny",
		.ace = { DENY(SW | CR, COMPUTER), DENY(SW, SPN), ALL },
		CHAIN,
		.certain = WP,
		.possible = WP | CR },
	{ .because = "an allow in doubt, then a certain deny",
		.ace = { ALLOW(SW | CR, COMPUTER), NONE },
		CHAIN,
		.certain = 0,
		.possible = SW | CR },
	{ .because = "an allow in doubt, then a deny in doubt",
		.ace = { ALLOW(SW, COMPUTER), DENY(SW | CR, PUBLIC_INFORMATION) },
		CHAIN,
		.certain = 0,
		.possible = SW },
	{ .because = "a deny in doubt, then an allow in doubt",
		.ace = { DENY(CR, COMPUTER), ALLOW(CR | SW, PUBLIC_INFORMATION) },
		CHAIN,
		.certain = 0,
		.possible = SW | CR },
	{ .because = "both in doubt, then a certain allow",
		.ace = { DENY(CR, COMPUTER), ALLOW(CR, PUBLIC_INFORMATION), ALL },
		CHAIN,
		.certain = SW | WP,
		.possible = SW | WP | CR },
	{ .because = "an allow in doubt, then a certain allow",
		.ace = { ALLOW(CR, COMPUTER), ALL, NONE },
		CHAIN,
		.certain = SW | WP | CR,
		.possible = SW | WP | CR },
	{ .because = "a conditional allow for the class",
		.ace = { OBJECT(ACE_CALLBACK_OBJECT_ALLOW, SW | WP, COMPUTER) },
		CHAIN,
		.certain = 0,
		.possible = SW | WP },
	{ .because = "an allow for the class of a group that may be held",
		.ace = { TYPED(ACE_OBJECT_ALLOW, 0, WP | CR, ADMINS, COMPUTER, NO_TYPE) },
		.perhaps = WITH_ADMINS,
		CHAIN,
		.certain = 0,
		.possible = WP | CR },
	{ .because = "a generic bit for the class is Write Property and validated writes",
		.ace = { ALLOW(0x40000000, COMPUTER) },
		CHAIN,
		.certain = WP,
		.possible = SW | WP },
	{ .because = "a class that is not on the chain",
		.ace = { ALLOW(SW | WP | CR, RESET_PASSWORD) },
		CHAIN,
		.certain = 0,
		.possible = 0 },
	{ .because = "no chain: the object as a whole",
		.ace = { DENY(CR, COMPUTER), ALLOW(SW, COMPUTER), ACE(ACE_ALLOW, 0, CR, CNO) },
		.asked = SW | CR,
		.certain = CR,
		.possible = CR },
	{ .because = "a chain of one type: there is nothing above it",
		.ace = { ALLOW(SW, COMPUTER) },
		.chain = { COMPUTER },
		.asked = SW,
		.certain = SW,
		.possible = SW },
};

START_TEST(each)
{
	struct case_room room;
	case_check(&rows[_i], &room, rows[_i].possible);
}
END_TEST

/* Which ACEs leave a question in doubt, and why. */
static const struct {
	const char *because;
	struct case_ace ace[CASE_MAX_ACES];
	struct {
		size_t index;
		enum doubt doubt;
	} doubtful[2];
	size_t count;
} doubt_rows[] = {
	{ "nothing is in doubt", { ALLOW(CR, SPN), NONE }, { { 0 } }, 0 },
	{ "the class", { DENY(CR, COMPUTER), ALL }, { { 0, DOUBT_OBJECT_TYPE } }, 1 },
	{ "too late", { ALL, DENY(CR, COMPUTER) }, { { 0 } }, 0 },
	{ "another bit", { DENY(SW, COMPUTER), ALL }, { { 0 } }, 0 },
	{ "property: certain", { ALLOW(WP, COMPUTER) }, { { 0 } }, 0 },
	{ "a condition, and an unlisted SID",
		{ ACE(ACE_CALLBACK_DENY, 0, CR, CNO), ACE(ACE_DENY, 0, CR, NETWORK), ALL },
		{ { 0, DOUBT_CONDITION }, { 1, DOUBT_TRUSTEE } }, 2 },
	{ "a type that is not known", { ACE(0x04, 0, 0, NOBODY), ALL }, { { 0, DOUBT_ACE_TYPE } },
		1 },
	{ "a deny for zeros", { DENY(CR, ZERO), ALL }, { { 0, DOUBT_OBJECT_TYPE } }, 1 },
	{ "more than there is room for",
		{ DENY(CR, COMPUTER), DENY(CR, PUBLIC_INFORMATION), ALLOW(CR, COMPUTER), ALL },
		{ { 0, DOUBT_OBJECT_TYPE }, { 1, DOUBT_OBJECT_TYPE } }, 3 },
};

START_TEST(doubts)
{
	const char *because = doubt_rows[_i].because;
	struct access_row row = { .because = because };
	memcpy(row.ace, doubt_rows[_i].ace, sizeof row.ace);
	struct case_room room;
	struct descriptor descriptor = { .dacl = { .state = ACL_PRESENT, .ace = room.ace } };
	descriptor.dacl.count = case_aces(&row, &room);
	const struct guid chain[] = { guid_of(COMPUTER), guid_of(PUBLIC_INFORMATION),
		guid_of(SPN) };
	const struct question question = { .mask = CR, .chain = chain, .chain_count = 3 };
	const struct requester requester = { .token = { &sid_of[CNO], 1, TOKEN_LISTED } };
	struct arena *arena = arena_new();
	struct access_evaluation evaluation;
	struct doubtful_ace got[2];
	access_evaluation_open(arena, &descriptor, &requester, &evaluation);
	const size_t count = access_evaluation_doubts(&evaluation, &question, got, 2);
	ck_assert_msg(count == doubt_rows[_i].count, "%s: %zu", because, count);
	for (size_t i = 0; i < count && i < 2; i++) {
		ck_assert_msg(got[i].ace->index == doubt_rows[_i].doubtful[i].index, "%s: ACE %zu",
			because, got[i].ace->index);
		ck_assert_msg(got[i].doubt == doubt_rows[_i].doubtful[i].doubt, "%s: %s", because,
			doubt_reason(got[i].doubt));
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access by object type");
	TCase *tcase = tcase_create("access by object type");
	tcase_add_loop_test(tcase, each, 0, COUNT(rows));
	tcase_add_loop_test(tcase, doubts, 0, COUNT(doubt_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
