/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.dacl-order and ad.dacl-protected */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define ORDER     .check = &check_ad_dacl_order
#define PROTECTED .check = &check_ad_dacl_protected
#define CMS       CMS_ACCOUNT(ENABLED)
#define SPN       "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define ACE(type, flags, object_type)                                                              \
	{                                                                                          \
		(type), (flags), RIGHT_READ_CONTROL, GROUP_SID, (object_type)                      \
	}
#define DENY          ACE(ACE_DENY, 0, NULL)
#define ALLOW         ACE(ACE_ALLOW, 0, NULL)
#define OBJECT_DENY   ACE(ACE_OBJECT_DENY, 0, SPN)
#define OBJECT_ALLOW  ACE(ACE_OBJECT_ALLOW, 0, SPN)
#define HEIRS_DENY    ACE(ACE_DENY, ACE_CONTAINER_INHERIT | ACE_INHERIT_ONLY, NULL)
#define INHERIT_DENY  ACE(ACE_DENY, ACE_INHERITED, NULL)
#define INHERIT_ALLOW ACE(ACE_ALLOW, ACE_INHERITED, NULL)
#define DACL(...)                                                                                  \
	{                                                                                          \
		{                                                                                  \
			"dc1", .object = { { CMS, .ace = { __VA_ARGS__ } } }                       \
		}                                                                                  \
	}

static const struct directory_case order_rows[] = {
	{ .because = "denies, grants, then the inherited ones",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = DACL(DENY, ALLOW, INHERIT_DENY, INHERIT_ALLOW) },
	{ .because = "object ACEs count by deny and allow",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = DACL(OBJECT_DENY, DENY, ALLOW, OBJECT_ALLOW, ALLOW) },
	{ .because = "inherited denies begin again on each level",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = DACL(INHERIT_DENY, INHERIT_ALLOW, INHERIT_DENY) },
	{ .because = "no ACE",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "empty_dacl" } } } } },
	{ .because = "no DACL has no order",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" } } } } },
	{ .because = "a real one",
		ORDER,
		IS(PASS, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "default_computer" } } } } },
	{ .because = "a deny behind a grant",
		ORDER,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds = "ACE 1: deny" },
		.copy = DACL(ALLOW, DENY) },
	{ .because = "an object deny after a grant",
		ORDER,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds = "ACE 1, which allows" },
		.copy = DACL(DENY, OBJECT_ALLOW, ALLOW, OBJECT_DENY) },
	{ .because = "a deny for heirs is in the order, too",
		ORDER,
		IS(WARN, CMS_SID),
		.copy = DACL(ALLOW, HEIRS_DENY) },
	{ .because = "its own grant after an inherited one",
		ORDER,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds = "ACE 0, which is inherited" },
		.copy = DACL(INHERIT_ALLOW, ALLOW) },
	{ .because = "its own deny behind an inherited deny",
		ORDER,
		IS(WARN, CMS_SID),
		.copy = DACL(INHERIT_DENY, DENY) },
	{ .because = "one of several is out of order",
		ORDER,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds = "1 of 5 ACEs" },
		.copy = DACL(DENY, ALLOW, DENY, ALLOW, INHERIT_DENY) },
	{ .because = "out of order on the second server",
		ORDER,
		IS(WARN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { DENY, ALLOW } } } },
			{ "dc2", .object = { { CMS, .ace = { ALLOW, DENY } } } } } },
	{ .because = "no descriptor",
		ORDER,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS } } } } },
	{ .because = "a descriptor without a DACL",
		ORDER,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "absent_dacl" } } } } },
	{ .because = "no CMS",
		ORDER,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(ENABLED) } } } } },
	{ .because = "a gap",
		ORDER,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT,
			.object = { { CMS, .ace = { DENY, ALLOW } } } } } },
};

static const struct directory_case protected_rows[] = {
	{ .because = "neither", PROTECTED, IS(PASS, CMS_SID), .copy = DACL(ALLOW) },
	{ .because = "adminCount 0 is as good as none",
		PROTECTED,
		IS(PASS, CMS_SID),
		.copy = { { "dc1",
			.object = { { CMS, .admin_count = "0", .ace = { ALLOW } } } } } },
	{ .because = "protected",
		PROTECTED,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.remedy_lacks = "AdminSDHolder",
			.proof_holds = "0x9004" },
		.copy = { { "dc1",
			.object = { { CMS, .is_protected = true, .ace = { ALLOW } } } } } },
	{ .because = "adminCount",
		PROTECTED,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.remedy_holds = "left over" },
		.copy = { { "dc1",
			.object = { { CMS, .admin_count = "1", .ace = { ALLOW } } } } } },
	{ .because = "both",
		PROTECTED,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.remedy_holds = "undone" },
		.copy = { { "dc1", .object = { { CMS, .admin_count = "1", .is_protected = true,
					   .ace = { ALLOW } } } } } },
	{ .because = "adminCount that is no number",
		PROTECTED,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1",
			.object = { { CMS, .admin_count = "?", .ace = { ALLOW } } } } } },
	{ .because = "protected is seen without it",
		PROTECTED,
		IS(WARN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .admin_count = "?", .is_protected = true,
					   .ace = { ALLOW } } } } } },
	{ .because = "older evidence did not ask for adminCount",
		PROTECTED,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .older = true, .object = { { CMS, .ace = { ALLOW } } } } } },
	{ .because = "no descriptor",
		PROTECTED,
		IS(UNKNOWN, CMS_SID),
		.copy = { { "dc1", .object = { { CMS, .admin_count = "1" } } } } },
	{ .because = "no CMS",
		PROTECTED,
		IS(UNKNOWN, "EXCMS01"),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(ENABLED) } } } } },
};

START_TEST(order)
{
	directory_case_check(&order_rows[_i]);
}
END_TEST

START_TEST(inheritance)
{
	directory_case_check(&protected_rows[_i]);
}
END_TEST

START_TEST(advise)
{
	ck_assert_str_eq(check_ad_dacl_order.id, "ad.dacl-order");
	ck_assert_str_eq(check_ad_dacl_protected.id, "ad.dacl-protected");
	ck_assert(check_ad_dacl_order.weight == WEIGHT_ADVISORY);
	ck_assert(check_ad_dacl_protected.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.dacl");
	TCase *tcase = tcase_create("ad.dacl");
	tcase_add_loop_test(tcase, order, 0, COUNT_OF(order_rows));
	tcase_add_loop_test(tcase, inheritance, 0, COUNT_OF(protected_rows));
	tcase_add_test(tcase, advise);
	suite_add_tcase(suite, tcase);
	return suite;
}
