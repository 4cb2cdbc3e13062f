/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.stray-records and dns.outage: what DNS says, held against the sites. */
#include "tests/test.h"

#include "checks.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/sites/site_link.h"
#include "ldapchk/sites/topology.h"
#include "tests/clusterchk/dns_case.h"
#include "tests/examine.h"
#include "tests/ldapchk/forest.h"

enum { MAX_SERVERS = 2 };

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define IS(result)          .expected = { .outcome = OUTCOME_##result }
#define SITES                                                                                      \
	.site = { "Main", "DR" }, .subnet = { { "192.0.2.0/27", "Main" },                          \
		{ "203.0.113.0/24", "DR" }, { "198.51.100.0/24", "Shop" } }
#define DCS                                                                                        \
	.dc = { { .host = "dc1." DOMAIN, .site = "Main" }, { .host = "dc2." DOMAIN, .site = "DR" } }
#define LINK(...) .link = { { .name = "MAIN-DR", .site = { "Main", "DR" }, __VA_ARGS__ } }

static const struct forest quarter = { SITES, DCS, LINK(.cost = "100", .minutes = "15") };
static const struct forest usual = { SITES, DCS, LINK(.cost = "100") };
static const struct forest notified = { SITES, DCS, LINK(.minutes = "180", .options = "1") };
static const struct forest other_option = { SITES, DCS, LINK(.minutes = "180", .options = "2") };
static const struct forest by_mail = { SITES, DCS, LINK(.minutes = "15", .transport = "SMTP") };
static const struct forest no_link = { SITES, DCS };
static const struct forest one_site = { .site = { "Main" },
	.dc = { { .host = "dc1." DOMAIN, .site = "Main" } } };
static const struct forest hidden = { .gap = ERROR_DENIED };

#define ANSWERS(server, ...)                                                                       \
	{                                                                                          \
		(server), .said = { __VA_ARGS__ }                                                  \
	}
#define SAYS(...)                                                                                  \
	{                                                                                          \
		IN4, .record = { __VA_ARGS__ }                                                     \
	}
#define NO_IN6                                                                                     \
	{                                                                                          \
		IN6                                                                                \
	}
#define USUAL SAYS(A_OF(NAME, 300)), NO_IN6
#define SOA_EVERY(seconds)                                                                         \
	{                                                                                          \
		.type = "SOA", .name = DOMAIN, .record = {                                         \
			RECORD(DOMAIN, "SOA", 3600, "ns1 hostmaster 7 " seconds " 600 86400 3600") \
		}                                                                                  \
	}

struct row {
	const char *because;
	struct expected expected;
	const struct forest *forest;  /* NULL: one quarter of an hour between both sites */
	const char *source, *standby; /* addresses of the nodes; NULL: in Main and DR; "": none */
	const char *plan;             /* a DNS server that it names */
	enum error_kind source_gap;
	bool filed, unread; /* the zone is not in the directory; it could not be looked for */
	struct {
		const char *server;
		struct answer_row said[MAX_ANSWERS];
		enum error_kind gap;
	} dns[MAX_SERVERS];
};

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
	{ .because = "an address of IPv6 beside it",
		EXPECT(WARN, .proof_holds = "AAAA"),
		.dns = { ANSWERS("ns1", SAYS(A_OF(NAME, 300)),
			{ IN6, .record = { AAAA_OF(NAME, 300) } }) } },
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

/* 300 s, 15 min, twice 45 s, 180 s: 24 min 30 s. 300 s, 45 s, 180 s: 8 min 45 s. */
static const struct row outage_rows[] = {
	{ .because = "within the standby site",
		EXPECT(PASS, .subject_id = NAME, .proof_holds = "45 s, within the site"),
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "across a link of a quarter of an hour",
		EXPECT(PASS, .proof_holds = "990 s, the site link MAIN-DR (every 15 min)"),
		.dns = { ANSWERS("dc1." DOMAIN, USUAL), ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "a link that does not say how often: three hours",
		EXPECT(WARN, .proof_holds = "10890 s", .remedy_holds = "repadmin"),
		.forest = &usual,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "a link across which changes are notified",
		EXPECT(PASS, .proof_holds = "105 s"),
		.forest = &notified,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "another option",
		IS(WARN),
		.forest = &other_option,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "a link by mail carries no domain",
		EXPECT(WARN, .proof_holds = "assumed"),
		.forest = &by_mail,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "no link is shown: three hours are assumed",
		EXPECT(WARN, .proof_holds = "assumed"),
		.forest = &no_link,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "a server in no site: three hours are assumed",
		EXPECT(WARN, .proof_holds = "its site is not known"),
		.dns = { ANSWERS("ns9.example.net", USUAL) } },
	{ .because = "the standby site is not known",
		EXPECT(WARN, .proof_holds = "standby site is not known"),
		.standby = "",
		.dns = { ANSWERS("dc1." DOMAIN, USUAL) } },
	{ .because = "a long TTL alone",
		EXPECT(WARN, .proof_holds = "86400"),
		.dns = { ANSWERS("dc2." DOMAIN, SAYS(A_OF(NAME, 86400)), NO_IN6) } },
	{ .because = "3,600 s in all are an hour",
		EXPECT(PASS, .proof_holds = "3375"),
		.dns = { ANSWERS("dc2." DOMAIN, SAYS(A_OF(NAME, 3375)), NO_IN6) } },
	{ .because = "one more is longer",
		IS(WARN),
		.dns = { ANSWERS("dc2." DOMAIN, SAYS(A_OF(NAME, 3376)), NO_IN6) } },
	{ .because = "an alias is let go of before its target is",
		EXPECT(PASS, .proof_holds = "60 s"),
		.dns = { ANSWERS(
			"dc2." DOMAIN, SAYS(TO(NAME, 60, ALIAS), A_OF(ALIAS, 86400)), NO_IN6) } },
	{ .because = "a zone in files: the refresh of its SOA",
		EXPECT(PASS, .proof_holds = "900 s"),
		.filed = true,
		.dns = { ANSWERS("ns1", USUAL, SOA_EVERY("900")) } },
	{ .because = "a zone in files that is fetched once a day",
		IS(WARN),
		.filed = true,
		.dns = { ANSWERS("ns1", USUAL, SOA_EVERY("86400")) } },
	{ .because = "a zone in files whose SOA is not told",
		IS(UNKNOWN),
		.filed = true,
		.dns = { ANSWERS("ns1", USUAL) } },
	{ .because = "nobody could look for the zone",
		IS(UNKNOWN),
		.unread = true,
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "the sites could not be read",
		IS(UNKNOWN),
		.forest = &hidden,
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "no TTL",
		IS(UNKNOWN),
		.dns = { ANSWERS("dc2." DOMAIN, { IN4, .rcode = 3 }, { IN6, .rcode = 3 }) } },
	{ .because = "what is left of a TTL is none",
		IS(UNKNOWN),
		.dns = { ANSWERS("dc2." DOMAIN, { IN4, .lame = true, .record = { A_OF(NAME, 3) } },
			{ IN6, .lame = true }) } },
	{ .because = "one is silent",
		EXPECT(UNKNOWN, .proof_holds = "ns2"),
		.dns = { ANSWERS("dc2." DOMAIN, USUAL),
			{ "ns2.example.net", .gap = ERROR_TIMEOUT } },
		.forest = &one_site },
	{ .because = "the plan names another server, which was not asked",
		EXPECT(UNKNOWN, .proof_holds = "ns9"),
		.plan = "ns9",
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "the plan names that server, in another case",
		IS(PASS),
		.plan = "DC2." DOMAIN,
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "not all name servers are known",
		EXPECT(UNKNOWN, .proof_holds = "not to be found"),
		.source_gap = ERROR_MALFORMED,
		.dns = { ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "nobody was asked", IS(UNKNOWN), .dns = { { .server = NULL } } },
};

/* Where the zone is kept. */
static void add_zone(struct arena *arena, struct directory_visit *visit, const struct row *row)
{
	static const enum part_kind kinds[] = { PART_ZONES_DOMAIN, PART_ZONES_FOREST,
		PART_ZONES_SYSTEM };
	struct directory_part *parts = arena_alloc(arena, (1 + COUNT_OF(kinds)) * sizeof *parts);
	parts[0] = visit->part[0];
	visit->part = parts;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		struct directory_part *part = &parts[visit->part_count++];
		*part = (struct directory_part){ .kind = part_kind_name(kinds[i]) };
		if (row->unread)
			part->gap = (struct gap){ ERROR_DENIED, "hidden" };
		else if (i == 0 && !row->filed)
			forest_put(arena,
				forest_entry(arena, part,
					"DC=" DOMAIN
					",CN=MicrosoftDNS,DC=DomainDnsZones," FOREST_DOMAIN,
					"dnsZone"),
				"name", DOMAIN);
	}
}

static void check_row(const struct check *check, const struct row *row)
{
	struct arena *arena = arena_new();
	struct name nodes[] = { { "NODE1", "node1." DOMAIN }, { "DRNODE1", "drnode1." DOMAIN } };
	const char *address[] = { row->source != NULL ? row->source : "192.0.2.5",
		row->standby != NULL ? row->standby : "203.0.113.5" };
	struct recovery recovery = { .cms = { "EXCMS01", NAME },
		.source_nodes = &nodes[0],
		.source_node_count = 1,
		.standby_nodes = &nodes[1],
		.standby_node_count = 1 };
	struct endpoint named = { .given = row->plan };
	const struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.directory.domain = DOMAIN,
		.dns_servers = &named,
		.dns_server_count = row->plan != NULL };
	struct directory_visit visit = { .server = "dc1." DOMAIN };
	forest_describe(arena, &visit, row->forest != NULL ? row->forest : &quarter);
	add_zone(arena, &visit, row);
	struct dns_visit dns[MAX_SERVERS + 1];
	struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
		.dns = { .gap = { row->source_gap, "not to be found" }, .visit = dns } };
	for (size_t i = 0; i < MAX_SERVERS && row->dns[i].server != NULL; i++) {
		dns[i] = dns_visit_of(arena, row->dns[i].server, row->dns[i].gap, row->dns[i].said);
		evidence.dns.count++;
	}
	struct dns_visit *last = &dns[evidence.dns.count];
	*last = (struct dns_visit){ .server = "ns-of-nodes",
		.answer = arena_alloc(arena, 2 * sizeof *last->answer) };
	for (size_t i = 0; i < 2 && evidence.dns.count > 0; i++) {
		if (*address[i] != '\0')
			last->answer[last->count++] =
				forest_answer(arena, nodes[i].fqdn, "A", address[i]);
	}
	evidence.dns.count += evidence.dns.count > 0;
	examine(arena, check, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}

START_TEST(stray)
{
	check_row(&check_dns_stray_records, &stray_rows[_i]);
}
END_TEST

START_TEST(outage)
{
	check_row(&check_dns_outage, &outage_rows[_i]);
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

START_TEST(both_advise)
{
	ck_assert(check_dns_stray_records.weight == WEIGHT_ADVISORY);
	ck_assert(check_dns_outage.weight == WEIGHT_ADVISORY);
}
END_TEST

/* The cheap way is taken, though it takes longer; a link may join more than two. */
START_TEST(ways)
{
	static const struct forest three = { .site = { "A", "B", "C" },
		.dc = { { .host = "dc." DOMAIN, .site = "A" } },
		.link = { { .name = "AB", .site = { "A", "B" }, .cost = "10", .minutes = "60" },
			{ .name = "BC", .site = { "b", "C" }, .cost = "10", .minutes = "30" },
			{ .name = "ALL",
				.site = { "A", "B", "C" },
				.cost = "30",
				.minutes = "15" } } };
	static const struct forest apart = { .site = { "A", "B", "C" },
		.dc = { { .host = "dc." DOMAIN, .site = "A" } },
		.link = { { .name = "AB", .site = { "A", "B", "Gone" } } } };
	static const struct plan plan = { .directory.domain = DOMAIN };
	struct arena *arena = arena_new();
	struct directory_visit visit = { .server = "dc." DOMAIN };
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	forest_describe(arena, &visit, &three);
	const struct topology *topology = topology_read(arena, &plan, &evidence);
	ck_assert_uint_eq(topology->sites.link_count, 3);
	struct site_route route = site_route_between(arena, &topology->sites, "a", "C");
	ck_assert(route.known && route.seconds == 90 * 60 + 90);
	ck_assert_ptr_nonnull(strstr(route.words, "AB"));
	ck_assert_ptr_null(strstr(route.words, "ALL"));
	route = site_route_between(arena, &topology->sites, "C", "B");
	ck_assert(route.known && route.seconds == 30 * 60 + 90);
	route = site_route_between(arena, &topology->sites, "B", "B");
	ck_assert(route.known && route.seconds == 45);
	forest_describe(arena, &visit, &apart);
	topology = topology_read(arena, &plan, &evidence);
	ck_assert(site_route_between(arena, &topology->sites, "B", "A").known);
	ck_assert(!site_route_between(arena, &topology->sites, "A", "C").known);
	ck_assert(!site_route_between(arena, &topology->sites, "A", "Gone").known);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("records and their places");
	TCase *tcase = tcase_create("records and their places");
	tcase_add_loop_test(tcase, stray, 0, COUNT_OF(stray_rows));
	tcase_add_loop_test(tcase, outage, 0, COUNT_OF(outage_rows));
	tcase_add_test(tcase, many_records);
	tcase_add_test(tcase, both_advise);
	tcase_add_test(tcase, ways);
	suite_add_tcase(suite, tcase);
	return suite;
}
