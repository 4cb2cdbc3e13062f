/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ad.cno-full-control and ad.node-spn-write where a domain controller may count an ACE or not: for
 * SIDs that it adds by itself, groups that hold everybody, and the class above a right.
 */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define CMS      CMS_ACCOUNT(ENABLED)
#define CNO      CNO_ACCOUNT(ENABLED)
#define FULL     RIGHT_FULL_CONTROL
#define COMPUTER "bf967a86-0de6-11d0-a285-00aa003049e2"
#define PUBLIC   "e48d0154-bcf8-11d1-8702-00c04fb96050"
#define SPN      "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define RULE(type, mask, sid, object_type)                                                         \
	{                                                                                          \
		(type), 0, (mask), (sid), (object_type)                                            \
	}
#define ALLOW(mask, sid) RULE(ACE_ALLOW, mask, sid, NULL)
#define DENY(mask, sid)  RULE(ACE_DENY, mask, sid, NULL)
#define GRANT            ALLOW(FULL, CNO_SID)
#define FULL_CONTROL     .check = &check_ad_cno_full_control
#define COPY_OF(...)     .copy = { { "dc1", .object = { { CMS, .ace = { __VA_ARGS__ } }, { CNO } } } }
#define SPN_WRITE        .check = &check_ad_node_spn_write
#define NODE_COPY_OF(...)                                                                          \
	.copy = { { "dc1", .object = { { CMS, .ace = { __VA_ARGS__ } }, { NODE_ACCOUNT } } } }
#define UNSETTLED(part, fix)                                                                       \
	.expected = {                                                                              \
		.outcome = OUTCOME_UNKNOWN,                                                        \
		.subject_id = CNO_SID,                                                             \
		.proof_holds = (part),                                                             \
		.remedy_holds = (fix),                                                             \
	}
#define REMOVE  "Remove it"
#define COMMAND "/G \"DRCLU1$@corp.example.com:GA\""

static const struct directory_case rows[] = {
	{ .because = "a deny for an asserted identity",
		FULL_CONTROL,
		UNSETTLED("a domain controller may add it", REMOVE),
		COPY_OF(DENY(FULL, "S-1-18-1"), GRANT) },
	{ .because = "behind the grant it has no effect",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		COPY_OF(GRANT, DENY(FULL, "S-1-18-1")) },
	{ .because = "a deny for valid claims",
		FULL_CONTROL,
		UNSETTLED("claims", REMOVE),
		COPY_OF(DENY(FULL, "S-1-5-21-0-0-0-497"), GRANT) },
	{ .because = "a deny for a token that a program restricted",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		COPY_OF(DENY(FULL, "S-1-5-12"), GRANT) },
	{ .because = "a deny for SYSTEM, which is the domain controller",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		COPY_OF(DENY(FULL, "S-1-5-18"), GRANT) },
	{ .because = "an allow for Users",
		FULL_CONTROL,
		UNSETTLED("a built-in group", COMMAND),
		COPY_OF(ALLOW(FULL, "S-1-5-32-545")) },
	{ .because = "an allow for Account Operators is on every computer object",
		FULL_CONTROL,
		IS(FAIL, CNO_SID),
		COPY_OF(ALLOW(FULL, "S-1-5-32-548"), ALLOW(FULL, "S-1-5-18")) },
	{ .because = "a deny for nothing but the guard's bits does no harm",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		COPY_OF(DENY(RIGHT_DELETE, "S-1-5-2"), GRANT) },
	{ .because = "a group that holds everybody, denied",
		FULL_CONTROL,
		UNSETTLED("holds every account", REMOVE),
		.copy = { { "dc1", .everybody = { OTHER_SID, GROUP_SID },
			.object = { { CMS, .ace = { DENY(FULL, GROUP_SID), GRANT } },
				{ CNO } } } } },
	{ .because = "and allowed",
		FULL_CONTROL,
		UNSETTLED("holds every account", COMMAND),
		.copy = { { "dc1", .everybody = { GROUP_SID },
			.object = { { CMS, .ace = { ALLOW(FULL, GROUP_SID) } }, { CNO } } } } },
	{ .because = "another group does not",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .everybody = { OTHER_SID },
			.object = { { CMS, .ace = { DENY(FULL, GROUP_SID), GRANT } },
				{ CNO } } } } },
	{ .because = "they were not asked for, as in older evidence",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		COPY_OF(DENY(FULL, GROUP_SID), GRANT) },
	{ .because = "they could not be read, and a group that may be one is denied",
		FULL_CONTROL,
		UNSETTLED("groups not to be read", REMOVE),
		.copy = { { "dc1", .everybody_gap = ERROR_TIMEOUT,
			.object = { { CMS, .ace = { DENY(FULL, GROUP_SID), GRANT } },
				{ CNO } } } } },
	{ .because = "they could not be read, and a grant decides",
		FULL_CONTROL,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .everybody_gap = ERROR_TIMEOUT,
			.object = { { CMS, .ace = { GRANT, DENY(FULL, GROUP_SID) } },
				{ CNO } } } } },
	{ .because = "a group that holds everybody is the owner: it may grant itself, no more",
		FULL_CONTROL,
		IS(FAIL, CNO_SID),
		.copy = { { "dc1", .everybody = { GROUP_SID },
			.object = { { CMS, .owner = GROUP_SID,
					    .ace = { ALLOW(0x20094, "S-1-5-11") } },
				{ CNO } } } } },
	{ .because = "extended rights of the class, denied",
		FULL_CONTROL,
		UNSETTLED("class or property set", REMOVE),
		COPY_OF(RULE(ACE_OBJECT_DENY, RIGHT_CONTROL_ACCESS, CNO_SID, COMPUTER), GRANT) },
	{ .because = "properties of the class, denied",
		FULL_CONTROL,
		IS(FAIL, CNO_SID),
		COPY_OF(RULE(ACE_OBJECT_DENY, RIGHT_CONTROL_ACCESS | RIGHT_WRITE_PROPERTY, CNO_SID,
				COMPUTER),
			GRANT) },
	{ .because = "everything of the class is no functional minimum",
		FULL_CONTROL,
		.accept = ACCEPT_FUNCTIONAL_MINIMUM,
		UNSETTLED("class or property set", COMMAND),
		COPY_OF(RULE(ACE_OBJECT_ALLOW, FULL, CNO_SID, COMPUTER)) },
	{ .because = "and Full Control not at best",
		FULL_CONTROL,
		IS(FAIL, CNO_SID),
		COPY_OF(RULE(ACE_OBJECT_ALLOW, FULL, CNO_SID, COMPUTER)) },
	{ .because = "a node, validated writes of the set",
		SPN_WRITE,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = NODE_SID,
			.proof_holds = "in doubt because of ACE 0" },
		NODE_COPY_OF(RULE(ACE_OBJECT_ALLOW, RIGHT_SELF_WRITE, NODE_SID, PUBLIC)) },
	{ .because = "a node, validated writes of the class denied, and Write Property left",
		SPN_WRITE,
		IS(PASS, NODE_SID),
		NODE_COPY_OF(RULE(ACE_OBJECT_DENY, RIGHT_SELF_WRITE, NODE_SID, COMPUTER),
			ALLOW(FULL, NODE_SID)) },
	{ .because = "a node, a deny for NETWORK before its grant",
		SPN_WRITE,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = NODE_SID,
			.remedy_holds = REMOVE },
		NODE_COPY_OF(DENY(FULL, "S-1-5-2"),
			RULE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY, NODE_SID, SPN)) },
	{ .because = "a node without a grant: the deny in doubt does not matter",
		SPN_WRITE,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = NODE_SID,
			.proof_holds = "not granted, and ACE 0 may deny it as well" },
		NODE_COPY_OF(DENY(FULL, "S-1-5-2"), GRANT) },
};

START_TEST(each)
{
	directory_case_check(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access through what is not listed");
	TCase *tcase = tcase_create("access through what is not listed");
	tcase_add_loop_test(tcase, each, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
