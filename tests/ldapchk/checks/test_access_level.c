/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.cno-full-control below Full Control, and what the plan accepts; rights of owners. */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define THE_CHECK       .check = &check_ad_cno_full_control
#define CMS             CMS_ACCOUNT(ENABLED)
#define CMS_OFF         CMS_ACCOUNT(DISABLED)
#define CNO             CNO_ACCOUNT(ENABLED)
#define ACCEPTED        .accept = ACCEPT_FUNCTIONAL_MINIMUM
#define RESET_PASSWORD  "00299570-246d-11d0-a768-00aa006e0529"
#define SPN             "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define DNS_HOST_NAME   "72e39547-7b18-11d1-adef-00c04fd8d5cd"
#define RESTRICTIONS    "4c164200-20c0-11d0-a768-00aa006e0529"
#define ACCOUNT_CONTROL "bf967a68-0de6-11d0-a285-00aa003049e2"
#define GRANT(mask, type)                                                                          \
	{                                                                                          \
		ACE_OBJECT_ALLOW, 0, (mask), CNO_SID, (type)                                       \
	}
/* What Microsoft documents for the service account of a Windows Server 2003 cluster. */
#define MINIMUM                                                                                    \
	GRANT(RIGHT_CONTROL_ACCESS, RESET_PASSWORD), GRANT(RIGHT_SELF_WRITE, SPN),                 \
		GRANT(RIGHT_SELF_WRITE, DNS_HOST_NAME)
#define FULL                                                                                       \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_FULL_CONTROL, CNO_SID, NULL                                    \
	}
#define NOT_ENABLE                                                                                 \
	{                                                                                          \
		ACE_OBJECT_DENY, 0, RIGHT_WRITE_PROPERTY, CNO_SID, RESTRICTIONS                    \
	}
#define GRANT_COMMAND "dsacls \"CN=EXCMS01," BASE_DN "\" /G \"DRCLU1$@corp.example.com:GA\""

static const struct directory_case minimum_rows[] = {
	{ .because = "the minimum is not what is documented",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "functional-minimum",
			.proof_holds = "KB 307532" },
		.copy = { { "dc1", .object = { { CMS, .ace = { MINIMUM } }, { CNO } } } } },
	{ .because = "the plan accepts it",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND,
			.proof_holds = "functional-minimum" },
		.copy = { { "dc1", .object = { { CMS, .ace = { MINIMUM } }, { CNO } } } } },
	{ .because = "accepted, and the CMS's account is disabled: it could not enable it",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "dsmod computer \"CN=EXCMS01," BASE_DN "\" -disabled no" },
		.copy = { { "dc1", .object = { { CMS_OFF, .ace = { MINIMUM } }, { CNO } } } } },
	{ .because = "accepted, and disabled, and it may enable it",
		THE_CHECK,
		ACCEPTED,
		IS(WARN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS_OFF, .ace = { MINIMUM, GRANT(RIGHT_WRITE_PROPERTY,
									 ACCOUNT_CONTROL) } },
				{ CNO } } } } },
	{ .because = "accepted, and it cannot be seen whether the account is enabled",
		THE_CHECK,
		ACCEPTED,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
						       .sam = "EXCMS01$",
						       .sid = CMS_SID,
						       .ace = { MINIMUM } },
					   { CNO } } } } },
	{ .because = "not accepted: whether it is enabled plays no part",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
						       .sam = "EXCMS01$",
						       .sid = CMS_SID,
						       .ace = { MINIMUM } },
					   { CNO } } } } },
	{ .because = "accepted, and one of the three is missing",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_lacks = "policy.accept",
			.proof_holds = "write dNSHostName: not granted" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { GRANT(RIGHT_CONTROL_ACCESS, RESET_PASSWORD),
						   GRANT(RIGHT_SELF_WRITE, SPN) } },
				{ CNO } } } } },
	{ .because = "accepted, and it has Full Control",
		THE_CHECK,
		ACCEPTED,
		IS(PASS, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control" }, { CNO } } } } },
	{ .because = "a deny for one right by itself fails even if the plan accepts the minimum",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = "reset the password: denied by ACE 0" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_CONTROL_ACCESS,
							    CNO_SID, RESET_PASSWORD },
						   MINIMUM } },
				{ CNO } } } } },
	{ .because = "the same under a full mask",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_OBJECT_DENY, 0, RIGHT_CONTROL_ACCESS,
							    CNO_SID, RESET_PASSWORD },
						   { ACE_ALLOW, 0, RIGHT_FULL_CONTROL, CNO_SID,
							   NULL } } },
				{ CNO } } } } },
	{ .because = "a deny for the right to enable a disabled account",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = "write account restrictions: denied by ACE 0" },
		.copy = { { "dc1",
			.object = { { CMS_OFF, .ace = { NOT_ENABLE, FULL } }, { CNO } } } } },
	{ .because = "the account is enabled: that right is not used, and the minimum is left",
		THE_CHECK,
		ACCEPTED,
		IS(WARN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { NOT_ENABLE, FULL } }, { CNO } } } } },
	{ .because = "the minimum is not accepted",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.remedy_holds = "A deny ACE takes precedence" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { NOT_ENABLE, FULL } }, { CNO } } } } },
	{ .because = "accepted, and it cannot be seen whether that right is needed",
		THE_CHECK,
		ACCEPTED,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { .cn = "EXCMS01",
						       .sam = "EXCMS01$",
						       .sid = CMS_SID,
						       .ace = { NOT_ENABLE, FULL } },
					   { CNO } } } } },
	{ .because = "a plain deny leaves the minimum where it is granted otherwise",
		THE_CHECK,
		ACCEPTED,
		IS(WARN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { { ACE_DENY, 0, RIGHT_WRITE_PROPERTY,
								       CNO_SID, NULL },
							      MINIMUM } },
					   { CNO } } } } },
};

/* Full Control for a group that could not be listed, the minimum for itself. */
#define PERHAPS_FULL                                                                               \
	MINIMUM,                                                                                   \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_FULL_CONTROL, GROUP_SID, NULL                                  \
	}

#define PERHAPS_NOT_ENABLE                                                                         \
	{                                                                                          \
		ACE_CALLBACK_OBJECT_DENY, 0, RIGHT_WRITE_PROPERTY, CNO_SID, RESTRICTIONS           \
	}

static const struct directory_case doubt_rows[] = {
	{ .because = "at least the minimum, perhaps Full Control",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { PERHAPS_FULL } },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "accepted: at worst the minimum",
		THE_CHECK,
		ACCEPTED,
		IS(WARN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { PERHAPS_FULL } },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "accepted, disabled: the minimum would not do, Full Control would",
		THE_CHECK,
		ACCEPTED,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = CNO_SID,
			.remedy_holds = GRANT_COMMAND,
			.proof_holds = GROUP_SID },
		.copy = { { "dc1", .object = { { CMS_OFF, .ace = { PERHAPS_FULL } },
					   { CNO, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "at best the minimum, and that fails",
		THE_CHECK,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_CALLBACK_OBJECT_ALLOW, 0,
							    RIGHT_CONTROL_ACCESS, CNO_SID,
							    RESET_PASSWORD },
						   GRANT(RIGHT_SELF_WRITE, SPN),
						   GRANT(RIGHT_SELF_WRITE, DNS_HOST_NAME) } },
				{ CNO } } } } },
	{ .because = "at best the minimum, and the plan accepts it",
		THE_CHECK,
		ACCEPTED,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { { ACE_CALLBACK_OBJECT_ALLOW, 0,
							    RIGHT_CONTROL_ACCESS, CNO_SID,
							    RESET_PASSWORD },
						   GRANT(RIGHT_SELF_WRITE, SPN),
						   GRANT(RIGHT_SELF_WRITE, DNS_HOST_NAME) } },
				{ CNO } } } } },
	{ .because = "accepted, and perhaps a deny for one right by itself",
		THE_CHECK,
		ACCEPTED,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS_OFF, .ace = { PERHAPS_NOT_ENABLE, FULL } },
					   { CNO } } } } },
	{ .because = "the same, and that right is not used",
		THE_CHECK,
		ACCEPTED,
		IS(WARN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { PERHAPS_NOT_ENABLE, FULL } }, { CNO } } } } },
};

/* All but what ownership gives. */
#define OWNED                                                                                      \
	.owner = CNO_SID,                                                                          \
	.ace = { { ACE_ALLOW, 0, RIGHT_FULL_CONTROL & ~RIGHT_WRITE_DAC, CNO_SID, NULL } }
#define BLOCKED "00000000010000000002000000001"

static const struct directory_case owner_rows[] = {
	{ .because = "what it lacks it has as the owner",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = CNO_SID,
			.proof_holds = "owns the object: Write DACL" },
		.copy = { { "dc1", .object = { { CMS, OWNED }, { CNO } } } } },
	{ .because = "the forest takes that from owners",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = CNO_SID,
			.proof_holds = "Missing: Write DACL" },
		.copy = { { "dc1", .heuristics = BLOCKED,
			.object = { { CMS, OWNED }, { CNO } } } } },
	{ .because = "not from Domain Admins",
		THE_CHECK,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .heuristics = BLOCKED,
			.object = { { CMS, OWNED }, { CNO, .groups = { DOMAIN_SID "512" } } } } } },
	{ .because = "it cannot be seen whether the forest does",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .service_gap = ERROR_DENIED,
			.object = { { CMS, OWNED }, { CNO } } } } },
	{ .because = "older evidence did not ask",
		THE_CHECK,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .older = true, .object = { { CMS, OWNED }, { CNO } } } } },
};

START_TEST(minimum)
{
	directory_case_check(&minimum_rows[_i]);
}
END_TEST

START_TEST(doubt)
{
	directory_case_check(&doubt_rows[_i]);
}
END_TEST

START_TEST(owner)
{
	directory_case_check(&owner_rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.cno-full-control by level");
	TCase *tcase = tcase_create("ad.cno-full-control by level");
	tcase_add_loop_test(tcase, minimum, 0, COUNT_OF(minimum_rows));
	tcase_add_loop_test(tcase, doubt, 0, COUNT_OF(doubt_rows));
	tcase_add_loop_test(tcase, owner, 0, COUNT_OF(owner_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
