/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The servers that DNS publishes: the questions, and what the answers mean. */
#include "tests/test.h"

#include <string.h>

#include "clusterchk/collect/servers.h"
#include "tests/clusterchk/dns_case.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define SERVICE         "_ldap._tcp.dc._msdcs.corp.example.com"
#define DC(number)      RECORD(SERVICE, "SRV", 600, "0 100 389 dc" number "." DOMAIN)
#define NS(zone, host)  RECORD(zone, "NS", 600, host)
#define IN_SRV          .type = "SRV", .name = SERVICE
#define IN_NS(zone)     .type = "NS", .name = (zone)

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* "TYPE name" of each question, ended by NULL. */
struct questions_case {
	const char *because;
	const char *cms[2];
	bool plan_directory, plan_dns;
	struct answer_row answered[MAX_ANSWERS];
	const char *open[5];
};

static const struct questions_case questions_rows[] = {
	{ .because = "at first", .cms = { NAME }, .open = { "SRV " SERVICE, "NS " DOMAIN } },
	{ .because = "the plan names the directory servers",
		.cms = { NAME },
		.plan_directory = true,
		.open = { "SRV " SERVICE, "NS " DOMAIN } },
	{ .because = "the plan names the DNS servers",
		.cms = { NAME },
		.plan_dns = true,
		.open = { "SRV " SERVICE } },
	{ .because = "the plan names both",
		.cms = { NAME },
		.plan_directory = true,
		.plan_dns = true },
	{ .because = "two of one domain",
		.cms = { NAME, ALIAS },
		.plan_directory = true,
		.open = { "SRV " SERVICE, "NS " DOMAIN } },
	{ .because = "two domains",
		.cms = { NAME, FAR },
		.plan_directory = true,
		.open = { "SRV " SERVICE, "NS " DOMAIN, "NS example.net" } },
	{ .because = "all answers are there",
		.cms = { NAME },
		.answered = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1.example.com") } } } },
	{ .because = "no zone of its own: the parent domain",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN) } },
		.open = { "NS example.com" } },
	{ .because = "no such name: the same",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN), .rcode = 3 } },
		.open = { "NS example.com" } },
	{ .because = "the last one can have no parent",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN) },
			{ IN_NS("example.com") } } },
	{ .because = "an alias of another zone: the one around it",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { TO(DOMAIN, 60, "example.net"),
						 NS("example.net", "ns9") } } },
		.open = { "NS example.com" } },
	{ .because = "a gap ends the search",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .gap = ERROR_TIMEOUT } } },
	{ .because = "SERVFAIL ends the search",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN), .rcode = 2 } } },
	{ .because = "a truncated answer ends the search",
		.cms = { NAME },
		.plan_directory = true,
		.answered = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN), .cut = true } } },
	{ .because = "no answer for the domain controllers: not asked again",
		.cms = { NAME },
		.plan_dns = true,
		.answered = { { IN_SRV, .gap = ERROR_TIMEOUT } } },
};

static struct plan plan_of(const char *const cms[2])
{
	struct plan plan = { .directory.domain = DOMAIN };
	plan.recoveries = arena_alloc(arena, 2 * sizeof *plan.recoveries);
	for (size_t i = 0; i < 2 && cms[i] != NULL; i++)
		plan.recoveries[plan.recovery_count++].cms.fqdn = cms[i];
	return plan;
}

/* The zone of a domain of one label, which no other name of one label can be. */
START_TEST(a_domain_of_one_label)
{
	static const char *const cms[2] = { "excms01.corp", "excms02.other" };
	struct plan plan = plan_of(cms);
	plan.directory.domain = "corp";
	plan.directory.server_count = 1;
	const struct dns_visit none = { 0 };
	size_t count = 99;
	const struct dns_question *open = servers_questions(arena, &plan, &none, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(open[0].name, "_ldap._tcp.dc._msdcs.corp");
	ck_assert(strcmp(open[1].type, "NS") == 0 && strcmp(open[1].name, "corp") == 0);
	const struct answer_row said[MAX_ANSWERS] = {
		{ .type = "SRV",
			.name = "_ldap._tcp.dc._msdcs.corp",
			.record = { RECORD(
				"_ldap._tcp.dc._msdcs.corp", "SRV", 600, "0 100 389 dc1.corp") } },
		{ IN_NS("corp"), .record = { NS("corp", "dc1.corp") } },
	};
	const struct dns_visit answers = dns_visit_of(arena, "", ERROR_NONE, said);
	struct error error = { 0 };
	plan.recovery_count = 1;
	const struct name_server *servers = servers_dns(arena, &plan, &answers, &count, &error);
	ck_assert_msg(count == 1, "%s", error.text);
	ck_assert_str_eq(servers[0].host, "dc1.corp");
	ck_assert_str_eq(servers[0].zone, "corp");
	ck_assert_str_eq(servers_zone(servers, count, "excms01.corp"), "corp");
}
END_TEST

START_TEST(questions)
{
	const struct questions_case *row = &questions_rows[_i];
	struct plan plan = plan_of(row->cms);
	plan.directory.server_count = row->plan_directory;
	plan.dns_server_count = row->plan_dns;
	const struct dns_visit answers = dns_visit_of(arena, "", ERROR_NONE, row->answered);
	size_t count = 99;
	const struct dns_question *open = servers_questions(arena, &plan, &answers, &count);
	ck_assert_msg((open == NULL) == (count == 0), "%s", row->because);
	for (size_t i = 0; i < count; i++) {
		ck_assert_msg(row->open[i] != NULL, "%s %s: %s", open[i].type, open[i].name,
			row->because);
		ck_assert_str_eq(
			arena_format(arena, "%s %s", open[i].type, open[i].name), row->open[i]);
	}
	ck_assert_msg(row->open[count] == NULL, "%s", row->because);
}
END_TEST

struct servers_case {
	const char *because;
	enum error_kind visit_gap, error;
	const char *cms[2];
	struct answer_row said[MAX_ANSWERS];
	const char *found[4];
};

static const struct servers_case directory_rows[] = {
	{ .because = "two domain controllers",
		.said = { { IN_SRV, .record = { DC("1"), DC("2") } } },
		.found = { "dc1." DOMAIN, "dc2." DOMAIN } },
	{ .because = "two records of one host",
		.said = { { IN_SRV,
			.record = { DC("1"), DC("2"),
				RECORD(SERVICE, "SRV", 600, "10 100 389 dc1." DOMAIN) } } },
		.found = { "dc1." DOMAIN, "dc2." DOMAIN } },
	{ .because = "other records are passed over",
		.said = { { IN_SRV, .record = { A_OF(SERVICE, 60), DC("1") } } },
		.found = { "dc1." DOMAIN } },
	{ .because = "NXDOMAIN", .said = { { IN_SRV, .rcode = 3 } }, .error = ERROR_ABSENT },
	{ .because = "none of them", .said = { { IN_SRV } }, .error = ERROR_ABSENT },
	{ .because = "nobody asked", .error = ERROR_ABSENT },
	{ .because = "no answer",
		.said = { { IN_SRV, .gap = ERROR_TIMEOUT } },
		.error = ERROR_TIMEOUT },
	{ .because = "no resolver", .visit_gap = ERROR_CONFIG, .error = ERROR_CONFIG },
	{ .because = "a truncated list is incomplete",
		.said = { { IN_SRV, .cut = true, .record = { DC("1") } } },
		.error = ERROR_MALFORMED },
};

START_TEST(directory)
{
	const struct servers_case *row = &directory_rows[_i];
	static const char *const cms[2] = { NAME };
	const struct plan plan = plan_of(cms);
	const struct dns_visit answers = dns_visit_of(arena, "", row->visit_gap, row->said);
	struct error error = { 0 };
	size_t count = 99;
	const char **servers = servers_directory(arena, &plan, &answers, &count, &error);
	ck_assert_msg(error.kind == row->error, "%s: %s", error.text, row->because);
	ck_assert_msg(strstr(error.text, "(null)") == NULL, "%s", error.text);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(servers[i], row->found[i]);
	ck_assert_msg(row->found[count] == NULL, "%s", row->because);
}
END_TEST

/* "host of zone" each. */
static const struct servers_case dns_rows[] = {
	{ .because = "a resolver that does not know the domain leads to the wrong zone",
		.cms = { NAME },
		.said = { { IN_SRV, .rcode = 3 }, { IN_NS(DOMAIN), .rcode = 3 },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.error = ERROR_ABSENT },
	{ .because = "a resolver that cannot say whether it knows the domain",
		.cms = { NAME },
		.said = { { IN_SRV, .gap = ERROR_TIMEOUT },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1") } } },
		.error = ERROR_TIMEOUT },
	{ .because = "the zone's servers",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1"), NS(DOMAIN, "ns2") } } },
		.found = { "ns1 of " DOMAIN, "ns2 of " DOMAIN } },
	{ .because = "one of them twice",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1"), NS(DOMAIN, "NS1"),
						 NS(DOMAIN, "ns2") } } },
		.found = { "ns1 of " DOMAIN, "ns2 of " DOMAIN } },
	{ .because = "the zone around it",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN) },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.found = { "ns1 of example.com" } },
	{ .because = "the innermost zone, whichever was answered first",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns9") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1") } } },
		.found = { "ns1 of " DOMAIN } },
	{ .because = "the domain is an alias: the servers of its target are another zone's",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { TO(DOMAIN, 60, "example.net"),
						 NS("example.net", "ns9") } },
			{ IN_NS("example.com"), .record = { NS("EXAMPLE.com", "ns1") } } },
		.found = { "ns1 of example.com" } },
	{ .because = "two CMSs of one zone",
		.cms = { NAME, ALIAS },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1") } } },
		.found = { "ns1 of " DOMAIN } },
	{ .because = "two zones, of one server",
		.cms = { NAME, FAR },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1") } },
			{ IN_NS("example.net"), .record = { NS("example.net", "ns1") } } },
		.found = { "ns1 of " DOMAIN, "ns1 of example.net" } },
	{ .because = "one zone without servers spoils all",
		.cms = { NAME, FAR },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .record = { NS(DOMAIN, "ns1") } },
			{ IN_NS("example.net") } },
		.error = ERROR_ABSENT },
	{ .because = "nobody asked",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } } },
		.error = ERROR_ABSENT },
	{ .because = "not asked for the inner one",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.error = ERROR_ABSENT },
	{ .because = "no answer for the inner one: the outer one's servers may be wrong",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .gap = ERROR_TIMEOUT },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.error = ERROR_TIMEOUT },
	{ .because = "a failure for the inner one",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN), .rcode = 2 },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.error = ERROR_UNREACHABLE },
	{ .because = "a truncated list is incomplete",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } },
			{ IN_NS(DOMAIN), .cut = true, .record = { NS(DOMAIN, "ns1") } } },
		.error = ERROR_MALFORMED },
	{ .because = "truncated before the first record",
		.cms = { NAME },
		.said = { { IN_SRV, .record = { DC("1") } }, { IN_NS(DOMAIN), .cut = true },
			{ IN_NS("example.com"), .record = { NS("example.com", "ns1") } } },
		.error = ERROR_MALFORMED },
	{ .because = "no resolver",
		.cms = { NAME },
		.visit_gap = ERROR_CONFIG,
		.error = ERROR_CONFIG },
};

START_TEST(dns)
{
	const struct servers_case *row = &dns_rows[_i];
	const struct plan plan = plan_of(row->cms);
	const struct dns_visit answers = dns_visit_of(arena, "", row->visit_gap, row->said);
	struct error error = { 0 };
	size_t count = 99;
	const struct name_server *servers = servers_dns(arena, &plan, &answers, &count, &error);
	ck_assert_msg(error.kind == row->error, "%s: %s", error.text, row->because);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(arena_format(arena, "%s of %s", servers[i].host, servers[i].zone),
			row->found[i]);
	ck_assert_msg(row->found[count] == NULL, "%s", row->because);
}
END_TEST

static const struct {
	const char *zone, *name;
	bool holds;
} zone_rows[] = {
	{ DOMAIN, NAME, true },
	{ "example.com", NAME, true },
	{ "com", NAME, true },
	{ NAME, NAME, false },
	{ "xample.com", NAME, false },
	{ "orp.example.com", NAME, false },
	{ "a." NAME, NAME, false },
	{ "example.net", NAME, false },
};

START_TEST(zones)
{
	ck_assert_msg(zone_holds(zone_rows[_i].zone, zone_rows[_i].name) == zone_rows[_i].holds,
		"%s", zone_rows[_i].zone);
}
END_TEST

/* The zone of a name, among those whose servers were found. */
START_TEST(innermost_zone)
{
	static const struct name_server servers[] = { { "ns1", "example.com" }, { "ns2", DOMAIN },
		{ "ns3", "example.com" }, { "ns4", "example.net" } };
	static const struct {
		const char *name, *zone;
	} each[] = { { NAME, DOMAIN }, { "a.b." DOMAIN, DOMAIN }, { DOMAIN, "example.com" },
		{ "excms02.example.com", "example.com" }, { FAR, "example.net" },
		{ "example.net", NULL }, { "excms01.example.org", NULL } };
	for (size_t i = 0; i < COUNT_OF(each); i++) {
		const char *zone = servers_zone(servers, COUNT_OF(servers), each[i].name);
		ck_assert_msg((zone == NULL) == (each[i].zone == NULL), "%s", each[i].name);
		ck_assert_msg(zone == NULL || strcmp(zone, each[i].zone) == 0, "%s: %s",
			each[i].name, zone);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("servers");
	TCase *tcase = tcase_create("servers");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, a_domain_of_one_label);
	tcase_add_loop_test(tcase, questions, 0, COUNT_OF(questions_rows));
	tcase_add_loop_test(tcase, directory, 0, COUNT_OF(directory_rows));
	tcase_add_loop_test(tcase, dns, 0, COUNT_OF(dns_rows));
	tcase_add_loop_test(tcase, zones, 0, COUNT_OF(zone_rows));
	tcase_add_test(tcase, innermost_zone);
	suite_add_tcase(suite, tcase);
	return suite;
}
