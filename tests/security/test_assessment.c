/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full answer about an object: the greatest mask, the rights one by one, the level. */
#include "tests/test.h"

#include "security/assessment.h"
#include "security/sddl/sddl.h"
#include "tests/security/fixture.h"

enum { FULL = RIGHT_FULL_CONTROL, GUARD = RIGHT_DELETE | RIGHT_DELETE_TREE, MAX_DECIDERS = 6 };

/* The cluster's account, of which the group is none, and the object's. */
#define CNO    "S-1-5-21-1-2-3-1104"
#define OTHERS "S-1-5-21-1-2-3-1105"

#define FC            "CCDCLCSWRPWPDTLOCRSDRCWDWO"
#define RESET         "00299570-246d-11d0-a768-00aa006e0529"
#define SPN           "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define DNS_HOST_NAME "72e39547-7b18-11d1-adef-00c04fd8d5cd"
#define UAC           "bf967a68-0de6-11d0-a285-00aa003049e2"
#define PUBLIC        "e48d0154-bcf8-11d1-8702-00c04fb96050"
#define RESTRICTIONS  "4c164200-20c0-11d0-a768-00aa006e0529"
#define DESCRIPTION   "bf967950-0de6-11d0-a285-00aa003049e2"
#define COMPUTER      "bf967a86-0de6-11d0-a285-00aa003049e2"
#define USER          "bf967aba-0de6-11d0-a285-00aa003049e2"

#define ALL             "(A;;" FC ";;;" CNO ")"
#define IF              ";(@User.Title == \"x\"))"
#define O(rights, type) "(OA;;" rights ";" type ";;" CNO ")"
#define D(rights, type) "(OD;;" rights ";" type ";;WD)"
#define MINIMUM         O("CR", RESET) O("SW", SPN) O("SW", DNS_HOST_NAME)

static const struct sid everyone = { .authority = 1, .count = 1 };
static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct assessment assessment_of(
	struct descriptor *descriptor, const char *sddl, enum object_kind kind)
{
	struct sid token[2] = { everyone };
	struct assessment assessment;
	struct error error = { 0 };
	ck_assert(sid_parse(CNO, &token[1]));
	const struct requester requester = { .token = { token, 2, TOKEN_EXACT }, .kind = kind };
	const struct bytes text = bytes_of(sddl, strlen(sddl));
	ck_assert_msg(
		sddl_read(arena, text, NULL, kind, descriptor, &error), "%s: %s", sddl, error.text);
	assess(arena, descriptor, &requester, &assessment);
	return assessment;
}

/* Rights are four letters: y granted, n not, ? in doubt; in the order of enum cms_right. */
static const struct {
	const char *sddl;
	uint32_t granted, doubtful; /* of the object as a whole */
	const char *rights;
	enum access_level level, possible;
	const char *because;
} directory_rows[] = {
	{ "D:" ALL, FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL, "all at once" },
	{ "D:(A;;GA;;;" CNO ")", FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"generic all" },
	{ "D:(OA;;" FC ";;" COMPUTER ";" CNO ")", FULL, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "for computers, and inherited by them" },
	{ "D:(OA;;" FC ";" COMPUTER ";;" CNO ")", 0, 0, "?yyy", LEVEL_INSUFFICIENT,
		LEVEL_FUNCTIONAL_MINIMUM, "for the class as an object type: its attributes alone" },
	{ "D:(OD;;CR;" COMPUTER ";;WD)" ALL, FULL, 0, "?yyy", LEVEL_INSUFFICIENT,
		LEVEL_FULL_CONTROL, "extended rights of the class denied, perhaps" },
	{ "D:(OD;;CRWP;" COMPUTER ";;WD)" ALL, FULL, 0, "?yyn", LEVEL_INSUFFICIENT,
		LEVEL_FUNCTIONAL_MINIMUM, "and all its attributes for certain" },
	{ "D:(OD;;SWWP;" COMPUTER ";;WD)" ALL, FULL, 0, "y??n", LEVEL_INSUFFICIENT,
		LEVEL_FUNCTIONAL_MINIMUM, "all ways to write denied, one for certain" },
	{ "D:(OD;;SW;" COMPUTER ";;WD)" ALL, FULL, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "Write Property is left" },
	{ "D:" ALL "(OD;;CRSWWP;" COMPUTER ";;WD)", FULL, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "too late" },
	{ "D:(A;;0x1f01ff;;;" CNO ")", 0x1f01ff, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"and a bit that directory objects do not use" },
	{ "D:(A;CIIO;GA;;;" CNO ")", 0, 0, "nnnn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"inherit-only" },
	{ "D:(A;;GA;;;" OTHERS ")", 0, 0, "nnnn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"for others" },
	{ "D:(A;;CCDCLCSWRPWPDTLOCR;;;WD)(A;;SDRCWDWO;;;" CNO ")", FULL, 0, "yyyy",
		LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL, "in two parts" },
	{ "D:(A;;CCDCLCSWRPWPDTLOCRSDRCWD;;;" CNO ")", FULL & ~0x80000, 0, "yyyy",
		LEVEL_FUNCTIONAL_MINIMUM, LEVEL_FUNCTIONAL_MINIMUM, "all but one" },
	{ "D:(D;;SDDT;;;WD)(A;;GA;;;" CNO ")", FULL & ~GUARD, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "behind a guard against accidental deletion" },
	{ "D:(D;;SD;;;" CNO ")(D;;DT;;;WD)" ALL, FULL & ~GUARD, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "behind two halves of a guard" },
	{ "D:(D;;SDDTDC;;;WD)" ALL, FULL & ~(GUARD | 2), 0, "yyyy", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "a deny of delete and more is no guard" },
	{ "D:(D;;SDLC;;;WD)" ALL, FULL & ~(RIGHT_DELETE | 4), 0, "yyyy", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "one bit more" },
	{ "D:(D;;SDCR;;;WD)" ALL, FULL & ~(RIGHT_DELETE | 0x100), 0, "nyyy", LEVEL_INSUFFICIENT,
		LEVEL_INSUFFICIENT, "one that takes a right, too" },
	{ "D:(XD;;SDDT;;;WD" IF ALL, FULL & ~GUARD, GUARD, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "a guard under a condition" },
	{ "D:(D;;SDDT;;;WD)", 0, 0, "nnnn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"a guard grants nothing" },
	{ "D:" MINIMUM O("WP", UAC), 0, 0, "yyyy", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "right by right" },
	{ "D:" MINIMUM, 0, 0, "yyyn", LEVEL_FUNCTIONAL_MINIMUM, LEVEL_FUNCTIONAL_MINIMUM,
		"the three that Microsoft documents, by validated writes" },
	{ "D:" O("CR", RESET) O("WP", SPN) O("WP", DNS_HOST_NAME), 0, 0, "yyyn",
		LEVEL_FUNCTIONAL_MINIMUM, LEVEL_FUNCTIONAL_MINIMUM, "by write property" },
	{ "D:" O("CR", RESET) O("WP", PUBLIC) O("WP", DNS_HOST_NAME) O("WP", RESTRICTIONS), 0, 0,
		"yyyy", LEVEL_FUNCTIONAL_MINIMUM, LEVEL_FUNCTIONAL_MINIMUM, "by property sets" },
	{ "D:(A;;SWCR;;;" CNO ")", 0x108, 0, "yyyn", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "by plain bits" },
	{ "D:(A;;WPCR;;;" CNO ")", 0x120, 0, "yyyy", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "write property is account restrictions, too" },
	{ "D:" O("SW", SPN) O("SW", DNS_HOST_NAME), 0, 0, "nyyn", LEVEL_INSUFFICIENT,
		LEVEL_INSUFFICIENT, "without the password" },
	{ "D:" O("CR", RESET) O("SW", DNS_HOST_NAME), 0, 0, "ynyn", LEVEL_INSUFFICIENT,
		LEVEL_INSUFFICIENT, "without the SPN" },
	{ "D:" O("CR", RESET) O("SW", SPN), 0, 0, "yynn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"without the DNS host name" },
	{ "D:" O("CR", RESET) O("SW", PUBLIC) O("SW", DNS_HOST_NAME), 0, 0, "y?yn",
		LEVEL_INSUFFICIENT, LEVEL_FUNCTIONAL_MINIMUM,
		"a set may or may not stand above its validated writes" },
	{ "D:" D("CR", RESET) ALL, FULL, 0, "nyyy", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"a hole: the password" },
	{ "D:" D("WPSW", SPN) ALL, FULL, 0, "ynyy", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"a hole: the SPN" },
	{ "D:" D("WP", PUBLIC) ALL, FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"the set of the SPN closed, the validated write open" },
	{ "D:" D("WPSW", DNS_HOST_NAME) ALL, FULL, 0, "yyny", LEVEL_INSUFFICIENT,
		LEVEL_INSUFFICIENT, "a hole: the DNS host name" },
	{ "D:" D("WP", UAC) ALL, FULL, 0, "yyyn", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "a hole: account control" },
	{ "D:" D("WP", RESTRICTIONS) ALL, FULL, 0, "yyyn", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FUNCTIONAL_MINIMUM, "a hole: account restrictions" },
	{ "D:" D("WP", DESCRIPTION) ALL, FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"a hole that the cluster does not step into" },
	{ "D:" ALL D("CR", RESET), FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"a hole behind the grant is none" },
	{ "D:(OD;;WP;" SPN ";" USER ";WD)(OD;;SW;" SPN ";;WD)" ALL, FULL, 0, "ynyy",
		LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT, "the inherited type plays no part" },
	{ "D:", 0, 0, "nnnn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT, "an empty DACL" },
	{ "D:NO_ACCESS_CONTROL", FULL, 0, "yyyy", LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"a NULL DACL" },
	{ "O:" CNO "D:", 0x60000, 0, "nnnn", LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"owning is not controlling" },
	{ "O:" CNO "D:(A;;CCDCLCSWRPWPDTLOCRSDWO;;;WD)", FULL, 0, "yyyy", LEVEL_FULL_CONTROL,
		LEVEL_FULL_CONTROL, "ownership and an ACE add up" },
	{ "D:(XA;;" FC ";;;" CNO IF, 0, FULL, "????", LEVEL_INSUFFICIENT, LEVEL_FULL_CONTROL,
		"all under a condition" },
	{ "D:" MINIMUM "(XA;;" FC ";;;" CNO IF, 0, FULL, "yyy?", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FULL_CONTROL, "the minimum, and more under a condition" },
	{ "D:(XD;;CR;;;WD" IF ALL, FULL & ~0x100, 0x100, "?yyy", LEVEL_INSUFFICIENT,
		LEVEL_FULL_CONTROL, "a deny under a condition" },
	{ "D:(XD;;CC;;;WD" IF ALL, FULL & ~1, 1, "yyyy", LEVEL_FUNCTIONAL_MINIMUM,
		LEVEL_FULL_CONTROL, "one that concerns no right by itself" },
	{ "D:(XD;;CR;;;WD" IF MINIMUM, 0, 0, "?yyn", LEVEL_INSUFFICIENT, LEVEL_FUNCTIONAL_MINIMUM,
		"one before the minimum" },
};

static char letter_of(enum answer answer)
{
	return "n?y"[answer];
}

START_TEST(directory)
{
	const char *because = directory_rows[_i].because;
	const uint32_t granted = directory_rows[_i].granted;
	struct descriptor descriptor;
	const struct assessment got =
		assessment_of(&descriptor, directory_rows[_i].sddl, OBJECT_DIRECTORY);
	ck_assert_msg(got.whole.certain == granted, "%s: %x", because, got.whole.certain);
	ck_assert_msg(got.whole.possible == (granted | directory_rows[_i].doubtful), "%s: %x",
		because, got.whole.possible);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++)
		ck_assert_msg(letter_of(got.right[i].granted) == directory_rows[_i].rights[i],
			"%s: %s", because, cms_rights[i].id);
	ck_assert_msg(got.level == directory_rows[_i].level, "%s: %s", because,
		access_level_name(got.level));
	ck_assert_msg(got.possible == directory_rows[_i].possible, "%s: %s", because,
		access_level_name(got.possible));
}
END_TEST

static const struct {
	const char *sddl;
	uint32_t granted;
	enum access_level level, possible;
	const char *because;
} file_rows[] = {
	{ "D:(A;;FA;;;" CNO ")", 0x1f01ff, LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL, "all" },
	{ "D:(A;;GA;;;" CNO ")", 0x1f01ff, LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL, "generic all" },
	{ "D:(A;;" FC ";;;" CNO ")", FULL, LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"all of a directory object is not all of a file: SYNCHRONIZE" },
	{ "D:" MINIMUM, 0, LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT, "files have no minimum" },
	{ "D:(D;;SD;;;WD)(A;;FA;;;WD)", 0x1e01ff, LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL,
		"a guard" },
	{ "D:(D;;WD;;;WD)(A;;FA;;;WD)", 0x1b01ff, LEVEL_INSUFFICIENT, LEVEL_INSUFFICIENT,
		"a hole" },
	{ "D:NO_ACCESS_CONTROL", 0x1f01ff, LEVEL_FULL_CONTROL, LEVEL_FULL_CONTROL, "NULL" },
	{ "D:(XA;;FA;;;WD" IF, 0, LEVEL_INSUFFICIENT, LEVEL_FULL_CONTROL, "in doubt" },
};

START_TEST(file)
{
	const char *because = file_rows[_i].because;
	struct descriptor descriptor;
	const struct assessment got = assessment_of(&descriptor, file_rows[_i].sddl, OBJECT_FILE);
	ck_assert_msg(
		got.whole.certain == file_rows[_i].granted, "%s: %x", because, got.whole.certain);
	ck_assert_msg(got.level == file_rows[_i].level, "%s", because);
	ck_assert_msg(got.possible == file_rows[_i].possible, "%s", because);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++)
		ck_assert_msg(got.right[i].granted == ANSWER_NO && got.right[i].decided_by == NULL,
			"%s: rights of a CMS's object", because);
}
END_TEST

#define NOBODY (-1)

/* Who decided: of the whole, and of the four rights (the ACE's index, NOBODY for none). */
static const struct {
	const char *sddl;
	struct {
		size_t index;
		uint32_t effect; /* 0 ends the list */
	} decider[MAX_DECIDERS];
	int right[CMS_RIGHT_COUNT];
	const char *because;
} decider_rows[] = {
	{ "D:" ALL, { { 0, FULL } }, { 0, 0, 0, 0 }, "one for all" },
	{ "D:(A;;RP;;;" OTHERS ")(D;;SDDT;;;WD)(A;;GA;;;" CNO ")",
		{ { 1, GUARD }, { 2, FULL & ~GUARD } }, { 2, 2, 2, 2 },
		"passed over, deny, allow" },
	{ "D:(A;;RPWP;;;WD)(A;;WPRC;;;WD)(D;;RCCR;;;WD)(A;;CRWDWP;;;WD)",
		{ { 0, 0x30 }, { 1, 0x20000 }, { 2, 0x100 }, { 3, 0x40000 } }, { 2, 0, 0, 0 },
		"each decides what is still open" },
	{ "D:" MINIMUM ALL, { { 3, FULL } }, { 0, 3, 3, 3 },
		"of two ways to write the first, which the last ACE opened" },
	{ "D:(OA;;WP;" DESCRIPTION ";;WD)(OD;;CR;" RESET ";;WD)(OA;;WP;" PUBLIC ";;WD)",
		{ { 0, 0 } }, { 1, 2, NOBODY, NOBODY }, "a deny decides, too" },
	{ "D:" D("WP", SPN) O("SW", SPN), { { 0, 0 } }, { NOBODY, 1, NOBODY, NOBODY },
		"of two ways the one that is open" },
	{ "D:" D("SW", SPN) D("WP", SPN), { { 0, 0 } }, { NOBODY, 1, NOBODY, NOBODY },
		"of two closed ways the first" },
	{ "D:" D("SW", SPN), { { 0, 0 } }, { NOBODY, 0, NOBODY, NOBODY },
		"of two denied ways the one that an ACE denied" },
	{ "D:(XA;;CR;;;WD" IF "(D;;CR;;;WD)", { { 1, 0x100 } }, { 1, NOBODY, NOBODY, NOBODY },
		"an allow in doubt decides nothing" },
	{ "D:(XD;;CR;;;WD" IF "(A;;CR;;;WD)", { { 0, 0x100 } }, { 0, NOBODY, NOBODY, NOBODY },
		"a deny in doubt decides" },
	{ "D:(A;;0x0;;;WD)(A;CIIO;GA;;;WD)(A;;RP;;;WD)", { { 2, 0x10 } },
		{ NOBODY, NOBODY, NOBODY, NOBODY },
		"an empty DACL, an inherit-only ACE, another ACE" },
	{ "O:" CNO "D:(D;;WDWO;;;WD)(A;;RCRP;;;WD)", { { 0, 0x80000 }, { 1, 0x20010 } },
		{ NOBODY, NOBODY, NOBODY, NOBODY }, "the owner writes the DACL despite a deny" },
	{ "D:NO_ACCESS_CONTROL", { { 0, 0 } }, { NOBODY, NOBODY, NOBODY, NOBODY }, "no list" },
	{ "D:(A;;GR;;;WD)(A;;GW;;;WD)", { { 0, 0x20094 }, { 1, 0x28 } }, { NOBODY, 1, 1, 1 },
		"generic rights are what they stand for" },
};

static void check_deciders(const struct access *access, size_t row)
{
	const char *because = decider_rows[row].because;
	const struct ace *ace = NULL;
	uint32_t effect, together = 0;
	for (size_t i = 0; decider_rows[row].decider[i].effect != 0; i++) {
		ace = access_decider(access, ace, &effect);
		ck_assert_msg(ace != NULL, "%s: %zu deciders", because, i);
		ck_assert_msg(ace->index == decider_rows[row].decider[i].index, "%s: ACE %zu",
			because, ace->index);
		ck_assert_msg(effect == decider_rows[row].decider[i].effect, "%s: ACE %zu: %x",
			because, ace->index, effect);
		ck_assert_msg((together & effect) == 0, "%s: a bit decided twice", because);
		together |= effect;
	}
	ck_assert_msg(access_decider(access, ace, &effect) == NULL, "%s: one more", because);
	ck_assert_msg(effect == 0, "%s", because);
	for (unsigned bit = 0; bit < 32; bit++)
		ck_assert_msg((access_decided_by(access, bit) != NULL) == (together >> bit & 1),
			"%s: bit %u", because, bit);
}

START_TEST(deciders)
{
	const char *because = decider_rows[_i].because;
	struct descriptor descriptor;
	const struct assessment got =
		assessment_of(&descriptor, decider_rows[_i].sddl, OBJECT_DIRECTORY);
	check_deciders(&got.whole, (size_t)_i);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		const struct ace *ace = got.right[i].decided_by;
		const int index = ace == NULL ? NOBODY : (int)ace->index;
		ck_assert_msg(index == decider_rows[_i].right[i], "%s: %s by %d", because,
			cms_rights[i].id, index);
	}
}
END_TEST

START_TEST(level_names)
{
	ck_assert_str_eq(access_level_name(LEVEL_INSUFFICIENT), "insufficient");
	ck_assert_str_eq(access_level_name(LEVEL_FUNCTIONAL_MINIMUM), "functional-minimum");
	ck_assert_str_eq(access_level_name(LEVEL_FULL_CONTROL), "full-control");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("assessment");
	TCase *tcase = tcase_create("assessment");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, directory, 0, COUNT(directory_rows));
	tcase_add_loop_test(tcase, file, 0, COUNT(file_rows));
	tcase_add_loop_test(tcase, deciders, 0, COUNT(decider_rows));
	tcase_add_test(tcase, level_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
