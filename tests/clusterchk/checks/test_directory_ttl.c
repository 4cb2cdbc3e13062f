/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.directory-ttl */
#include "tests/test.h"

#include "checks.h"
#include "tests/clusterchk/zone/zone_case.h"

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define HERE_FOR(seconds)   .value = { { ZONE_TYPE_A, (seconds), HERE, false } }
#define NO_IN6                                                                                     \
	{                                                                                          \
		IN6                                                                                \
	}
#define SAYS_A(seconds)                                                                            \
	{                                                                                          \
		IN4, .record = { A_OF(NAME, seconds) }                                             \
	}
#define ANSWERS(server, ...)                                                                       \
	{                                                                                          \
		server, .said = { __VA_ARGS__ }                                                    \
	}
#define ONE_DNS(...) .dns = { ANSWERS("ns1", __VA_ARGS__) }
#define USUAL_DNS    ONE_DNS(SAYS_A(300), NO_IN6)
#define ACCOUNTS     .object = { { CMS_ACCOUNT(ENABLED) }, { CNO_ACCOUNT(ENABLED) } }
#define TWO_COPIES   .copy = { { "dc1", ACCOUNTS }, { "dc2", ACCOUNTS } }
#define NO_SUCH_NAME                                                                               \
	{ IN4, .rcode = 3 },                                                                       \
	{                                                                                          \
		IN6, .rcode = 3                                                                    \
	}

static const struct zone_row rows[] = {
	{ .because = "the same address and TTL",
		EXPECT(PASS, .subject_id = "EXCMS01", .proof_holds = "A 192.0.2.10, 300 s"),
		.held = { { HERE_FOR(300) } },
		USUAL_DNS },
	{ .because = "another TTL, though below the limit",
		EXPECT(WARN, .proof_holds = "A 192.0.2.10, 299 s", .remedy_holds = PARTITION),
		.held = { { HERE_FOR(299) } },
		USUAL_DNS },
	{ .because = "another address",
		EXPECT(WARN, .proof_holds = THERE),
		.held = { { .value = { { ZONE_TYPE_A, 300, THERE, false } } } },
		USUAL_DNS },
	{ .because = "the same everywhere, but above the limit",
		EXPECT(WARN, .remedy_holds = "HostRecordTTL", .remedy_lacks = "repadmin"),
		.held = { { HERE_FOR(301) } },
		ONE_DNS(SAYS_A(301), NO_IN6) },
	{ .because = "one address more in the directory",
		IS(WARN, NULL),
		.held = { { .value = { { ZONE_TYPE_A, 300, HERE, false },
				    { ZONE_TYPE_A, 300, THERE, false } } } },
		USUAL_DNS },
	{ .because = "one address more in DNS",
		IS(WARN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS({ IN4, .record = { A_OF(NAME, 300), RECORD(NAME, "A", 300, THERE) } },
			NO_IN6) },
	{ .because = "an IPv6 address only in DNS",
		IS(WARN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS(SAYS_A(300), { IN6, .record = { AAAA_OF(NAME, 300) } }) },
	{ .because = "both kinds of address",
		IS(PASS, NULL),
		.held = { { .value = { { ZONE_TYPE_A, 300, HERE, false },
				    { ZONE_TYPE_AAAA, 60, SIX, false } } } },
		ONE_DNS(SAYS_A(300), { IN6, .record = { AAAA_OF(NAME, 60) } }) },
	{ .because = "a server may make different TTLs of one type equal",
		IS(PASS, NULL),
		.held = { { .value = { { ZONE_TYPE_A, 300, HERE, false },
				    { ZONE_TYPE_A, 60, THERE, false } } } },
		ONE_DNS({ IN4, .record = { A_OF(NAME, 60), RECORD(NAME, "A", 60, THERE) } },
			NO_IN6) },
	{ .because = "an alias: its target is not compared",
		EXPECT(PASS, .proof_holds = "CNAME Mail-Cluster." DOMAIN),
		.held = { { .value = { { ZONE_TYPE_CNAME, 60, "Mail-Cluster." DOMAIN, false } } } },
		ONE_DNS({ IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 1200) } },
			{ IN6, .record = { TO(NAME, 60, ALIAS) } }) },
	{ .because = "an alias with another target",
		IS(WARN, NULL),
		.held = { { .value = { { ZONE_TYPE_CNAME, 60, FAR, false } } } },
		ONE_DNS({ IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60) } },
			{ IN6, .record = { TO(NAME, 60, ALIAS) } }) },
	{ .because = "other records beside it do not count",
		IS(PASS, NULL),
		.held = { { .value = { { 16, 9999, "text", false },
				    { ZONE_TYPE_A, 300, HERE, false } } } },
		USUAL_DNS },
	{ .because = "only records of another type, and DNS has no address",
		IS(UNKNOWN, NULL),
		.held = { { .value = { { 16, 60, "text", false } } } },
		ONE_DNS({ IN4 }, NO_IN6) },
	{ .because = "only records of another type, but DNS has an address",
		IS(WARN, NULL),
		.held = { { .value = { { 16, 60, "text", false } } } },
		USUAL_DNS },
	{ .because = "a truncated value",
		IS(UNKNOWN, NULL),
		.held = { { .value = { { ZONE_TYPE_A, 300, HERE, true } } } },
		USUAL_DNS },
	{ .because = "a truncated value beside a good one",
		IS(UNKNOWN, NULL),
		.held = { { .value = { { ZONE_TYPE_A, 300, HERE, false },
				    { ZONE_TYPE_A, 300, THERE, true } } } },
		USUAL_DNS },
	{ .because = "no node, and NXDOMAIN",
		EXPECT(UNKNOWN, .remedy_holds = "dns.record"),
		.held = { { .host = "" } },
		ONE_DNS(NO_SUCH_NAME) },
	{ .because = "no node is shown, but DNS has an address: it may be hidden",
		EXPECT(UNKNOWN, .remedy_lacks = "repadmin"),
		.held = { { .host = "" } },
		USUAL_DNS },
	{ .because = "no node here, one there: the copy lags",
		EXPECT(WARN, .remedy_holds = "dc2"),
		TWO_COPIES,
		.held = { { HERE_FOR(300) }, { .host = "" } },
		USUAL_DNS },
	{ .because = "a tombstone, but DNS has an address",
		IS(WARN, NULL),
		.held = { { HERE_FOR(300), .is_tombstoned = true } },
		USUAL_DNS },
	{ .because = "a tombstone's values do not count",
		EXPECT(UNKNOWN, .proof_holds = "dNSTombstoned"),
		.held = { { HERE_FOR(300), .is_tombstoned = true } },
		ONE_DNS(NO_SUCH_NAME) },
	{ .because = "the second copy lags",
		EXPECT(WARN, .remedy_holds = "syncall dc2 \"" PARTITION "\"",
			.proof_holds = "On dc2: "),
		TWO_COPIES,
		.held = { { HERE_FOR(300) }, { HERE_FOR(1200) } },
		USUAL_DNS },
	{ .because = "both copies are right, and one DNS server is not",
		EXPECT(WARN, .proof_holds = "ns2 answers: A 198.51.100.10"),
		TWO_COPIES,
		.held = { { HERE_FOR(300) }, { HERE_FOR(300) } },
		.dns = { ANSWERS("ns1", SAYS_A(300), NO_IN6),
			ANSWERS("ns2", { IN4, .record = { RECORD(NAME, "A", 300, THERE) } },
				NO_IN6) } },
	{ .because = "one server holds no copy of the zone",
		EXPECT(PASS, .proof_holds = "dc1 does"),
		TWO_COPIES,
		.held = { { HERE_FOR(300) }, { .zone = "", .gap = ERROR_ABSENT } },
		USUAL_DNS },
	{ .because = "the first server holds no copy, and the other one's lags",
		EXPECT(WARN, .remedy_holds = "dc2"),
		TWO_COPIES,
		.held = { { .zone = "" }, { HERE_FOR(60) } },
		USUAL_DNS },
	{ .because = "one server's zones could not be read",
		EXPECT(UNKNOWN, .proof_holds = "hidden"),
		TWO_COPIES,
		.held = { { HERE_FOR(300) }, { .zone = "", .gap = ERROR_DENIED } },
		USUAL_DNS },
	{ .because = "the zone is not in the directory",
		EXPECT(UNKNOWN, .remedy_holds = "not integrated"),
		.held = { { .zone = "" } },
		USUAL_DNS },
	{ .because = "another part could not be read, and an inner zone may be in it",
		EXPECT(UNKNOWN, .proof_holds = "hidden"),
		.held = { { HERE_FOR(300), .other_gap = ERROR_DENIED } },
		USUAL_DNS },
	{ .because = "a difference still counts",
		IS(WARN, NULL),
		.held = { { HERE_FOR(60), .other_gap = ERROR_DENIED } },
		USUAL_DNS },
	{ .because = "the zone exists twice",
		EXPECT(UNKNOWN, .remedy_holds = "4515"),
		.held = { { HERE_FOR(300), .is_twice = true } },
		USUAL_DNS },
	{ .because = "older evidence",
		IS(UNKNOWN, NULL),
		.held = { { .older = true } },
		USUAL_DNS },
	{ .because = "no DNS server was asked", IS(UNKNOWN, NULL), .held = { { HERE_FOR(300) } } },
	{ .because = "a DNS server for another zone of the plan does not count",
		EXPECT(PASS, .proof_holds = "1 DNS server"),
		.held = { { HERE_FOR(300) } },
		.dns = { ANSWERS("ns1", SAYS_A(300), NO_IN6),
			ANSWERS("ns2", { IN4, .name = FAR }, { IN6, .name = FAR }) } },
	{ .because = "only a DNS server for another zone",
		EXPECT(UNKNOWN, .proof_holds = "No DNS server was asked"),
		.held = { { HERE_FOR(300) } },
		ONE_DNS({ IN4, .name = FAR }, { IN6, .name = FAR }) },
	{ .because = "the plan names another DNS server that was not asked",
		EXPECT(UNKNOWN, .proof_holds = "ns9"),
		.held = { { HERE_FOR(300) } },
		.plan = "ns9",
		USUAL_DNS },
	{ .because = "a DNS server does not answer",
		EXPECT(UNKNOWN, .proof_holds = "did not answer"),
		.held = { { HERE_FOR(300) } },
		.dns = { ANSWERS("ns1", SAYS_A(300), NO_IN6), { "ns2", .gap = ERROR_TIMEOUT } } },
	{ .because = "an answer without AA shows the remaining TTL",
		IS(UNKNOWN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS({ IN4, .lame = true, .record = { A_OF(NAME, 17) } },
			{ IN6, .lame = true }) },
	{ .because = "a truncated answer",
		IS(UNKNOWN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS({ IN4, .cut = true, .record = { A_OF(NAME, 300) } }, NO_IN6) },
	{ .because = "a refusal",
		IS(UNKNOWN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS({ IN4, .rcode = 5 }, { IN6, .rcode = 5 }) },
	{ .because = "IPv6 was not asked for",
		IS(UNKNOWN, NULL),
		.held = { { HERE_FOR(300) } },
		ONE_DNS(SAYS_A(300)) },
	{ .because = "a server that was not asked about the CMS",
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .unasked = "EXCMS01", ACCOUNTS } },
		.held = { { HERE_FOR(300) } },
		USUAL_DNS },
	{ .because = "a server that could not be read",
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT } },
		USUAL_DNS },
};

START_TEST(copies_are_held_against_dns)
{
	zone_row_check(&check_dns_directory_ttl, &rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *all = suite_create("checks_zone");
	TCase *cases = tcase_create("dns.directory-ttl");
	tcase_add_loop_test(cases, copies_are_held_against_dns, 0, COUNT_OF(rows));
	suite_add_tcase(all, cases);
	return all;
}
