/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.cno-full-control where something was not read. */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define THE_CHECK      .check = &check_ad_cno_full_control
#define CMS            CMS_ACCOUNT(ENABLED)
#define CNO            CNO_ACCOUNT(ENABLED)
#define EVERYONE       "S-1-1-0"
#define RESET_PASSWORD "00299570-246d-11d0-a768-00aa006e0529"
#define FULL_GRANT                                                                                 \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_FULL_CONTROL, CNO_SID, NULL                                    \
	}
#define GRANT_COMMAND "dsacls \"CN=EXCMS01," BASE_DN "\" /G \"DRCLU1$@corp.example.com:GA\""

static const struct directory_case token_rows[] = {
	{ .because = "groups not read, and a direct grant comes first",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control" },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "groups not read, and a group decides",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "groups not asked for, and a group decides",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, .groups_missing = true } } } } },
	{ .because = "a list of no groups is not one that was read",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, .groups_empty = true } } } } },
	{ .because = "a group whose SID is cut",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, .groups = { "" } } } } } },
	{ .because = "groups not read, and a deny of a group comes before its direct grant",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "deny_of_group" },
					   { CNO, .groups_gap = ERROR_TIMEOUT } } } } },
	{ .because = "sIDHistory not read",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "deny_of_group" },
					   { CNO, .history_gap = ERROR_DENIED } } } } },
	{ .because = "no primary group delivered, and a group decides",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control_through_group" },
				{ .cn = "DRCLU1", .sam = "DRCLU1$", .sid = CNO_SID } } } } },
	{ .because = "groups not read, and its own deny decides",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "deny_before_allow" },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "groups not read, and nothing is granted",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "empty_dacl" },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "groups not read, and an object deny of a group",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_CONTROL_ACCESS,
							    GROUP_SID, RESET_PASSWORD },
						   FULL_GRANT } },
				{ CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "a conditional deny before the grant",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "callback_deny" }, { CNO } } } } },
	{ .because = "a conditional grant",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_CALLBACK_ALLOW, 0, RIGHT_FULL_CONTROL,
						   CNO_SID, NULL } } },
				{ CNO } } } } },
	{ .because = "a conditional object deny",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { { ACE_CALLBACK_OBJECT_DENY, 0,
								       RIGHT_CONTROL_ACCESS,
								       EVERYONE, RESET_PASSWORD },
							      FULL_GRANT } },
					   { CNO } } } } },
};

static const struct directory_case unread_rows[] = {
	{ .because = "no descriptor delivered",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = CNO_SID,
			.remedy_holds = "/G \"ACCOUNT:RC\"" },
		.copy = { { "dc1", .object = { { CMS }, { CNO } } } } },
	{ .because = "the descriptor is refused",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor_gap = ERROR_DENIED }, { CNO } } } } },
	{ .because = "two descriptors",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control", .two_descriptors = true },
				{ CNO } } } } },
	{ .because = "a descriptor without a DACL is incomplete",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "absent_dacl" }, { CNO } } } } },
	{ .because = "a malformed descriptor",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "malformed/ace_header_cut" },
					   { CNO } } } } },
	{ .because = "no CMS",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CNO } } } } },
	{ .because = "no cluster",
		THE_CHECK,
		IS(UNKNOWN, "DRCLU1"),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control" } } } } },
	{ .because = "no SID of the cluster",
		THE_CHECK,
		IS(UNKNOWN, "DRCLU1"),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" },
					   { .cn = "DRCLU1", .sam = "DRCLU1$" } } } } },
	{ .because = "the CMS was not asked for",
		THE_CHECK,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .unasked = "EXCMS01",
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "the cluster was not asked for",
		THE_CHECK,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .unasked = "DRCLU1",
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "a gap",
		THE_CHECK,
		IS(UNKNOWN, "DRCLU1"),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT,
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "a server of the plan is missing",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.plan_server = { "dc2", "dc1" },
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "the grant is not on the second server, and no versions are shown",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "repadmin /showobjmeta dc2",
			.remedy_lacks = "dsacls" },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control" }, { CNO } } },
			{ "dc2", .object = { { CMS, .descriptor = "default_computer" },
					 { CNO } } } } },
	{ .because = "the second server hides it",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control" }, { CNO } } },
			{ "dc2", .object = { { CMS }, { CNO } } } } },
	{ .because = "a failure on one outweighs a gap on the other",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "empty_dacl" }, { CNO } } },
			{ "dc2", .gap = ERROR_DENIED } } },
};

START_TEST(token)
{
	directory_case_check(&token_rows[_i]);
}
END_TEST

START_TEST(unread)
{
	directory_case_check(&unread_rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.cno-full-control in doubt");
	TCase *tcase = tcase_create("ad.cno-full-control in doubt");
	tcase_add_loop_test(tcase, token, 0, COUNT_OF(token_rows));
	tcase_add_loop_test(tcase, unread, 0, COUNT_OF(unread_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
