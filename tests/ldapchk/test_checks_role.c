/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.standby-cluster */
#include "tests/test.h"

#include "ldapchk/access.h"
#include "ldapchk/checks.h"
#include "tests/ldapchk/directory_case.h"

#define ROLE .check = &check_ad_standby_cluster
#define ALLOW                                                                                      \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_READ_CONTROL, OTHER_SID, NULL                                  \
	}
#define CNO                                                                                        \
	{                                                                                          \
		CNO_ACCOUNT(ENABLED)                                                               \
	}
#define OWNED(by)                                                                                  \
	{                                                                                          \
		CMS_ACCOUNT(ENABLED), .owner = (by), .ace = { ALLOW }                              \
	}

static const struct directory_case rows[] = {
	{ .because = "an administrator's",
		ROLE,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { OWNED(NULL), CNO } } } },
	{ .because = "another cluster's",
		ROLE,
		.expected = { .outcome = OUTCOME_PASS, .proof_holds = OTHER_SID },
		.copy = { { "dc1", .object = { OWNED(OTHER_SID), CNO } } } },
	{ .because = "its own",
		ROLE,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CNO_SID,
			.proof_holds = CNO_SID,
			.remedy_holds = "cluster.exe /cluster:DRCLU1" },
		.copy = { { "dc1", .object = { OWNED(CNO_SID), CNO } } } },
	{ .because = "its own on one server alone: there it was made over",
		ROLE,
		IS(WARN, CNO_SID),
		.copy = { { "dc1", .object = { OWNED(NULL), CNO } },
			{ "dc2", .object = { OWNED(CNO_SID), CNO } } } },
	{ .because = "no CMS", ROLE, IS(UNKNOWN, NULL), .copy = { { "dc1", .object = { CNO } } } },
	{ .because = "no cluster",
		ROLE,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .object = { OWNED(NULL) } } } },
	{ .because = "no descriptor",
		ROLE,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) }, CNO } } } },
	{ .because = "a descriptor without an owner",
		ROLE,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED), .descriptor = "no_owner" }, CNO } } } },
	{ .because = "a server that was not read",
		ROLE,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT } } },
};

START_TEST(role)
{
	directory_case_check(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.standby-cluster");
	TCase *tcase = tcase_create("rows");
	tcase_add_loop_test(tcase, role, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
