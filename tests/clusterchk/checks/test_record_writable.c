/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.record-writable */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/clusterchk/zone/zone_case.h"

#define CLASS_NODE "e0fa1e8c-9b45-11d0-afdd-00c04fd930c9"
#define DNS_RECORD "e0fa1e69-9b45-11d0-afdd-00c04fd930c9"
#define ANOTHER    "e0fa1e65-9b45-11d0-afdd-00c04fd930c9"
#define EVERYBODY  "S-1-1-0"
#define NODE_DN    "DC=excms01,DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION
#define ZONE_DN    "DC=" DOMAIN ",CN=MicrosoftDNS," PARTITION

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define ACE(type, mask, sid, object_type)                                                          \
	{                                                                                          \
		(type), 0, (mask), (sid), (object_type)                                            \
	}
#define ALLOW(sid)   ACE(ACE_ALLOW, RIGHT_WRITE_PROPERTY, sid, NULL)
#define DENY(sid)    ACE(ACE_DENY, RIGHT_WRITE_PROPERTY, sid, NULL)
#define CREATE(sid)  ACE(ACE_ALLOW, RIGHT_CREATE_CHILD, sid, NULL)
#define ON_NODE(...) .held = { { .node_access = { .ace = { __VA_ARGS__ } } } }
#define ON_ZONE(...) .held = { { .host = "", .zone_access = { .ace = { __VA_ARGS__ } } } }
#define NO_SUCH_NAME .dns = { { "ns1", .said = { { IN4, .rcode = 3 }, { IN6, .rcode = 3 } } } }
#define KNOWN_NAME   .dns = { { "ns1", .said = { { IN4, .record = { A_OF(NAME, 300) } }, { IN6 } } } }

static const struct zone_row right_rows[] = {
	{ .because = "both may",
		EXPECT(PASS, .subject_id = CMS_SID, .proof_lacks = "should do"),
		ON_NODE(ALLOW(CMS_SID), ALLOW(CNO_SID)) },
	{ .because = "only the CMS's account",
		EXPECT(PASS, .proof_holds = "both clusters"),
		ON_NODE(ALLOW(CMS_SID)) },
	{ .because = "only the cluster's account",
		EXPECT(WARN,
			.remedy_holds = "dsacls \"" NODE_DN "\" /G \"EXCMS01$@" DOMAIN ":GA\""),
		ON_NODE(ALLOW(CNO_SID)) },
	{ .because = "neither",
		EXPECT(WARN, .remedy_holds = "/RecordDelete " DOMAIN " excms01 A"),
		ON_NODE(ALLOW(OTHER_SID)) },
	{ .because = "everybody by an ACE",
		EXPECT(PASS, .proof_lacks = "should do"),
		ON_NODE(ALLOW(EVERYBODY)) },
	{ .because = "the right on the attribute is enough",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		ON_NODE(ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY, CMS_SID, DNS_RECORD)) },
	{ .because = "the right on the class is enough",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		ON_NODE(ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY, CMS_SID, CLASS_NODE)) },
	{ .because = "a right on another attribute is not enough",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_NODE(ACE(ACE_OBJECT_ALLOW, RIGHT_WRITE_PROPERTY, CMS_SID, ANOTHER)) },
	{ .because = "generic rights count",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		ON_NODE(ACE(ACE_ALLOW, 0x40000000, CMS_SID, NULL)) },
	{ .because = "the right to read does not count",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_NODE(ACE(ACE_ALLOW, RIGHT_READ_PROPERTY, CMS_SID, NULL)) },
	{ .because = "the right to create does not count",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_NODE(CREATE(CMS_SID)) },
	{ .because = "an inherit-only ACE does not count",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_NODE({ ACE_ALLOW, ACE_INHERIT_ONLY, RIGHT_WRITE_PROPERTY, CMS_SID, NULL }) },
	{ .because = "a deny before the grant",
		EXPECT(WARN, .proof_holds = "denied by ACE 0"),
		ON_NODE(DENY(CMS_SID), ALLOW(CMS_SID), ALLOW(CNO_SID)) },
	{ .because = "a deny after the grant",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		ON_NODE(ALLOW(CMS_SID), DENY(CMS_SID), ALLOW(CNO_SID)) },
	{ .because = "a deny for the attribute alone",
		EXPECT(WARN, .proof_holds = "denied by ACE 0"),
		ON_NODE(ACE(ACE_OBJECT_DENY, RIGHT_WRITE_PROPERTY, CMS_SID, DNS_RECORD),
			ALLOW(CMS_SID)) },
	{ .because = "PRINCIPAL SELF matches nobody: a record has no SID",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_NODE(ALLOW("S-1-5-10")) },
	{ .because = "a deny for PRINCIPAL SELF does not count",
		EXPECT(PASS, .proof_holds = "granted by ACE 1"),
		ON_NODE(DENY("S-1-5-10"), ALLOW(CMS_SID)) },
	{ .because = "a condition on the only grant",
		EXPECT(UNKNOWN, .proof_holds = "may count or not:\n- ACE 0"),
		ON_NODE(ACE(ACE_CALLBACK_ALLOW, RIGHT_WRITE_PROPERTY, CMS_SID, NULL)) },
	{ .because = "a condition on the cluster's grant does not matter",
		EXPECT(PASS, .proof_holds = "both clusters"),
		ON_NODE(ALLOW(CMS_SID),
			ACE(ACE_CALLBACK_ALLOW, RIGHT_WRITE_PROPERTY, CNO_SID, NULL)) },
	{ .because = "a deny for NETWORK may count or not",
		EXPECT(UNKNOWN, .proof_holds = "in doubt because of ACE 0"),
		ON_NODE(DENY("S-1-5-2"), ALLOW(CMS_SID)) },
	{ .because = "the owner may change the permissions, and that is another right",
		EXPECT(WARN, .proof_holds = "EXCMS01$ may change the permissions"),
		.held = { { .node_access = { .owner = CMS_SID, .ace = { ALLOW(OTHER_SID) } } } } },
	{ .because = "the owner with a grant",
		EXPECT(PASS, .proof_lacks = "may change the permissions"),
		.held = { { .node_access = { .owner = CMS_SID, .ace = { ALLOW(CMS_SID) } } } } },
	{ .because = "a NULL DACL",
		EXPECT(WARN, .proof_holds = "NULL DACL"),
		.held = { { .node_access = { .descriptor = "null_dacl" } } } },
	{ .because = "a descriptor without a DACL",
		EXPECT(UNKNOWN, .proof_holds = "without a DACL"),
		.held = { { .node_access = { .descriptor = "absent_dacl" } } } },
	{ .because = "no descriptor",
		EXPECT(UNKNOWN, .remedy_holds = "dsacls \"" NODE_DN "\" /G \"ACCOUNT:RC\""),
		.held = { { .node_access = { 0 } } } },
	{ .because = "two descriptors",
		EXPECT(UNKNOWN, .remedy_holds = "dsacls"),
		.held = { { .node_access = { .two_descriptors = true,
				    .ace = { ALLOW(CMS_SID) } } } } },
};

static const struct zone_row account_rows[] = {
	{ .because = "a grant through a group",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED), .groups = { GROUP_SID } },
					   { CNO_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(GROUP_SID)) },
	{ .because = "the CMS's groups are not known, and a group's grant may be its own",
		EXPECT(UNKNOWN, .proof_holds = "The groups of EXCMS01$ could not be read"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED), .groups_missing = true },
					   { CNO_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(GROUP_SID)) },
	{ .because = "unknown groups do not matter after a grant to the account",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED), .groups_missing = true },
					   { CNO_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(CMS_SID), DENY(GROUP_SID)) },
	{ .because = "no CMS",
		EXPECT(UNKNOWN, .proof_holds = "EXCMS01$ was not found"),
		.copy = { { "dc1", .object = { { CNO_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(CMS_SID)) },
	{ .because = "no cluster",
		EXPECT(UNKNOWN, .proof_holds = "DRCLU1$ was not found"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(CMS_SID)) },
	{ .because = "a cluster of that name elsewhere",
		EXPECT(UNKNOWN, .proof_holds = "drclu1.example.net"),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED) },
				{ CNO_ACCOUNT(ENABLED), .dns = "drclu1.example.net" } } } },
		ON_NODE(ALLOW(CMS_SID)) },
	{ .because = "the cluster was not asked about",
		EXPECT(UNKNOWN, .proof_holds = "does not cover"),
		.copy = { { "dc1", .unasked = "DRCLU1", .object = { { CMS_ACCOUNT(ENABLED) } } } },
		ON_NODE(ALLOW(CMS_SID)) },
	{ .because = "one copy grants, one does not",
		EXPECT(WARN, .proof_holds = "On dc2: "),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) },
					   { CNO_ACCOUNT(ENABLED) } } },
			{ "dc2", .object = { { CMS_ACCOUNT(ENABLED) },
					 { CNO_ACCOUNT(ENABLED) } } } },
		.held = { { .node_access = { .ace = { ALLOW(CMS_SID) } } },
			{ .node_access = { .ace = { ALLOW(OTHER_SID) } } } } },
	{ .because = "one server holds no copy of the zone",
		EXPECT(PASS, .proof_holds = "dc2 does: see there"),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) },
					   { CNO_ACCOUNT(ENABLED) } } },
			{ "dc2", .object = { { CMS_ACCOUNT(ENABLED) },
					 { CNO_ACCOUNT(ENABLED) } } } },
		.held = { { .zone = "" },
			{ .node_access = { .ace = { ALLOW(CMS_SID), ALLOW(CNO_SID) } } } } },
};

static const struct zone_row absent_rows[] = {
	{ .because = "Authenticated Users may create",
		EXPECT(PASS, .proof_holds = "create a record (dnsNode)"),
		ON_ZONE(CREATE("S-1-5-11")),
		NO_SUCH_NAME },
	{ .because = "the right for this class is enough",
		EXPECT(PASS, .proof_holds = "granted by ACE 0"),
		ON_ZONE(ACE(ACE_OBJECT_ALLOW, RIGHT_CREATE_CHILD, CMS_SID, CLASS_NODE)),
		NO_SUCH_NAME },
	{ .because = "the right for another class is not enough",
		EXPECT(WARN, .remedy_holds = "dsacls \"" ZONE_DN "\""),
		ON_ZONE(ACE(ACE_OBJECT_ALLOW, RIGHT_CREATE_CHILD, CMS_SID, ANOTHER)),
		NO_SUCH_NAME },
	{ .because = "only the cluster may create",
		EXPECT(WARN, .remedy_holds = ":CC;dnsNode"),
		ON_ZONE(CREATE(CNO_SID)),
		NO_SUCH_NAME },
	{ .because = "the right to write the zone is not the right to create",
		EXPECT(WARN, .proof_holds = "not granted"),
		ON_ZONE(ALLOW(CMS_SID)),
		NO_SUCH_NAME },
	{ .because = "DNS has an address: the record may be hidden",
		EXPECT(UNKNOWN, .proof_holds = "DNS has an address"),
		ON_ZONE(CREATE("S-1-5-11")),
		KNOWN_NAME },
	{ .because = "one DNS server serves another zone: the others confirm it",
		EXPECT(WARN, .proof_lacks = "DNS did not confirm"),
		ON_ZONE(CREATE("S-1-5-20")),
		.dns = { { "ns1", .said = { { IN4, .rcode = 3 }, { IN6, .rcode = 3 } } },
			{ "ns2", .said = { { IN4, .name = FAR }, { IN6, .name = FAR } } } } },
	{ .because = "a DNS server that the plan names did not confirm it",
		EXPECT(UNKNOWN, .proof_holds = "DNS did not confirm"),
		ON_ZONE(CREATE("S-1-5-11")),
		.plan = "ns9",
		NO_SUCH_NAME },
	{ .because = "DNS was not asked: the record may be hidden",
		EXPECT(UNKNOWN, .proof_holds = "DNS did not confirm"),
		ON_ZONE(CREATE("S-1-5-11")) },
	{ .because = "the zone's descriptor was not delivered",
		EXPECT(UNKNOWN, .remedy_holds = "dsacls \"" ZONE_DN "\""),
		.held = { { .host = "" } },
		NO_SUCH_NAME },
	{ .because = "a tombstone is left: it is not known which permissions count",
		EXPECT(UNKNOWN, .proof_holds = "dNSTombstoned"),
		.held = { { .is_tombstoned = true,
			.zone_access = { .ace = { CREATE("S-1-5-11") } } } },
		NO_SUCH_NAME },
	{ .because = "a tombstone, and nobody may create",
		EXPECT(WARN, .proof_holds = "dNSTombstoned"),
		.held = { { .is_tombstoned = true, .zone_access = { .ace = { ALLOW(CMS_SID) } } } },
		NO_SUCH_NAME },
	{ .because = "no zone",
		EXPECT(UNKNOWN, .remedy_holds = "not integrated"),
		.held = { { .zone = "" } },
		NO_SUCH_NAME },
	{ .because = "older evidence",
		EXPECT(UNKNOWN, .remedy_holds = "Collect evidence"),
		.held = { { .older = true } } },
	{ .because = "the zone could not be read",
		EXPECT(UNKNOWN, .proof_holds = "hidden"),
		.held = { { .zone = "", .gap = ERROR_DENIED } } },
	{ .because = "what is granted, while another zone could not be read",
		EXPECT(UNKNOWN, .proof_holds = "hidden"),
		.held = { { .other_gap = ERROR_DENIED,
			.node_access = { .ace = { ALLOW(CMS_SID) } } } } },
};

START_TEST(rights_on_the_record)
{
	zone_row_check(&check_dns_record_writable, &right_rows[_i]);
}
END_TEST

START_TEST(accounts_and_copies)
{
	zone_row_check(&check_dns_record_writable, &account_rows[_i]);
}
END_TEST

START_TEST(rights_without_a_record)
{
	zone_row_check(&check_dns_record_writable, &absent_rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *all = suite_create("checks_record");
	TCase *cases = tcase_create("dns.record-writable");
	tcase_add_loop_test(cases, rights_on_the_record, 0, COUNT_OF(right_rows));
	tcase_add_loop_test(cases, accounts_and_copies, 0, COUNT_OF(account_rows));
	tcase_add_loop_test(cases, rights_without_a_record, 0, COUNT_OF(absent_rows));
	suite_add_tcase(all, cases);
	return all;
}
