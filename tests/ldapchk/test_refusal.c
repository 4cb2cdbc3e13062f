/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a KDC refuses an account, as ad.cno-account and ad.cms-account say it. */
#include "tests/test.h"

#include "checks.h"
#include "tests/ldapchk/directory_case.h"

#define CMS_CHECK .check = &check_ad_cms_account
#define CNO_CHECK .check = &check_ad_cno_account
#define NEVER     "9223372036854775807"
#define CNO_WITH(...)                                                                              \
	.copy = { { "dc1", .level = "4",                                                           \
		.object = { {                                                                      \
			.cn = "DRCLU1",                                                            \
			.sam = "DRCLU1$",                                                          \
			.sid = CNO_SID,                                                            \
			__VA_ARGS__,                                                               \
		} } } }
#define NO_HOURS "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define ALL_HOURS                                                                                  \
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
/* Byte 18 is Saturday from 0:00 to 8:00 UTC, when the run ended. */
#define THIS_HOUR "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0"
#define OTHER_HOURS                                                                                \
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff"

static const struct directory_case refusal_rows[] = {
	{ .because = "it never expires",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = NEVER) },
	{ .because = "it expired years ago",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "Clear-ADAccountExpiration -Identity \"CN=DRCLU1," BASE_DN,
			.proof_holds = "2016-02-15" },
		CNO_WITH(.control = ENABLED, .expires = "131000000000000000") },
	{ .because = "it expired when the run ended",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "134088480000000000") },
	{ .because = "a second later: said, no more",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = "2025-11-29T00:00:01Z" },
		CNO_WITH(.control = ENABLED, .expires = "134088480010000000") },
	{ .because = "the first moment of all",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "1") },
	{ .because = "before the first moment",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "-1") },
	{ .because = "in a year of five digits",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "9223372036854775806") },
	{ .because = "no number",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "12x") },
	{ .because = "no number of 64 bits",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "9223372036854775808") },
	{ .because = "the CMS's expired account warns",
		CMS_CHECK,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.remedy_holds = "Clear-ADAccountExpiration",
			.remedy_lacks = "ClearLocalCMS" },
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
					   .sam = "EXCMS01$",
					   .control = ENABLED,
					   .sid = CMS_SID,
					   .expires = "131000000000000000" } } } } },
	{ .because = "disabled is proven, whatever is not known",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = DISABLED, .expires = "x") },
	{ .because = "disabled and expired: both commands",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "dsmod computer \"CN=DRCLU1," BASE_DN
					"\" -disabled no\nLet it never expire" },
		CNO_WITH(.control = DISABLED, .expires = "1") },
	{ .because = "at no hour",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .hours = NO_HOURS) },
	{ .because = "at all hours",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .hours = ALL_HOURS) },
	{ .because = "at the hour of the run, not always",
		CNO_CHECK,
		IS(WARN, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .hours = THIS_HOUR) },
	{ .because = "not at the hour of the run",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .hours = OTHER_HOURS) },
	{ .because = "with a smart card only",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = "266240", .expires = "0") },
	{ .because = "DES keys alone: domain controllers of 2008 R2 have none",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = "2101248", .expires = "0") },
	{ .because = "DES keys alone: older domain controllers may have some",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .level = "3", .object = { { CNO_ACCOUNT("2101248") } } } } },
	{ .because = "a computer's account is never locked out, and its password has no age",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .computed = "8388624") },
	{ .because = "no computer's account: unusual",
		CNO_CHECK,
		IS(WARN, CNO_SID),
		CNO_WITH(.control = "512", .expires = "0", .computed = "0") },
	{ .because = "such a one that is locked out",
		CNO_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "Unlock-ADAccount" },
		CNO_WITH(.control = "512", .expires = "0", .computed = "16") },
	{ .because = "such a one whose password must be changed",
		CNO_CHECK,
		IS(FAIL, CNO_SID),
		CNO_WITH(.control = "512", .expires = "0", .computed = "8388608") },
	{ .because = "such a one, and its state is hidden",
		CNO_CHECK,
		IS(UNKNOWN, CNO_SID),
		CNO_WITH(.control = "512", .expires = "0") },
	{ .because = "a domain controller's account",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = "8192", .expires = "0") },
	{ .because = "made in advance, without a password",
		CNO_CHECK,
		IS(PASS, CNO_SID),
		CNO_WITH(.control = "4128", .expires = "0") },
	{ .because = "from certain computers only",
		CNO_CHECK,
		IS(WARN, CNO_SID),
		CNO_WITH(.control = ENABLED, .expires = "0", .workstations = "OTHERPC") },
};

START_TEST(refusals)
{
	directory_case_check(&refusal_rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("refusal");
	TCase *tcase = tcase_create("refusal");
	tcase_add_loop_test(tcase, refusals, 0, COUNT_OF(refusal_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
