/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.node-spn-write */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define THE_CHECK          .check = &check_ad_node_spn_write
#define CMS                CMS_ACCOUNT(ENABLED)
#define SPN                "f3a64788-5306-11d1-a9c5-0000f80367c1"
#define PUBLIC_INFORMATION "e48d0154-bcf8-11d1-8702-00c04fb96050"
#define DNS_HOST_NAME      "72e39547-7b18-11d1-adef-00c04fd8d5cd"
#define GRANT_COMMAND                                                                              \
	"dsacls \"CN=EXCMS01," BASE_DN "\" /G "                                                    \
	"\"DRNODE1$@corp.example.com:WP;servicePrincipalName\""
#define ACE(type, mask, sid, object_type)                                                          \
	{                                                                                          \
		(type), 0, (mask), (sid), (object_type)                                            \
	}

static const struct directory_case read_rows[] = {
	{ .because = "to write the property",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = NODE_SID,
			.proof_holds = "granted by ACE 0" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY,
						   NODE_SID, SPN) } },
				{ NODE_ACCOUNT } } } } },
	{ .because = "the validated write",
		THE_CHECK,
		IS(PASS, NODE_SID),
		.copy = { { "dc1", .object = { { CMS, .ace = { ACE(ACE_OBJECT_ALLOW,
							      RIGHT_SELF_WRITE, NODE_SID, SPN) } },
					   { NODE_ACCOUNT } } } } },
	{ .because = "the set that the property is in",
		THE_CHECK,
		IS(PASS, NODE_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY,
						   NODE_SID, PUBLIC_INFORMATION) } },
				{ NODE_ACCOUNT } } } } },
	{ .because = "through a group, as Exchange Servers have it",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = NODE_SID,
			.proof_holds =
				"Exchange Servers (" GROUP_SID ") [member of Exchange Servers]" },
		.copy = { { "dc1", .named = { NAMED(GROUP_SID, "Exchange Servers") },
			.object = { { CMS, .ace = { ACE(ACE_ALLOW, RIGHT_WRITE_PROPERTY, GROUP_SID,
						   NULL) } },
				{ NODE_ACCOUNT, .groups = { GROUP_SID },
					.member_of = { "Exchange Servers" } } } } } },
	{ .because = "no DACL: everybody may",
		THE_CHECK,
		IS(PASS, NODE_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "null_dacl" }, { NODE_ACCOUNT } } } } },
	{ .because = "nothing is granted",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = NODE_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "default_computer" },
					   { NODE_ACCOUNT } } } } },
	{ .because = "the cluster's own grant is not the node's",
		THE_CHECK,
		IS(FAIL, NODE_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "full_control" }, { NODE_ACCOUNT } } } } },
	{ .because = "another property",
		THE_CHECK,
		IS(FAIL, NODE_SID),
		.copy = { { "dc1",
			.object = { { CMS, .ace = { ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY,
						   NODE_SID, DNS_HOST_NAME) } },
				{ NODE_ACCOUNT } } } } },
	{ .because = "a deny before the grant, for both ways",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_FAIL,
			.subject_id = NODE_SID,
			.remedy_holds = "deny ACE",
			.proof_holds = "denied by ACE 0" },
		.copy = { { "dc1",
			.object = { { CMS, .ace = { ACE(ACE_OBJECT_DENY,
							    RIGHT_WRITE_PROPERTY | RIGHT_SELF_WRITE,
							    NODE_SID, SPN),
						   ACE(ACE_ALLOW, RIGHT_FULL_CONTROL, NODE_SID,
							   NULL) } },
				{ NODE_ACCOUNT } } } } },
	{ .because = "it may not own the object: that gives no right to write",
		THE_CHECK,
		IS(FAIL, NODE_SID),
		.copy = { { "dc1", .object = { { CMS, .owner = NODE_SID,
						       .ace = { ACE(ACE_ALLOW, RIGHT_READ_CONTROL,
							       NODE_SID, NULL) } },
					   { NODE_ACCOUNT } } } } },
};

static const struct directory_case unread_rows[] = {
	{ .because = "groups not read, and a group decides",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = NODE_SID,
			.remedy_holds = GRANT_COMMAND },
		.copy = { { "dc1", .object = { { CMS, .ace = { ACE(ACE_ALLOW, RIGHT_WRITE_PROPERTY,
							      GROUP_SID, NULL) } },
					   { NODE_ACCOUNT, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "groups not read, and nothing is granted",
		THE_CHECK,
		IS(FAIL, NODE_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "empty_dacl" },
					   { NODE_ACCOUNT, .groups_gap = ERROR_DENIED } } } } },
	{ .because = "no account of the node",
		THE_CHECK,
		IS(UNKNOWN, "DRNODE1"),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" } } } } },
	{ .because = "no SID of it",
		THE_CHECK,
		IS(UNKNOWN, "DRNODE1"),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" },
					   { .cn = "DRNODE1", .sam = "DRNODE1$" } } } } },
	{ .because = "a namesake",
		THE_CHECK,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = NODE_SID,
			.proof_holds = "drnode1.other.example.com" },
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "null_dacl" },
				{ NODE_ACCOUNT, .dns = "drnode1.other.example.com" } } } } },
	{ .because = "its name in another case",
		THE_CHECK,
		IS(PASS, NODE_SID),
		.copy = { { "dc1",
			.object = { { CMS, .descriptor = "null_dacl" },
				{ NODE_ACCOUNT, .dns = "DRNODE1.Corp.Example.Com" } } } } },
	{ .because = "no CMS",
		THE_CHECK,
		IS(UNKNOWN, NODE_SID),
		.copy = { { "dc1", .object = { { NODE_ACCOUNT } } } } },
	{ .because = "no descriptor",
		THE_CHECK,
		IS(UNKNOWN, NODE_SID),
		.copy = { { "dc1", .object = { { CMS }, { NODE_ACCOUNT } } } } },
	{ .because = "the node was not asked for, as in older evidence",
		THE_CHECK,
		IS(UNKNOWN, "DRNODE1"),
		.copy = { { "dc1", .older = true, .unasked = "DRNODE1",
			.object = { { CMS, .descriptor = "null_dacl" } } } } },
	{ .because = "a gap",
		THE_CHECK,
		IS(UNKNOWN, "DRNODE1"),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT,
			.object = { { CMS, .descriptor = "null_dacl" }, { NODE_ACCOUNT } } } } },
	{ .because = "one server has the grant, the other has not",
		THE_CHECK,
		IS(FAIL, NODE_SID),
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" },
					   { NODE_ACCOUNT } } },
			{ "dc2", .object = { { CMS, .descriptor = "empty_dacl" },
					 { NODE_ACCOUNT } } } } },
	{ .because = "the plan names no nodes: nothing was checked",
		THE_CHECK,
		.no_nodes = true,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.subject_id = "DRCLU1",
			.remedy_holds = "standby_nodes" },
		.copy = { { "dc1", .object = { { CMS, .descriptor = "null_dacl" } } } } },
};

START_TEST(all_read)
{
	directory_case_check(&read_rows[_i]);
}
END_TEST

START_TEST(unread)
{
	directory_case_check(&unread_rows[_i]);
}
END_TEST

/* Each node of the plan has a finding of its own. */
START_TEST(a_finding_per_node)
{
	static const struct copy copy = { "dc1",
		.object = { { CMS, .ace = { ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY, NODE_SID,
					   SPN) } },
			{ NODE_ACCOUNT },
			{ .cn = "DRCLU1",
				.sam = "DRCLU1$",
				.sid = CNO_SID,
				.primary_group = "515" } } };
	struct arena *arena = arena_new();
	struct directory_visit visit = visit_of(arena, &copy);
	/* As good a name for a node as any. */
	struct name nodes[] = { { "DRNODE1", "drnode1.corp.example.com" },
		{ "DRCLU1", "drclu1.corp.example.com" } };
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "X", "x.corp.example.com" },
		.standby_nodes = nodes,
		.standby_node_count = 2 };
	const struct plan plan = {
		.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
	};
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	struct findings findings = { .arena = arena };
	const struct examination examination = { &check_ad_node_spn_write, &plan, &recovery,
		&evidence, &findings, NULL, NULL, arena, 0 };
	check_ad_node_spn_write.run(&examination);
	ck_assert_uint_eq(findings.count, 2);
	ck_assert_int_eq(findings.finding[0].outcome, OUTCOME_PASS);
	ck_assert_str_eq(findings.finding[0].subject, "DRNODE1");
	ck_assert_int_eq(findings.finding[1].outcome, OUTCOME_FAIL);
	ck_assert_str_eq(findings.finding[1].subject_sid, CNO_SID);
	arena_free(arena);
}
END_TEST

START_TEST(advises)
{
	ck_assert_str_eq(check_ad_node_spn_write.id, "ad.node-spn-write");
	ck_assert(check_ad_node_spn_write.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.node-spn-write");
	TCase *tcase = tcase_create("ad.node-spn-write");
	tcase_add_loop_test(tcase, all_read, 0, COUNT_OF(read_rows));
	tcase_add_loop_test(tcase, unread, 0, COUNT_OF(unread_rows));
	tcase_add_test(tcase, a_finding_per_node);
	tcase_add_test(tcase, advises);
	suite_add_tcase(suite, tcase);
	return suite;
}
