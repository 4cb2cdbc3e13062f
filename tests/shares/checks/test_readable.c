/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.oab-readable */
#include "tests/test.h"

#include "tests/shares/checks/oab_case.h"

static const struct {
	const char *because, *group, *descriptor;
	struct expected expected;
} readable_rows[] = {
	{ "its own grant", GROUP_SID, HEAD MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_PASS, .proof_holds = GROUP_SID } },
	{ "a grant for everybody", GROUP_SID, HEAD MAY("S-1-1-0", READ),
		{ .outcome = OUTCOME_PASS } },
	{ "one for all who are authenticated", GROUP_SID, HEAD MAY("S-1-5-11", READ),
		{ .outcome = OUTCOME_PASS } },
	{ "in two parts", GROUP_SID, HEAD MAY(GROUP_SID, "0x120000") MAY("S-1-1-0", "0x89"),
		{ .outcome = OUTCOME_PASS } },
	{ "Full Control, generic", GROUP_SID, HEAD MAY(GROUP_SID, "0x10000000"),
		{ .outcome = OUTCOME_PASS } },
	{ "another's", GROUP_SID, HEAD MAY(OTHER_SID, READ),
		{ .outcome = OUTCOME_FAIL, .remedy_holds = "icacls" } },
	{ "granted to a group that it is in", GROUP_SID, HEAD MAY(OUTER_SID, READ),
		{ .outcome = OUTCOME_PASS } },
	{ "denied to a group that it is in", GROUP_SID,
		HEAD NOT(OUTER_SID, "0x1") MAY(GROUP_SID, READ), { .outcome = OUTCOME_FAIL } },
	{ "to list, and no more", GROUP_SID, HEAD MAY(GROUP_SID, "0x1"),
		{ .outcome = OUTCOME_FAIL } },
	{ "for heirs only", GROUP_SID, HEAD ",ACL:" GROUP_SID ":0/11/" READ,
		{ .outcome = OUTCOME_FAIL } },
	{ "a deny before it", GROUP_SID, HEAD NOT("S-1-1-0", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_FAIL } },
	{ "a deny behind it", GROUP_SID, HEAD MAY(GROUP_SID, READ) NOT("S-1-1-0", "0x1"),
		{ .outcome = OUTCOME_PASS } },
	{ "a deny for Network", GROUP_SID, HEAD NOT("S-1-5-2", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_FAIL } },
	{ "a deny for a SID that the server may add by itself", GROUP_SID,
		HEAD NOT("S-1-18-1", "0x1") MAY(GROUP_SID, READ), { .outcome = OUTCOME_UNKNOWN } },
	{ "a grant for such a SID", GROUP_SID, HEAD MAY("S-1-5-64-10", READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "a deny for the system", GROUP_SID, HEAD NOT("S-1-5-18", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_PASS } },
	{ "users of the server itself: all who are authenticated are, by default", GROUP_SID,
		HEAD MAY("S-1-5-32-545", READ), { .outcome = OUTCOME_UNKNOWN } },
	{ "administrators of the server itself, and the system", GROUP_SID,
		HEAD MAY("S-1-5-32-544", READ) MAY("S-1-5-18", READ), { .outcome = OUTCOME_FAIL } },
	{ "a group that the server keeps itself", GROUP_SID, HEAD MAY("S-1-5-21-7-7-7-1001", READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "computers of the domain, which the servers are", GROUP_SID,
		HEAD MAY("S-1-5-21-1-2-3-515", READ), { .outcome = OUTCOME_UNKNOWN } },
	{ "a deny for users of the server itself before it", GROUP_SID,
		HEAD NOT("S-1-5-32-545", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "denied to users of the server, and granted to no other trustee", GROUP_SID,
		HEAD NOT("S-1-5-32-545", "0x1"), { .outcome = OUTCOME_FAIL } },
	{ "the group is not known", NULL, HEAD MAY("S-1-1-0", READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "permissions that cannot be parsed", GROUP_SID, "whatever",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "whatever" } },
	{ "none were read", GROUP_SID, NULL, { .outcome = OUTCOME_UNKNOWN } },
};

START_TEST(readable)
{
	static const struct forest forest = { .row = { CMS(CCR) } };
	struct share_opening opening = { .status = "opened",
		.descriptor = readable_rows[_i].descriptor };
	run(&check_share_oab_readable, &forest, readable_rows[_i].group, &opening,
		&readable_rows[_i].expected, readable_rows[_i].because);
}
END_TEST

/* Below the share's folder. */
static const struct {
	const char *because;
	const char *folder_list, *file_list; /* descriptors; NULL: not read */
	enum error_kind gap;                 /* of both */
	enum error_kind file_gap;            /* of reading oab.xml */
	const char *guid;                    /* of the folder */
	bool older;
	struct expected expected;
} inside_rows[] = {
	{ "all may be read", HEAD MAY(GROUP_SID, READ), HEAD MAY("S-1-1-0", READ), 0, 0, GUID,
		false, { .outcome = OUTCOME_PASS } },
	{ "oab.xml may not", HEAD MAY(GROUP_SID, READ), HEAD MAY(OTHER_SID, READ), 0, 0, GUID,
		false, { .outcome = OUTCOME_FAIL, .proof_holds = GUID "\\oab.xml" } },
	{ "the folder may not", HEAD MAY(OTHER_SID, READ), HEAD MAY(GROUP_SID, READ), 0, 0, GUID,
		false, { .outcome = OUTCOME_FAIL, .proof_holds = GUID } },
	{ "there is a doubt", HEAD MAY("S-1-5-32-545", READ), HEAD MAY(GROUP_SID, READ), 0, 0, GUID,
		false, { .outcome = OUTCOME_UNKNOWN } },
	{ "they may not be looked at", NULL, NULL, ERROR_DENIED, 0, GUID, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "denied" } },
	{ "there is no oab.xml", HEAD MAY(GROUP_SID, READ), NULL, 0, ERROR_ABSENT, GUID, false,
		{ .outcome = OUTCOME_PASS } },
	{ "older evidence does not know", NULL, NULL, 0, 0, GUID, true,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "not read" } },
	{ "a folder of no book may be closed", HEAD MAY(OTHER_SID, READ), HEAD MAY(OTHER_SID, READ),
		0, 0, OTHER_GUID, false, { .outcome = OUTCOME_PASS } },
};

START_TEST(inside)
{
	static const struct forest forest = {
		.row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) }
	};
	const char *folder_path = inside_rows[_i].guid;
	struct arena *arena = arena_new();
	const char *file_path = arena_format(arena, "%s/oab.xml", folder_path);
	const struct gap gap = { .cause = inside_rows[_i].gap, .text = "denied" };
	struct share_permissions permissions[] = {
		{ &folder_path, 1, gap, inside_rows[_i].folder_list },
		{ &file_path, 1, gap, inside_rows[_i].file_list },
	};
	const bool no_file = inside_rows[_i].file_gap == ERROR_ABSENT;
	struct share_folder folder = { .name = inside_rows[_i].guid,
		.gap = { inside_rows[_i].file_gap, "no such file" } };
	struct share_opening opening = { .status = "opened",
		.descriptor = HEAD MAY(GROUP_SID, READ),
		.folder = &folder,
		.folder_count = 1,
		.permissions = permissions,
		.permissions_count = inside_rows[_i].older ? 0
				     : no_file             ? 1
							   : 2 };
	const struct extra extra = { .older = inside_rows[_i].older };
	run_with(&extra, &check_share_oab_readable, &forest, GROUP_SID, &opening,
		&inside_rows[_i].expected, inside_rows[_i].because);
	arena_free(arena);
}
END_TEST

/* The well-known object is in Deleted Objects. */
START_TEST(deleted_group)
{
	static const struct forest forest = { .row = { CMS(CCR) } };
	static const struct {
		const char *known;
		struct expected expected;
	} rows[] = {
		{ "B:32:A7D2016C83F003458132789EEB127B84:" DELETED "DC=corp,DC=example,DC=com",
			{ .outcome = OUTCOME_FAIL, .remedy_holds = "setup.com /PrepareAD" } },
		/* One of that name somewhere else is not deleted; it was not returned. */
		{ "B:32:A7D2016C83F003458132789EEB127B84:CN=Deleted Objects,OU=Groups",
			{ .outcome = OUTCOME_UNKNOWN } },
	};
	const struct extra extra = { .known = rows[_i].known };
	struct share_opening opening = { .status = "opened", .descriptor = HEAD };
	run_with(&extra, &check_share_oab_readable, &forest, NULL, &opening, &rows[_i].expected,
		rows[_i].known);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("share.oab-readable");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, readable, 0, COUNT_OF(readable_rows));
	tcase_add_loop_test(test, inside, 0, COUNT_OF(inside_rows));
	tcase_add_loop_test(test, deleted_group, 0, 2);
	suite_add_tcase(suite, test);
	return suite;
}
