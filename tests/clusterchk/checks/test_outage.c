/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.outage */
#include "tests/test.h"

#include "ldapchk/sites/site_link.h"
#include "tests/clusterchk/places_case.h"

static const struct forest usual = { SITES, DCS, LINK(.cost = "100") };
static const struct forest notified = { SITES, DCS, LINK(.minutes = "180", .options = "1") };
static const struct forest other_option = { SITES, DCS, LINK(.minutes = "180", .options = "2") };
static const struct forest by_mail = { SITES, DCS, LINK(.minutes = "15", .transport = "SMTP") };
static const struct forest no_link = { SITES, DCS };
#define TWO_DCS(one, other)                                                                        \
	.site = { "Main", "DR" },                                                                  \
	.subnet = { { "192.0.2.0/27", "Main" }, { "203.0.113.0/24", "DR" } },                      \
	.dc = { { .host = "dc1." DOMAIN, .site = "Main", .options = (one) },                       \
		{ .host = "dc2." DOMAIN, .site = "DR", .options = (other) } },                     \
	LINK(.minutes = "15")
static const struct forest no_outbound = { TWO_DCS("1", "5") };
static const struct forest no_inbound = { TWO_DCS("2", "1") };
static const struct forest standby_no_inbound = { TWO_DCS("1", "3") };
static const struct forest other_no_outbound = { TWO_DCS("4", "1") };
static const struct forest one_site = { .site = { "Main" },
	.dc = { { .host = "dc1." DOMAIN, .site = "Main" } } };
static const struct forest hidden = { .gap = ERROR_DENIED };

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
	{ .because = "a plan that allows more",
		IS(PASS),
		.max_outage = 90000,
		.dns = { ANSWERS("dc2." DOMAIN, SAYS(A_OF(NAME, 86400)), NO_IN6) } },
	{ .because = "a plan that allows less",
		EXPECT(WARN, .remedy_holds = "repadmin"),
		.max_outage = 3599,
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
	{ .because = "the zone is not shown, and a domain controller serves it: it may be hidden",
		EXPECT(UNKNOWN, .proof_holds = "hidden"),
		.filed = true,
		.dns = { ANSWERS("dc2." DOMAIN, USUAL, SOA_EVERY("900")) } },
	{ .because = "or a domain controller is the primary in its SOA",
		IS(UNKNOWN),
		.filed = true,
		.dns = { ANSWERS("ns1", USUAL, SOA_OF("dc1." DOMAIN, "900")) } },
	{ .because = "the standby site sends no changes",
		EXPECT(WARN, .proof_holds = "outbound replication of dc2." DOMAIN,
			.remedy_holds = "-DISABLE_OUTBOUND_REPL"),
		.forest = &no_outbound,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL), ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "the other site takes none",
		EXPECT(WARN, .proof_holds = "inbound replication of dc1." DOMAIN),
		.forest = &no_inbound,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL), ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "the only one of the standby site takes none: the record is written there",
		IS(PASS),
		.forest = &standby_no_inbound,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL), ANSWERS("dc2." DOMAIN, USUAL) } },
	{ .because = "nor does the standby site wait for what the other one sends",
		IS(PASS),
		.forest = &other_no_outbound,
		.dns = { ANSWERS("dc1." DOMAIN, USUAL), ANSWERS("dc2." DOMAIN, USUAL) } },
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

START_TEST(outage)
{
	places_check(&check_dns_outage, &outage_rows[_i]);
}
END_TEST

START_TEST(it_advises)
{
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
	ck_assert(!site_route_between(arena, &topology->sites, "A", "Elsewhere").known);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns.outage");
	TCase *tcase = tcase_create("dns.outage");
	tcase_add_loop_test(tcase, outage, 0, COUNT_OF(outage_rows));
	tcase_add_test(tcase, it_advises);
	tcase_add_test(tcase, ways);
	suite_add_tcase(suite, tcase);
	return suite;
}
