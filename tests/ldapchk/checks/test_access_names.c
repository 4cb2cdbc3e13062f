/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.cno-full-control: who is named in the proof, and that names decide nothing. */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define THE_CHECK .check = &check_ad_cno_full_control
#define CMS       CMS_ACCOUNT(ENABLED)
#define CNO       CNO_ACCOUNT(ENABLED)
#define A_SID     DOMAIN_SID "1201"
#define GRANT(sid)                                                                                 \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_FULL_CONTROL, (sid), NULL                                      \
	}
#define NESTED                                                                                     \
	.object = { { CMS, .ace = { GRANT(GROUP_SID) } },                                          \
		{ CNO, .groups = { GROUP_SID, A_SID }, .member_of = { "DR Clusters" } } },         \
	.named = { NAMED(GROUP_SID, "CMS Operators"),                                              \
		{ A_SID, "DR Clusters", .member_of = { "CMS Operators" } } }
#define TICKET "new Kerberos ticket"

static const struct directory_case rows[] = {
	{ .because = "a group by its name, and the way into it",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = "ACE 0: allow, Full Control, CMS Operators (" GROUP_SID
				       ") [member of CMS Operators through DR Clusters]" },
		.copy = { { "dc1", NESTED } } },
	{ .because = "what rests on a group takes a new ticket",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = TICKET },
		.copy = { { "dc1", NESTED } } },
	{ .because = "its direct grant does not, even after the group's grant",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_lacks = TICKET },
		.copy = { { "dc1", .object = { { CMS, .ace = { GRANT(GROUP_SID), GRANT(CNO_SID) } },
					   { CNO, .groups = { GROUP_SID } } } } } },
	{ .because = "nor what every account has",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_lacks = TICKET },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { GRANT("S-1-1-0") } }, { CNO } } } } },
	{ .because = "each right with the ACE that grants it",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = "reset the password: granted by ACE 1" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_ALLOW, 0, RIGHT_READ_CONTROL, CNO_SID,
							    NULL },
						   { ACE_ALLOW, ACE_INHERITED, RIGHT_FULL_CONTROL,
							   CNO_SID, NULL } } },
				{ CNO } } } } },
	{ .because = "inherited ACEs are marked",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = "DRCLU1$ (" CNO_SID ") [the account itself], inherited" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_ALLOW, ACE_INHERITED, RIGHT_FULL_CONTROL,
						   CNO_SID, NULL } } },
				{ CNO } } } } },
	{ .because = "the grant of an account that is gone",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = OTHER_SID " (orphaned" },
		.copy = { { "dc1", .sid_asked = { OTHER_SID },
			.object = { { CMS, .ace = { GRANT(OTHER_SID) } }, { CNO } } } } },
	{ .because = "names that could not be read: no SID is called orphaned",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_lacks = "orphaned" },
		.copy = { { "dc1", .sid_asked = { OTHER_SID }, .names_gap = ERROR_TIMEOUT,
			.object = { { CMS, .ace = { GRANT(OTHER_SID) } }, { CNO } } } } },
	{ .because = "names that could not be read change no outcome",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = GROUP_SID },
		.copy = { { "dc1", .names_gap = ERROR_UNREACHABLE,
			.object = { { CMS, .ace = { GRANT(GROUP_SID) } },
				{ CNO, .groups = { GROUP_SID } } } } } },
	{ .because = "nor does evidence without names",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = GROUP_SID " [listed by the directory server" },
		.copy = { { "dc1", .older = true,
			.object = { { CMS, .ace = { GRANT(GROUP_SID) } },
				{ CNO, .groups = { GROUP_SID } } } } } },
};

START_TEST(names)
{
	directory_case_check(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.cno-full-control with names");
	TCase *tcase = tcase_create("ad.cno-full-control with names");
	tcase_add_loop_test(tcase, names, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
