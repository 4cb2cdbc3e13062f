/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.standby-site */
#include "tests/test.h"

#include "checks.h"
#include "model/loss.h"
#include "tests/examine.h"
#include "tests/ldapchk/forest.h"

#define DC1                                                                                        \
	{                                                                                          \
		.host = "dc1.corp.example.com", .site = "Main"                                     \
	}
#define DC2                                                                                        \
	{                                                                                          \
		.host = "dc2.corp.example.com", .site = "DR"                                       \
	}
#define SITES                                                                                      \
	.site = { "Main", "DR" }, .subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" } }

static const struct forest whole = { SITES, .dc = { DC1, DC2 } };
static const struct forest empty = { SITES, .dc = { DC1 } };
static const struct forest read_only = { SITES,
	.dc = { DC1, { .host = "rodc.corp.example.com", .site = "DR", .read_only = true } } };
static const struct forest both_kinds = { SITES,
	.dc = { DC1, DC2, { .host = "rodc.corp.example.com", .site = "DR", .read_only = true } } };
static const struct forest foreign = { SITES,
	.dc = { DC1, { .host = "dc2.corp.example.com",
			     .site = "DR",
			     .holds = "DC=other,DC=example,DC=com" } } };
static const struct forest beside_foreign = { SITES,
	.dc = { DC1, { .host = "dc2.corp.example.com", .site = "DR", .no_catalog = true },
		{ .host = "gc.other.example.com",
			.site = "DR",
			.holds = "DC=other,DC=example,DC=com" } } };
static const struct forest no_catalog = { SITES,
	.dc = { DC1, { .host = "dc2.corp.example.com", .site = "DR", .no_catalog = true } } };
static const struct forest catalog_read_only = { SITES,
	.dc = { DC1, { .host = "dc2.corp.example.com", .site = "DR", .no_catalog = true },
		{ .host = "rodc.corp.example.com", .site = "DR", .read_only = true } } };
static const struct forest undisclosed = { SITES,
	.dc = { DC1, { .host = "dc2.corp.example.com", .site = "DR", .holds = "" } } };
static const struct forest alone = { .site = { "Only" },
	.dc = { { .host = "dc2.corp.example.com", .site = "Only" } } };
/* The object of DR is hidden: only its subnet and its servers name it. */
static const struct forest site_hidden = { .site = { "Main" },
	.subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { DC1, DC2 } };
static const struct forest site_hidden_whole = { .site = { "Main" },
	.subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { DC1 } };
static const struct forest hidden = { .gap = ERROR_DENIED };

enum reply { AA, NO_SUCH_NAME, CACHED, REFUSED, SILENT, CLOSED };

struct asked {
	const char *server;
	enum error_kind gap;
	const char *ready; /* isGlobalCatalogReady; NULL: as its options are; "": not shown */
};

struct asked_dns {
	const char *server, *address;
	enum reply reply;
	bool unpublished;
};

#define BOTH                                                                                       \
	.dc = { { "dc1.corp.example.com", ERROR_NONE }, { "dc2.corp.example.com", ERROR_NONE } }
#define DNS2 .dns = { { "dc2.corp.example.com", "10.2.0.2:53", AA } }

static const struct row {
	const char *because;
	const struct forest *forest;
	struct asked dc[2];
	struct asked_dns dns[2];
	const char *node; /* its address; NULL: 10.2.0.9 */
	const char *named;
	bool planned_dns;
	const char *lost;
	struct expected expected;
} rows[] = {
	{ "the site has everything", &whole, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_PASS,
			.subject_id = "DRCLU1",
			.proof_holds =
				"dc2.corp.example.com: writable, global catalog, answered" } },
	{ "the forest has one site", &alone, BOTH, DNS2, .node = "",
		.expected = { .outcome = OUTCOME_PASS } },
	{ "a read-only one beside it does no harm", &both_kinds, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_PASS } },
	{ "that the name does not exist is an answer, too", &whole, BOTH,
		.dns = { { "dc2.corp.example.com", NULL, NO_SUCH_NAME } },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "a DNS server by its address", &whole, BOTH, .dns = { { "10.2.7.7", "10.2.7.7:53", AA } },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "a global catalog of another domain, which was not asked", &beside_foreign, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "gc.other.example.com: writable, of another domain, "
				       "global catalog by its options",
			.remedy_holds = "gc.other.example.com" } },

	{ "no domain controller", &empty, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "administrator" } },
	{ "a read-only one alone", &read_only, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "rodc.corp.example.com: read-only" } },
	{ "of another domain alone", &foreign, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_FAIL, .proof_holds = "of another domain" } },
	{ "no global catalog", &no_catalog, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "+IS_GC" } },
	{ "it is being made one, and is not ready", &whole,
		.dc = { { "dc1.corp.example.com", ERROR_NONE },
			{ "dc2.corp.example.com", ERROR_NONE, "FALSE" } },
		DNS2, .expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "+IS_GC" } },
	{ "it does not say whether it is ready", &whole,
		.dc = { { "dc1.corp.example.com", ERROR_NONE },
			{ "dc2.corp.example.com", ERROR_NONE, "" } },
		DNS2, .expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "a read-only global catalog is none to Exchange", &catalog_read_only, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "+IS_GC" } },
	{ "an unpublished domain controller of the site serves the zone", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, AA, true } },
		.expected = { .outcome = OUTCOME_PASS,
			.proof_holds = "DNS server dc2.corp.example.com: answers" } },
	{ "the same, and the plan names another DNS server", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, NO_SUCH_NAME, true } },
		.planned_dns = true, .expected = { .outcome = OUTCOME_PASS } },
	{ "a published one serves it, and the domain controller has no DNS", &whole, BOTH,
		.dns = { { "10.2.7.7", "10.2.7.7:53", AA },
			{ "dc2.corp.example.com", NULL, CLOSED, true } },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "the same, and its port is silent", &whole, BOTH,
		.dns = { { "10.2.7.7", "10.2.7.7:53", AA },
			{ "dc2.corp.example.com", NULL, SILENT, true } },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "the published ones are elsewhere, and the domain controller has no DNS", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, CLOSED, true } },
		.expected = { .outcome = OUTCOME_FAIL, .proof_holds = "no DNS server answers" } },
	{ "or its DNS serves other zones", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, REFUSED, true } },
		.expected = { .outcome = OUTCOME_FAIL, .proof_holds = "does not serve the zone" } },
	{ "or only knows the name from elsewhere", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, CACHED, true } },
		.expected = { .outcome = OUTCOME_FAIL } },
	{ "or its port is silent: it may serve the zone", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, SILENT, true } },
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "port 53" } },
	{ "or it was not asked, as in older evidence", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA } },
		.expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "was not asked" } },
	{ "the plan's DNS server is elsewhere, and the domain controller has none", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, CLOSED, true } },
		.planned_dns = true,
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "dns.servers" } },
	{ "the site is the lost one", &whole, BOTH, DNS2, .lost = "DR",
		.expected = { .outcome = OUTCOME_FAIL } },
	{ "the other site is the lost one", &whole, BOTH, DNS2, .lost = "Main",
		.expected = { .outcome = OUTCOME_PASS } },

	{ "a DNS server of unknown site answers", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA }, { "ns.x.example", NULL, AA } },
		.expected = { .outcome = OUTCOME_WARN } },
	{ "it does not answer", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA }, { "ns.x.example", NULL, SILENT } },
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "the site's DNS server does not answer", &whole, BOTH,
		.dns = { { "dc1.corp.example.com", NULL, AA },
			{ "dc2.corp.example.com", NULL, SILENT } },
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "it refuses", &whole, BOTH, .dns = { { "dc2.corp.example.com", NULL, REFUSED } },
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "it answers from its cache", &whole, BOTH,
		.dns = { { "dc2.corp.example.com", NULL, CACHED } },
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "no DNS server at all", &whole, BOTH, .expected = { .outcome = OUTCOME_UNKNOWN } },

	{ "the site's domain controller could not be read", &whole,
		.dc = { { "dc1.corp.example.com", ERROR_NONE },
			{ "dc2.corp.example.com", ERROR_TIMEOUT } },
		DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "could not be read" } },
	{ "it was not asked", &whole, .dc = { { "dc1.corp.example.com", ERROR_NONE } }, DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "was not asked" } },
	{ "what it holds is not shown", &undisclosed, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "the nodes lie in no subnet", &whole, BOTH, DNS2, .node = "192.0.2.1",
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "standby_site" } },
	{ "no address of the nodes", &whole, BOTH, DNS2, .node = "",
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "standby_site" } },
	{ "the plan names the site", &whole, BOTH, DNS2, .node = "", .named = "DR",
		.expected = { .outcome = OUTCOME_PASS } },
	{ "the plan names an unknown site", &whole, BOTH, DNS2, .named = "Nowhere",
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "Main, DR",
			.remedy_holds = "Correct" } },
	{ "the Sites container is not shown", &hidden, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "the site has everything, and its object is hidden", &site_hidden, BOTH, DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "names the site DR, which is not shown",
			.remedy_holds = "administrator" } },
	{ "the same with all that is below it: no failure is proven", &site_hidden_whole, BOTH,
		DNS2,
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "names the site DR, which is not shown" } },
	{ "the same, and the plan names a site that does not exist", &site_hidden, BOTH, DNS2,
		.named = "Nowhere", .expected = { .outcome = OUTCOME_UNKNOWN } },
	{ "no server was asked", &whole,
		.expected = { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "directory server" } },
};

static struct dns_visit dns_visit_of(
	struct arena *arena, const struct asked_dns *asked, const char *node)
{
	struct dns_visit visit = { .server = asked->server,
		.address = asked->address,
		.found_by = asked->unpublished ? FOUND_IN_SITES : "NS record" };
	visit.answer = arena_alloc(arena, 2 * sizeof *visit.answer);
	visit.count = 2;
	visit.answer[0] = forest_answer(arena, "excms01.corp.example.com", "A", "10.1.0.1");
	visit.answer[1] = forest_answer(arena, "drnode1.corp.example.com", "A", node);
	struct dns_answer *answer = &visit.answer[0];
	answer->authoritative = asked->reply == AA || asked->reply == NO_SUCH_NAME;
	answer->rcode = asked->reply == NO_SUCH_NAME ? 3 : asked->reply == REFUSED ? 5 : 0;
	if (asked->reply == SILENT)
		answer->gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "no answer" };
	if (asked->reply == CLOSED)
		answer->gap = (struct gap){ .cause = ERROR_UNREACHABLE,
			.text = "no DNS server answers there" };
	return visit;
}

static void put_ready(struct arena *arena, struct directory_visit *visit,
	const struct forest *forest, const char *ready)
{
	bool is_catalog = false;
	for (size_t i = 0; i < FOREST_DCS && forest->dc[i].host != NULL; i++)
		is_catalog = is_catalog || (strcmp(forest->dc[i].host, visit->server) == 0 &&
						   !forest->dc[i].no_catalog);
	const char *said = ready != NULL ? ready : is_catalog ? "TRUE" : "FALSE";
	if (*said != '\0')
		forest_put(arena, &visit->root, "isGlobalCatalogReady", said);
}

START_TEST(all_rows)
{
	struct arena *arena = arena_new();
	const struct row *row = &rows[_i];
	struct name node = { "DRNODE1", "drnode1.corp.example.com" };
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_nodes = &node,
		.standby_node_count = 1,
		.standby_site = row->named };
	struct endpoint dns_server = { .given = "dc1.corp.example.com" };
	const struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.dns_servers = &dns_server,
		.dns_server_count = row->planned_dns,
		.directory.domain = "corp.example.com" };
	struct directory_visit visit[2];
	struct dns_visit dns[2];
	const struct loss loss = { .site = row->lost };
	struct evidence evidence = { .directory.visit = visit, .dns.visit = dns };
	evidence.loss = row->lost == NULL ? NULL : &loss;
	for (size_t i = 0; i < 2 && row->dc[i].server != NULL; i++) {
		struct directory_visit *one = &visit[evidence.directory.count++];
		*one = (struct directory_visit){ .server = row->dc[i].server,
			.gap = { row->dc[i].gap, "not to be read" } };
		if (row->dc[i].gap == ERROR_NONE)
			forest_describe(arena, one, row->forest);
		if (row->dc[i].gap == ERROR_NONE)
			put_ready(arena, one, row->forest, row->dc[i].ready);
	}
	const char *address = row->node == NULL ? "10.2.0.9" : row->node;
	for (size_t i = 0; i < 2 && row->dns[i].server != NULL; i++)
		dns[evidence.dns.count++] =
			dns_visit_of(arena, &row->dns[i], *address == '\0' ? NULL : address);
	examine(arena, &check_ad_standby_site, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
END_TEST

START_TEST(blocks)
{
	ck_assert_str_eq(check_ad_standby_site.id, "ad.standby-site");
	ck_assert(check_ad_standby_site.weight == WEIGHT_BLOCKING);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.standby-site");
	TCase *tcase = tcase_create("ad.standby-site");
	tcase_add_loop_test(tcase, all_rows, 0, COUNT_OF(rows));
	tcase_add_test(tcase, blocks);
	suite_add_tcase(suite, tcase);
	return suite;
}
