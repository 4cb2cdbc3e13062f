/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.stray-records */
#include "tests/test.h"

#include "clusterchk/zone/zone_answer.h"
#include "tests/clusterchk/places_case.h"

static const struct forest one_site = { .site = { "Main" },
	.dc = { { .host = "dc1." DOMAIN, .site = "Main" } } };
static const struct forest both_kinds = { .site = { "Main", "DR" },
	.subnet = { { "192.0.2.0/27", "Main" }, { "203.0.113.0/24", "DR" },
		{ "2001:db8:1::/48", "Main" }, { "2001:db8:2::/48", "DR" } },
	DCS };
static const struct forest hidden = { .gap = ERROR_DENIED };

static const struct row stray_rows[] = {
	{ .because = "one address, where source nodes stand",
		EXPECT(PASS, .subject_id = NAME, .proof_holds = "Main"),
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "where standby nodes stand, after a failover",
		EXPECT(PASS, .proof_holds = "DR"),
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, "203.0.113.7")), NO_IN6) } },
	{ .because = "two addresses",
		EXPECT(WARN, .remedy_holds = "/RecordDelete"),
		.dns = { ANSWERS("ns1", SAYS(A_OF(NAME, 300), RECORD(NAME, "A", 300, "192.0.2.11")),
			NO_IN6) } },
	{ .because = "an address of IPv6 beside it, and there are no subnets of IPv6",
		EXPECT(PASS, .proof_holds = "no site has a subnet of IPv6"),
		.dns = { BOTH_KINDS(HERE6) } },
	{ .because = "in the same site",
		EXPECT(PASS, .proof_holds = HERE6 " is in the site Main"),
		.forest = &both_kinds,
		.dns = { BOTH_KINDS(HERE6) } },
	{ .because = "in the other site of nodes",
		EXPECT(WARN, .proof_holds = "(AAAA) in DR"),
		.forest = &both_kinds,
		.dns = { BOTH_KINDS("2001:db8:2::1") } },
	{ .because = "in no subnet, while there are some of IPv6",
		EXPECT(WARN, .proof_holds = "2001:db8:9::1 is in no subnet"),
		.forest = &both_kinds,
		.dns = { BOTH_KINDS("2001:db8:9::1") } },
	{ .because = "in no subnet, but where a node has an address of IPv6",
		EXPECT(PASS, .proof_holds = "in the network of DRNODE1"),
		.forest = &both_kinds,
		.standby = "2001:db8:9::5",
		.source = "192.0.2.5",
		.dns = { BOTH_KINDS("2001:db8:9::1") } },
	{ .because = "two of IPv6",
		EXPECT(WARN, .proof_holds = "2 IPv6 addresses"),
		.forest = &both_kinds,
		.dns = { ANSWERS("ns1", SAYS(A_OF(NAME, 300)),
			{ IN6, .record = { RECORD(NAME, "AAAA", 300, HERE6),
				       RECORD(NAME, "AAAA", 300, "2001:db8:1::2") } }) } },
	{ .because = "of IPv6 alone",
		IS(PASS),
		.forest = &both_kinds,
		.dns = { ANSWERS("ns1", { IN4 },
			{ IN6, .record = { RECORD(NAME, "AAAA", 300, HERE6) } }) } },
	{ .because = "tunnels of the same machine",
		EXPECT(PASS, .proof_holds = "address of a tunnel"),
		.forest = &both_kinds,
		.dns = { BOTH_KINDS("2002:c000:207::1") } },
	{ .because = "a link-local address is of no use to a client",
		EXPECT(WARN, .proof_holds = "fe80::1 can be used only on"),
		.dns = { BOTH_KINDS("fe80::1") } },
	{ .because = "an alias",
		EXPECT(WARN, .proof_holds = ALIAS),
		.dns = { ANSWERS("ns1", SAYS(TO(NAME, 300, ALIAS), A_OF(ALIAS, 300)), NO_IN6) } },
	{ .because = "in a site of neither",
		EXPECT(WARN, .proof_holds = "Shop"),
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, THERE)), NO_IN6) } },
	{ .because = "in no subnet",
		EXPECT(WARN, .proof_holds = "192.0.2.200"),
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, "192.0.2.200")), NO_IN6) } },
	{ .because = "a node's own address",
		EXPECT(WARN, .proof_holds = "DRNODE1"),
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, "203.0.113.5")), NO_IN6) } },
	{ .because = "in no subnet, and neither is a node",
		EXPECT(UNKNOWN, .proof_holds = "192.0.2.201"),
		.source = "192.0.2.201",
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, "192.0.2.200")), NO_IN6) } },
	{ .because = "in a site of its own, and a node's address is not known",
		EXPECT(UNKNOWN, .proof_holds = "DRNODE1"),
		.standby = "",
		.dns = { ANSWERS("ns1", SAYS(RECORD(NAME, "A", 300, THERE)), NO_IN6) } },
	{ .because = "one site alone, without subnets: every address lies in it",
		IS(PASS),
		.forest = &one_site,
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "the sites could not be read",
		EXPECT(UNKNOWN, .proof_holds = "not to be read"),
		.forest = &hidden,
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "two addresses need no sites to be two",
		IS(WARN),
		.forest = &hidden,
		.dns = { ANSWERS("ns1", SAYS(A_OF(NAME, 300), RECORD(NAME, "A", 300, "192.0.2.11")),
			NO_IN6) } },
	{ .because = "two servers with an address each are dns.record's matter",
		IS(PASS),
		.dns = { ANSWERS("ns1", USUAL),
			ANSWERS("ns2", SAYS(RECORD(NAME, "A", 300, "192.0.2.11")), NO_IN6) } },
	{ .because = "one is silent",
		EXPECT(UNKNOWN, .proof_holds = "ns2"),
		.dns = { ANSWERS("ns1", USUAL), { "ns2", .gap = ERROR_TIMEOUT } } },
	{ .because = "no record",
		IS(UNKNOWN),
		.dns = { ANSWERS("ns1", { IN4, .rcode = 3 }, { IN6, .rcode = 3 }) } },
	{ .because = "from a cache",
		IS(UNKNOWN),
		.dns = { ANSWERS("ns1", { IN4, .lame = true, .record = { A_OF(NAME, 300) } },
			{ IN6, .lame = true }) } },
	{ .because = "the plan names another server, which was not asked",
		EXPECT(UNKNOWN, .proof_holds = "ns9"),
		.plan = "ns9",
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "the plan names that server, in another case",
		IS(PASS),
		.plan = "NS1",
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "not all name servers are known",
		EXPECT(UNKNOWN, .proof_holds = "not to be found"),
		.source_gap = ERROR_MALFORMED,
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "nobody was asked", IS(UNKNOWN), .dns = { { .server = NULL } } },
};

START_TEST(stray)
{
	places_check(&check_dns_stray_records, &stray_rows[_i]);
}
END_TEST

/* A server may give thousands, each of which would be held against every node's. */
START_TEST(many_records)
{
	for (size_t count = ZONE_ANSWER_RECORDS; count <= ZONE_ANSWER_RECORDS + 1; count++) {
		struct arena *arena = arena_new();
		struct dns_record record[ZONE_ANSWER_RECORDS + 1];
		for (size_t i = 0; i < count; i++)
			record[i] = (struct dns_record)RECORD(
				NAME, "A", 60, arena_format(arena, "192.0.2.%zu", i));
		struct dns_answer answer[] = {
			{ .name = NAME,
				IN4,
				.authoritative = true,
				.record = record,
				.count = count },
			{ .name = NAME, IN6, .authoritative = true },
		};
		struct dns_visit visit = { .server = "ns1", .answer = answer, .count = 2 };
		const struct dns_evidence dns = { .visit = &visit, .count = 1 };
		const struct zone_answer *said = zone_answers_of(arena, &dns, NAME);
		ck_assert((said->unreadable != NULL) == (count > ZONE_ANSWER_RECORDS));
		ck_assert_uint_eq(said->count, ZONE_ANSWER_RECORDS);
		arena_free(arena);
	}
}
END_TEST

START_TEST(it_advises)
{
	ck_assert(check_dns_stray_records.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns.stray-records");
	TCase *tcase = tcase_create("dns.stray-records");
	tcase_add_loop_test(tcase, stray, 0, COUNT_OF(stray_rows));
	tcase_add_test(tcase, many_records);
	tcase_add_test(tcase, it_advises);
	suite_add_tcase(suite, tcase);
	return suite;
}
