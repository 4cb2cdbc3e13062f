/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.cms-account and ad.cno-account. */
#include "tests/test.h"

#include "checks.h"
#include "ldapchk/account.h"
#include "tests/ldapchk/directory_case.h"

#define CMS_CHECK .check = &check_ad_cms_account
#define CNO_CHECK .check = &check_ad_cno_account
#define GOOD                                                                                       \
	{                                                                                          \
		{ CMS_ACCOUNT(ENABLED) },                                                          \
		{                                                                                  \
			CNO_ACCOUNT(ENABLED)                                                       \
		}                                                                                  \
	}
#define CONFLICT                                                                                   \
	.cn = "EXCMS01\nCNF:0c4f2d3e-1111-2222-3333-444455556666", .sam = "$DUPLICATE-3f",         \
	.control = ENABLED, .sid = OTHER_SID

static const struct directory_case state_rows[] = {
	{ .because = "one, enabled",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = GOOD } } },
	{ .because = "the cluster's, enabled",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = GOOD } } },
	{ .because = "names have no case",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = { { .cn = "ExCms01",
					   .sam = "excms01$",
					   .control = ENABLED,
					   .expires = "0",
					   .sid = CMS_SID } } } } },
	{ .because = "the account counts, not the common name",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = { { .cn = "mailbox",
					   .sam = "EXCMS01$",
					   .control = ENABLED,
					   .expires = "0",
					   .sid = CMS_SID } } } } },
	{ .because = "the DNS name that is meant, whatever its case",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .held = "DC=corp,DC=example,DC=com",
			.object = { { CMS_ACCOUNT(ENABLED),
				.dns = "EXCMS01.corp.example.com" } } } } },
	{ .because = "a namesake of another DNS name",
		CMS_CHECK,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED),
					   .dns = "excms01.sub.example.com" } } } } },
	{ .because = "a cluster of another DNS name",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED) },
				{ CNO_ACCOUNT(ENABLED), .dns = "drclu1.sub.example.com" } } } } },
	{ .because = "a server of another domain",
		CMS_CHECK,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .held = "DC=other,DC=example,DC=com", .object = GOOD } } },
	{ .because = "disabled by ClearLocalCMS: warned, and how to enable it",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.remedy_holds = "dsmod computer \"CN=EXCMS01," BASE_DN "\" -disabled no" },
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(DISABLED) } } } } },
	{ .because = "a cluster's account that is disabled cannot act",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "dsmod computer \"CN=DRCLU1," BASE_DN "\" -disabled no" },
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(DISABLED) } } } } },
	{ .because = "none",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = "EXCMS01",
			.remedy_holds = "EXCMS01" },
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(ENABLED) } } } } },
	{ .because = "none is shown, and there may be one that is hidden",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = "EXCMS01",
			.proof_holds = "cannot list:\n- CN=Computers,",
			.remedy_holds = "List Contents" },
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(ENABLED) } }, .hides = true } } },
	{ .because = "nor is a cluster's",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "cannot list" },
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) } }, .hides = true } } },
	{ .because = "no cluster's account",
		CNO_CHECK,
		IS(FAIL, "DRCLU1"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) } } } } },
	{ .because = "an account of a longer name is another one",
		CMS_CHECK,
		IS(FAIL, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "EXCMS012",
					   .sam = "EXCMS012$",
					   .sid = CMS_SID } } } } },
	{ .because = "an account without the dollar sign is no computer's",
		CMS_CHECK,
		IS(FAIL, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "x", .sam = "EXCMS01" } } } } },
	{ .because = "the name of another account",
		CMS_CHECK,
		IS(FAIL, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01", .sam = "OLDCMS$" } } } } },
	{ .because = "what a replication conflict left has another account name: how to remove it",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds = OTHER_SID,
			.remedy_holds = "dsrm \"CN=EXCMS01\\0ACNF:0c4f2d3e" },
		.copy = { { "dc1", .object = { { CONFLICT }, { CMS_ACCOUNT(ENABLED) } } } } },
	{ .because = "the same of the cluster",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CNO_SID,
			.remedy_holds = "dsrm \"CN=DRCLU1\\0ACNF:1" },
		.copy = { { "dc1",
			.object = { { CNO_ACCOUNT(ENABLED) },
				{ .cn = "DRCLU1\nCNF:1", .sam = "$DUPLICATE-1$" } } } } },
	{ .because = "two of one common name",
		CMS_CHECK,
		IS(WARN, CMS_SID),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED) },
				{ .cn = "EXCMS01", .sam = "OTHER$", .sid = OTHER_SID } } } } },
	{ .because = "a conflict that has the account's name, too",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CMS_SID,
			.proof_holds = OTHER_SID },
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED) }, { .cn = "EXCMS01\nCNF:1",
								      .sam = "EXCMS01$",
								      .control = DISABLED,
								      .sid = OTHER_SID } } } } },
	{ .because = "two with the cluster's account name",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1",
			.object = { { CNO_ACCOUNT(ENABLED) },
				{ .cn = "other", .sam = "DRCLU1$", .sid = OTHER_SID } } } } },
	{ .because = "a conflict beside a disabled account",
		CMS_CHECK,
		IS(WARN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(DISABLED) }, { CONFLICT } } } } },
	{ .because = "one of the name that hides its account name may be the account",
		CMS_CHECK,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) },
					   { .cn = "EXCMS01", .sid = OTHER_SID } } } } },
	{ .because = "a conflict of another name is nothing to it",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED) },
				{ .cn = "EXCMS012\nCNF:0c4f2d3e", .sam = "$DUPLICATE-3f" } } } } },
};

static const struct directory_case doubt_rows[] = {
	{ .because = "its expiry was not delivered",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { .cn = "DRCLU1",
					   .sam = "DRCLU1$",
					   .control = ENABLED,
					   .sid = CNO_SID } } } } },
	{ .because = "its state was not delivered",
		CMS_CHECK,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(NULL) } } } } },
	{ .because = "the cluster's state was not delivered",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(NULL) } } } } },
	{ .because = "a state that is no number",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT("0x1000") } } } } },
	{ .because = "a state of nothing",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT("") } } } } },
	{ .because = "a state of more than 32 bits, the lower ones of which look good",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT("4294971392") } } } } },
	{ .because = "the account's name is hidden: it may be the one",
		CMS_CHECK,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01", .sid = CMS_SID } } } } },
	{ .because = "the name of the cluster's account is hidden",
		CNO_CHECK,
		IS(UNKNOWN, "DRCLU1"),
		.copy = { { "dc1", .object = { { .cn = "DRCLU1" } } } } },
	{ .because = "without a SID the name is the subject",
		CMS_CHECK,
		IS(PASS, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
					   .sam = "EXCMS01$",
					   .control = ENABLED,
					   .expires = "0" } } } } },
	{ .because = "a SID that is cut is none",
		CMS_CHECK,
		IS(PASS, "EXCMS01"),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
					   .sam = "EXCMS01$",
					   .control = ENABLED,
					   .expires = "0",
					   .sid = "" } } } } },
};

static const struct directory_case gap_rows[] = {
	{ .because = "no server was found",
		CMS_CHECK,
		IS(UNKNOWN, "EXCMS01"),
		.source_gap = ERROR_TIMEOUT },
	{ .because = "no server was asked", CMS_CHECK, IS(UNKNOWN, "EXCMS01") },
	{ .because = "the one server could not be read",
		CMS_CHECK,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .gap = ERROR_DENIED } } },
	{ .because = "a gap, and what was read before it looks good",
		CNO_CHECK,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT, .object = GOOD } } },
	{ .because = "a gap, and nothing was found before it: that proves nothing",
		CNO_CHECK,
		IS(UNKNOWN, "DRCLU1"),
		.copy = { { "dc1", .gap = ERROR_CRASHED } } },
	{ .because = "one of two servers could not be read",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = CMS_SID,
			.proof_holds = "dc2" },
		.copy = { { "dc1", .object = GOOD }, { "dc2", .gap = ERROR_UNREACHABLE } } },
	{ .because = "a warning does not outweigh a gap",
		CMS_CHECK,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .gap = ERROR_UNREACHABLE },
			{ "dc2", .object = { { CMS_ACCOUNT(DISABLED) } } } } },
	{ .because = "a failure does",
		CMS_CHECK,
		IS(FAIL, "EXCMS01"),
		.copy = { { .server = "dc1" }, { "dc2", .gap = ERROR_UNREACHABLE } } },
	{ .because = "it was not asked about the name, so nothing was found",
		CMS_CHECK,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .unasked = "EXCMS01" } } },
	{ .because = "it was not asked about the cluster, though it is there",
		CNO_CHECK,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .unasked = "DRCLU1", .object = GOOD } } },
	{ .because = "the other name is nothing to this check",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .unasked = "DRCLU1", .object = GOOD } } },
	{ .because = "a server of the plan is missing",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = CMS_SID,
			.proof_holds = "dc2" },
		.plan_server = { "dc1", "dc2" },
		.copy = { { "dc1", .object = GOOD } } },
	{ .because = "a server of the plan is missing, and another proves a failure",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = "dc2" },
		.plan_server = { "dc1", "dc2" },
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(DISABLED) } } } } },
	{ .because = "all servers of the plan, in another case",
		CMS_CHECK,
		IS(PASS, CMS_SID),
		.plan_server = { "DC1", "dc2" },
		.copy = { { "dc1", .object = GOOD }, { "dc2", .object = GOOD } } },
};

static const struct directory_case copies_rows[] = {
	{ .because = "all copies are alike",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = GOOD }, { "dc2", .object = GOOD } } },
	{ .because = "not replicated yet",
		CMS_CHECK,
		IS(FAIL, CMS_SID),
		.copy = { { "dc1", .object = GOOD }, { .server = "dc2" } } },
	{ .because = "disabled on one",
		CMS_CHECK,
		IS(WARN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(DISABLED) } } },
			{ "dc2", .object = GOOD } } },
	{ .because = "each has one, and they are two",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = OTHER_SID,
			.proof_holds = CMS_SID },
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
					   .sam = "EXCMS01$",
					   .control = ENABLED,
					   .sid = OTHER_SID } } },
			{ "dc2", .object = GOOD } } },
	{ .because = "the subject is the SID, whichever copy shows it",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { .server = "dc1" }, { "dc2", .object = GOOD } } },
};

START_TEST(state)
{
	directory_case_check(&state_rows[_i]);
}
END_TEST

START_TEST(doubt)
{
	directory_case_check(&doubt_rows[_i]);
}
END_TEST

START_TEST(gaps)
{
	directory_case_check(&gap_rows[_i]);
}
END_TEST

START_TEST(copies)
{
	directory_case_check(&copies_rows[_i]);
}
END_TEST

START_TEST(both_block)
{
	ck_assert_str_eq(check_ad_cms_account.id, "ad.cms-account");
	ck_assert_str_eq(check_ad_cno_account.id, "ad.cno-account");
	ck_assert(check_ad_cms_account.weight == WEIGHT_BLOCKING);
	ck_assert(check_ad_cno_account.weight == WEIGHT_BLOCKING);
}
END_TEST

/* From whichever copies show them. */
START_TEST(identity_of_the_cms)
{
	struct arena *arena = arena_new();
	const struct copy seen[] = {
		{ "dc1", .object = { { CNO_ACCOUNT(ENABLED), .guid = "0123456789abcdef" } } },
		{ "dc2", .object = { { CMS_ACCOUNT(ENABLED), .guid = "too short" } } },
		{ "dc3", .object = { { CMS_ACCOUNT(ENABLED), .guid = "abcdefghijklmnop" } } },
	};
	struct directory_visit visit[COUNT_OF(seen)];
	struct evidence evidence = { .directory.visit = visit };
	const struct name cms = { "EXCMS01", "excms01.corp.example.com" };
	ck_assert_ptr_null(directory_identity(arena, &evidence, &cms).guid);
	ck_assert_ptr_null(directory_identity(arena, &evidence, &cms).sid);
	for (size_t i = 0; i < COUNT_OF(seen); i++)
		visit[evidence.directory.count++] = visit_of(arena, &seen[i]);
	ck_assert_str_eq(directory_identity(arena, &evidence, &cms).guid,
		"64636261-6665-6867-696a-6b6c6d6e6f70");
	ck_assert_str_eq(directory_identity(arena, &evidence, &cms).sid, CMS_SID);
	evidence.directory.count = 2;
	ck_assert_ptr_null(directory_identity(arena, &evidence, &cms).guid);
	ck_assert_str_eq(directory_identity(arena, &evidence, &cms).sid, CMS_SID);
	evidence.directory.count = 1;
	ck_assert_ptr_null(directory_identity(arena, &evidence, &cms).sid);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("the checks of the accounts");
	TCase *tcase = tcase_create("the checks of the accounts");
	tcase_add_loop_test(tcase, state, 0, COUNT_OF(state_rows));
	tcase_add_loop_test(tcase, doubt, 0, COUNT_OF(doubt_rows));
	tcase_add_loop_test(tcase, gaps, 0, COUNT_OF(gap_rows));
	tcase_add_loop_test(tcase, copies, 0, COUNT_OF(copies_rows));
	tcase_add_test(tcase, both_block);
	tcase_add_test(tcase, identity_of_the_cms);
	suite_add_tcase(suite, tcase);
	return suite;
}
