/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ad.cno-full-control where all was read. test_checks_access_doubt.c has the rest.
 */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define THE_CHECK       .check = &check_ad_cno_full_control
#define CMS             CMS_ACCOUNT(ENABLED)
#define CNO             CNO_ACCOUNT(ENABLED)
#define IN_GROUP        .groups = { DOMAIN_SID "515", GROUP_SID }
#define EVERYONE        "S-1-1-0"
#define RESET_PASSWORD  "00299570-246d-11d0-a768-00aa006e0529"
#define CHANGE_PASSWORD "ab721a53-1e2f-11d0-9819-00aa0040529b"
#define SPN             "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define RESTRICTIONS    "4c164200-20c0-11d0-a768-00aa006e0529"
#define FULL_GRANT                                                                                 \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_FULL_CONTROL, CNO_SID, NULL                                    \
	}
#define GRANT_COMMAND "dsacls \"CN=EXCMS01," BASE_DN "\" /G \"DRCLU1$@corp.example.com:GA\""

static const struct directory_case grant_rows[] = {
	{ .because = "the plain grant",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "through a group",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, IN_GROUP } } } } },
	{ .because = "through a group that it was of before it moved",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO, .history = GROUP_SID } } } } },
	{ .because = "in parts, of which one is Everyone's",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_in_parts" },
					   { CNO, IN_GROUP } } } } },
	{ .because = "inherited from the organizational unit",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_inherited_type" },
					   { CNO } } } } },
	{ .because = "Authenticated Users are in its token",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { { ACE_ALLOW, 0, RIGHT_FULL_CONTROL,
							      "S-1-5-11", NULL } } },
					   { CNO } } } } },
	{ .because = "its primary group is in its token",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { { ACE_ALLOW, 0, RIGHT_FULL_CONTROL,
							      DOMAIN_SID "515", NULL } } },
					   { CNO, .groups = { GROUP_SID } } } } } },
	{ .because = "the guard against accidental deletion does no harm",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "deletion_guard" }, { CNO } } } } },
	{ .because = "a deny behind the grant does no harm",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "deny_after_allow" }, { CNO } } } } },
	{ .because = "a deny of a right that the cluster does not use",
		THE_CHECK,
		IS(WARN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_CONTROL_ACCESS,
							    EVERYONE, CHANGE_PASSWORD },
						   FULL_GRANT } },
				{ CNO } } } } },
	{ .because = "no DACL: everybody may, which is not well",
		THE_CHECK,
		IS(WARN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" }, { CNO } } } } },
	{ .because = "the guid of the object is not known and nothing depends on it",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
						       .sam = "EXCMS01$",
						       .descriptor = "full_control" },
					   { CNO } } } } },
};

static const struct directory_case lack_rows[] = {
	{ .because = "a fresh standby cluster may read",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND,
			.proof_holds = "Write DACL" },
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "default_computer" }, { CNO } } } } },
	{ .because = "the grant is another account's",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_of_others" },
					   { CNO } } } } },
	{ .because = "the grant is for heirs",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_inherit_only" },
					   { CNO } } } } },
	{ .because = "the grant is for one property",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_object_type" },
					   { CNO } } } } },
	{ .because = "the grant is a group's that it is not in",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "full_control_through_group" },
					   { CNO } } } } },
	{ .because = "an empty DACL grants nothing",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "empty_dacl" }, { CNO } } } } },
	{ .because = "to own it is not enough",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "owner" }, { CNO } } } } },
	{ .because = "PRINCIPAL SELF is the CMS, not the cluster",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .ace = { { ACE_ALLOW, 0, RIGHT_FULL_CONTROL,
							      "S-1-5-10", NULL } } },
					   { CNO } } } } },
	{ .because = "all but one right",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND,
			.proof_holds = "Write Owner" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_ALLOW, 0,
						   RIGHT_FULL_CONTROL & ~RIGHT_WRITE_OWNER, CNO_SID,
						   NULL } } },
				{ CNO } } } } },
	{ .because = "a deny of the account wins over its grant",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND,
			.proof_holds = "ACE 0: deny" },
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "deny_before_allow" }, { CNO } } } } },
	{ .because = "a deny of its group",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = GROUP_SID },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "deny_of_group" },
					   { CNO, IN_GROUP } } } } },
	{ .because = "the guard that denies a bit more is none",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_DENY, 0,
							    RIGHT_DELETE | RIGHT_DELETE_TREE |
								    RIGHT_WRITE_DAC,
							    EVERYONE, NULL },
						   FULL_GRANT } },
				{ CNO } } } } },
	{ .because = "denied by an object ACE: reset the password",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_CONTROL_ACCESS,
							    CNO_SID, RESET_PASSWORD },
						   FULL_GRANT } },
				{ CNO } } } } },
	{ .because = "denied by an object ACE: write the property set of the account state",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_WRITE_PROPERTY,
							    EVERYONE, RESTRICTIONS },
						   FULL_GRANT } },
				{ CNO } } } } },
	{ .because = "one way to write it is denied, another granted",
		THE_CHECK,
		IS(WARN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_WRITE_PROPERTY,
							    CNO_SID, SPN },
						   FULL_GRANT } },
				{ CNO } } } } },
	{ .because = "both ways",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0,
							    RIGHT_WRITE_PROPERTY | RIGHT_SELF_WRITE,
							    CNO_SID, SPN },
						   FULL_GRANT } },
				{ CNO } } } } },
};

START_TEST(granted)
{
	directory_case_check(&grant_rows[_i]);
}
END_TEST

START_TEST(lacking)
{
	directory_case_check(&lack_rows[_i]);
}
END_TEST

START_TEST(blocks)
{
	ck_assert_str_eq(check_ad_cno_full_control.id, "ad.cno-full-control");
	ck_assert(check_ad_cno_full_control.weight == WEIGHT_BLOCKING);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.cno-full-control");
	TCase *tcase = tcase_create("ad.cno-full-control");
	tcase_add_loop_test(tcase, granted, 0, COUNT_OF(grant_rows));
	tcase_add_loop_test(tcase, lacking, 0, COUNT_OF(lack_rows));
	tcase_add_test(tcase, blocks);
	suite_add_tcase(suite, tcase);
	return suite;
}
