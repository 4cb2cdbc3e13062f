/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/sites/topology.h"
#include "model/loss.h"
#include "tests/ldapchk/forest.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Two sites, of which the smaller has a subnet inside one of the larger. */
static const struct forest two_sites = {
	.site = { "Main", "DR" },
	.subnet = { { "10.0.0.0/8", "Main" }, { "10.2.0.0/16", "DR" }, { "10.3.0.0/16", NULL },
		{ "2001:db8::/32", "DR" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "Main" },
		{ .host = "dc2.corp.example.com", .site = "DR" },
		{ .host = "rodc.corp.example.com", .site = "DR", .read_only = true },
		{ .host = "other.example.com",
			.site = "Main",
			.holds = "DC=other,DC=example,DC=com" } },
};
/* Subnets that catch all the rest. */
static const struct forest everywhere = {
	.site = { "Main", "DR" },
	.subnet = { { "0.0.0.0/0", "Main" }, { "::/0", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "Main" } },
};
static const struct forest one_site = { .site = { "Only" },
	.dc = { { .host = "dc1.corp.example.com", .site = "Only" } } };
static const struct forest odd_names = {
	.site = { "K\xc3\x96LN\\, Nord", "A/B#C\\=D" },
	.subnet = { { "10.2.0.0/16", "K\xc3\x96LN\\2C Nord" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "K\xc3\x96LN\\, Nord" } },
};
static const struct forest hidden = { .gap = ERROR_DENIED };
static const struct forest nothing_shown = { .site = { "Main" } };

struct address {
	const char *name, *address;
};

static const struct {
	const char *because;
	const struct forest *forest;
	const char *named; /* standby_site of the plan */
	struct address dns[3];
	size_t nodes;
	const char *site; /* expected */
	const char *words_hold;
} standbys[] = {
	{ "both nodes in one subnet", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n2.x.example", "10.2.0.2" } }, 2, "DR",
		"10.2.0.1" },
	{ "names without regard to case", &two_sites, NULL, { { "N1.X.example", "10.2.0.1" } }, 1,
		"DR", NULL },
	{ "an address of the other kind, too", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n1.x.example", "2001:db8::1" } }, 1, "DR",
		NULL },
	{ "a second address in another site", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n1.x.example", "10.9.0.1" } }, 1, NULL,
		"two sites" },
	{ "the nodes in different sites", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n2.x.example", "10.1.0.2" } }, 2, NULL,
		"two sites" },
	{ "one node without an address", &two_sites, NULL, { { "n1.x.example", "10.2.0.1" } }, 2,
		NULL, "n2.x.example" },
	{ "an address of the private network beside it, in no subnet", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n1.x.example", "192.0.2.1" } }, 1, "DR",
		"not counted: 192.0.2.1" },
	{ "a link-local address first, though a subnet holds it", &everywhere, NULL,
		{ { "n1.x.example", "169.254.1.5" }, { "n1.x.example", "10.2.0.1" } }, 1, "DR",
		"10.2.0.1" },
	{ "6to4 and link-local addresses of IPv6", &everywhere, NULL,
		{ { "n1.x.example", "2002:c000:201::1" }, { "n1.x.example", "fe80::1" },
			{ "n1.x.example", "10.2.0.1" } },
		1, "DR", "10.2.0.1" },
	{ "one node only with an address in no subnet", &two_sites, NULL,
		{ { "n1.x.example", "10.2.0.1" }, { "n2.x.example", "192.0.2.1" } }, 2, NULL,
		"192.0.2.1" },
	{ "nothing but a link-local address", &everywhere, NULL,
		{ { "n1.x.example", "169.254.1.5" } }, 1, NULL, "169.254.1.5" },
	{ "in no subnet", &two_sites, NULL, { { "n1.x.example", "192.0.2.1" } }, 1, NULL,
		"192.0.2.1" },
	{ "in a subnet without a site", &two_sites, NULL, { { "n1.x.example", "10.3.0.1" } }, 1,
		NULL, "10.3.0.1" },
	{ "no nodes", &two_sites, NULL, { { NULL, NULL } }, 0, NULL, "nodes" },
	{ "the site in the plan takes precedence over addresses", &two_sites, "main",
		{ { "n1.x.example", "10.2.0.1" } }, 1, "Main", "plan" },
	{ "the plan names a site that does not exist", &two_sites, "DR-Site",
		{ { "n1.x.example", "10.2.0.1" } }, 1, NULL, "Main, DR" },
	{ "a name with a comma, plainly", &odd_names, "k\xc3\xb6ln, nord", { { NULL, NULL } }, 0,
		"K\xc3\x96LN, Nord", "plan" },
	{ "with the escapes of a DN", &odd_names, "K\xc3\x96LN\\, Nord", { { NULL, NULL } }, 0,
		"K\xc3\x96LN, Nord", NULL },
	{ "with all of its DN", &odd_names, "CN=K\\C3\\96LN\\2C Nord," FOREST_CONTAINER,
		{ { NULL, NULL } }, 0, "K\xc3\x96LN, Nord", NULL },
	{ "other signs", &odd_names, "a/b#c=d", { { NULL, NULL } }, 0, "A/B#C=D", NULL },
	{ "in a subnet of such a site", &odd_names, NULL, { { "n1.x.example", "10.2.0.1" } }, 1,
		"K\xc3\x96LN, Nord", NULL },
	{ "another letter", &odd_names, "K\xc3\xa4ln, Nord", { { NULL, NULL } }, 0, NULL,
		"\"K\xc3\x96LN, Nord\", A/B#C=D" },
	{ "the only site", &one_site, NULL, { { NULL, NULL } }, 0, "Only", "Only" },
	{ "the only site, but the plan names another", &one_site, "DR", { { NULL, NULL } }, 0, NULL,
		"DR" },
	{ "the container could not be read", &hidden, NULL, { { "n1.x.example", "10.2.0.1" } }, 1,
		NULL, "not to be read" },
	{ "the container could not be read, and the plan names a site", &hidden, "DR",
		{ { NULL, NULL } }, 0, NULL, "not to be read" },
	{ "an empty container shows nothing", &nothing_shown, NULL, { { NULL, NULL } }, 0, NULL,
		"Sites container" },
};

static struct dns_visit dns_of(struct arena *arena, const struct address dns[3])
{
	struct dns_visit visit = { .server = "ns", .found_by = "plan" };
	visit.answer = arena_alloc(arena, 3 * sizeof *visit.answer);
	for (size_t i = 0; i < 3 && dns[i].name != NULL; i++)
		visit.answer[visit.count++] = forest_answer(arena, dns[i].name,
			strchr(dns[i].address, ':') == NULL ? "A" : "AAAA", dns[i].address);
	return visit;
}

START_TEST(where_a_recovery_goes)
{
	struct arena *arena = arena_new();
	struct name nodes[] = { { "N1", "n1.x.example" }, { "N2", "n2.x.example" } };
	struct recovery recovery = { .standby_nodes = nodes,
		.standby_node_count = standbys[_i].nodes,
		.standby_site = standbys[_i].named };
	const struct plan plan = {
		.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
	};
	struct directory_visit visit = { .server = "dc1.corp.example.com" };
	forest_describe(arena, &visit, standbys[_i].forest);
	struct dns_visit dns = dns_of(arena, standbys[_i].dns);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
		.dns = { .visit = &dns, .count = 1 } };
	const struct topology *topology = topology_read(arena, &plan, &evidence);
	const char *site = topology->standby[0].site, *wanted = standbys[_i].site;
	ck_assert_msg(wanted == NULL ? site == NULL : site != NULL && strcmp(site, wanted) == 0,
		"%s: %s", standbys[_i].because, site == NULL ? "none" : site);
	ck_assert_ptr_nonnull(topology->standby[0].words);
	if (standbys[_i].words_hold != NULL)
		ck_assert_msg(strstr(topology->standby[0].words, standbys[_i].words_hold) != NULL,
			"%s: %s", standbys[_i].because, topology->standby[0].words);
	arena_free(arena);
}
END_TEST

static const struct plan no_plan = { .directory.domain = "corp.example.com" };

START_TEST(what_stands_where)
{
	struct arena *arena = arena_new();
	struct directory_visit visit = { .server = "DC2.corp.example.com" };
	forest_describe(arena, &visit, &two_sites);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct topology *topology = topology_read(arena, &no_plan, &evidence);
	ck_assert_ptr_null(topology->sites.unread);
	ck_assert_uint_eq(topology->sites.site_count, 2);
	ck_assert_uint_eq(topology->sites.subnet_count, 4);
	ck_assert_uint_eq(topology->controller_count, 4);
	const struct controller *dc2 = topology_dc_of(topology, "dc2.CORP.example.com");
	ck_assert_ptr_nonnull(dc2);
	ck_assert_str_eq(dc2->site, "DR");
	ck_assert(dc2->writable && dc2->catalog == ANSWER_MAYBE && dc2->in_full == ANSWER_YES);
	ck_assert(topology_may_serve(topology, dc2));
	ck_assert_ptr_eq(topology_visited(topology, 0), dc2);
	ck_assert_ptr_eq(dc2->visit, &visit);
	const struct controller *rodc = topology_dc_of(topology, "rodc.corp.example.com");
	ck_assert(!rodc->writable && !topology_may_serve(topology, rodc));
	const struct controller *other = topology_dc_of(topology, "other.example.com");
	ck_assert(other->writable && !topology_may_serve(topology, other));
	ck_assert(topology_site_serves(topology, "dr") && topology_site_serves(topology, "Main"));
	ck_assert(!topology_site_serves(topology, "Elsewhere") &&
		  !topology_site_serves(topology, NULL));
	ck_assert_ptr_null(topology_dc_of(topology, "dc9.corp.example.com"));
	arena_free(arena);
}
END_TEST

/* dsServiceName identifies the server; the name it was asked by does not matter. */
START_TEST(a_server_is_known_by_its_service_name)
{
	struct arena *arena = arena_new();
	static const struct {
		const char *server, *settings, *host;
	} rows[] = {
		{ "192.0.2.1",
			"CN=NTDS Settings,CN=dc2,CN=Servers,CN=DR,CN=Sites,CN=Configuration,"
			"DC=corp,DC=example,DC=com",
			"dc2.corp.example.com" },
		{ "dc1.corp.example.com",
			"cn=ntds settings,cn=DC2,cn=servers,cn=DR,cn=sites,cn=configuration,"
			"dc=corp,dc=example,dc=com",
			"dc2.corp.example.com" },
		{ "dc1.corp.example.com", "CN=NTDS Settings,CN=gone", NULL },
		{ "dc1.corp.example.com", NULL, "dc1.corp.example.com" },
		{ "192.0.2.1", NULL, NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct directory_visit visit = { .server = rows[i].server, .root.dn = "" };
		if (rows[i].settings != NULL)
			forest_put(arena, &visit.root, "dsServiceName", rows[i].settings);
		forest_describe(arena, &visit, &two_sites);
		const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
		const struct topology *topology = topology_read(arena, &no_plan, &evidence);
		const struct controller *found = topology_visited(topology, 0);
		ck_assert_msg((found == NULL) == (rows[i].host == NULL), "row %zu", i);
		if (found != NULL)
			ck_assert_str_eq(found->host, rows[i].host);
	}
	arena_free(arena);
}
END_TEST

/* Its own copy of its options is in force, and it says itself whether it is a global catalog. */
START_TEST(a_server_knows_its_own_options)
{
	static const struct forest before = { .site = { "Main" },
		.dc = { { .host = "dc1", .site = "Main" }, { .host = "dc2", .site = "Main" },
			{ .host = "dc3", .site = "Main", .options = "4" } } };
	static const struct forest after = { .site = { "Main" },
		.dc = { { .host = "dc1", .site = "Main", .options = "7" },
			{ .host = "dc2", .site = "Main", .options = "7" } } };
	struct arena *arena = arena_new();
	struct directory_visit visit[] = { { .server = "dc1", .root.dn = "" },
		{ .server = "dc2", .root.dn = "" } };
	forest_describe(arena, &visit[0], &before);
	forest_describe(arena, &visit[1], &after);
	forest_put(arena, &visit[0].root, "isGlobalCatalogReady", "FALSE");
	forest_put(arena, &visit[1].root, "isGlobalCatalogReady", "TRUE");
	const struct evidence evidence = { .directory = { .visit = visit, .count = 2 } };
	const struct topology *topology = topology_read(arena, &no_plan, &evidence);
	const struct controller *dc = topology->controller;
	ck_assert_uint_eq(topology->controller_count, 3);
	ck_assert(dc[0].catalog == ANSWER_NO && !dc[0].no_inbound && !dc[0].no_outbound);
	ck_assert(dc[1].catalog == ANSWER_YES && dc[1].no_inbound && dc[1].no_outbound);
	ck_assert(dc[2].catalog == ANSWER_NO && !dc[2].no_inbound && dc[2].no_outbound);
	arena_free(arena);
}
END_TEST

/* The first server with a readable Sites container is used. */
START_TEST(the_first_readable_container)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[] = { { .server = "a" }, { .server = "b" },
		{ .server = "c" } };
	forest_describe(arena, &visit[0], &hidden);
	forest_describe(arena, &visit[1], &nothing_shown);
	forest_describe(arena, &visit[2], &two_sites);
	const struct evidence evidence = { .directory = { .visit = visit, .count = 3 } };
	const struct topology *topology = topology_read(arena, &no_plan, &evidence);
	ck_assert_ptr_null(topology->sites.unread);
	ck_assert_str_eq(topology->read_from, "c");
	ck_assert_uint_eq(topology->sites.site_count, 2);
	arena_free(arena);
}
END_TEST

/* A domain controller of a lost site does not serve. */
START_TEST(a_lost_site)
{
	struct arena *arena = arena_new();
	struct loss loss = { .site = "DR" };
	struct directory_visit visit = { .server = "dc1.corp.example.com" };
	forest_describe(arena, &visit, &two_sites);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
		.loss = &loss };
	const struct topology *topology = topology_read(arena, &no_plan, &evidence);
	ck_assert(!topology_site_serves(topology, "DR"));
	ck_assert(topology_site_serves(topology, "Main"));
	loss.blind = "not known";
	ck_assert(topology_site_serves(topology_read(arena, &no_plan, &evidence), "DR"));
	arena_free(arena);
}
END_TEST

START_TEST(names_are_compared_without_case)
{
	static const struct {
		const char *one, *other;
		bool same;
	} names[] = {
		{ "DR", "dr", true },
		{ "DR", "DR2", false },
		{ "", "", true },
		{ NULL, "DR", false },
		{ "\xc3\x9c"
		  "ber",
			"\xc3\xbc"
			"BER",
			true }, /* U umlaut */
		{ "\xc5\x81\xc3\x93"
		  "D\xc5\xb9",
			"\xc5\x82\xc3\xb3"
			"d\xc5\xba",
			true },
		{ "\xce\x91\xce\xa9", "\xce\xb1\xcf\x89", true },                 /* Greek */
		{ "\xd0\x9c\xd0\xaf\xd0\x81", "\xd0\xbc\xd1\x8f\xd1\x91", true }, /* Cyrillic */
		{ "\xc3\x97", "\xc3\xb7", false }, /* the signs of multiplication and division */
		{ "\xe4"
		  "b",
			"\xc4"
			"b",
			false }, /* no UTF-8 */
		{ "\xc3", "\xc3", true },
	};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		ck_assert_msg(site_is(names[i].one, names[i].other) == names[i].same, "row %zu", i);
}
END_TEST

static const struct {
	const char *because, *server, *address, *site;
} dns_servers[] = {
	{ "a domain controller", "dc2.corp.example.com", NULL, "DR" },
	{ "with a port", "dc2.corp.example.com:53", "10.1.0.1:53", "DR" },
	{ "an address", "10.2.0.53", "10.2.0.53:53", "DR" },
	{ "a name, and its address", "ns.example.com", "10.1.0.53:53", "Main" },
	{ "an address alone", "10.2.0.53:5353", NULL, "DR" },
	{ "sixteen bytes", "2001:db8::53", NULL, "DR" },
	{ "not known", "ns.example.com", NULL, NULL },
	{ "in no subnet", "192.0.2.53", "192.0.2.53:53", NULL },
};

START_TEST(where_a_dns_server_stands)
{
	struct arena *arena = arena_new();
	struct directory_visit visit = { .server = "dc1.corp.example.com" };
	forest_describe(arena, &visit, &two_sites);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct topology *topology = topology_read(arena, &no_plan, &evidence);
	const struct dns_visit dns = { .server = dns_servers[_i].server,
		.address = dns_servers[_i].address };
	const char *site = topology_site_of_dns(arena, topology, &dns);
	ck_assert_msg(dns_servers[_i].site == NULL
			      ? site == NULL
			      : site != NULL && strcmp(site, dns_servers[_i].site) == 0,
		"%s: %s", dns_servers[_i].because, site == NULL ? "none" : site);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("topology");
	TCase *tcase = tcase_create("topology");
	tcase_add_loop_test(tcase, where_a_recovery_goes, 0, COUNT_OF(standbys));
	tcase_add_test(tcase, what_stands_where);
	tcase_add_test(tcase, a_server_is_known_by_its_service_name);
	tcase_add_test(tcase, a_server_knows_its_own_options);
	tcase_add_test(tcase, the_first_readable_container);
	tcase_add_test(tcase, a_lost_site);
	tcase_add_test(tcase, names_are_compared_without_case);
	tcase_add_loop_test(tcase, where_a_dns_server_stands, 0, COUNT_OF(dns_servers));
	suite_add_tcase(suite, tcase);
	return suite;
}
