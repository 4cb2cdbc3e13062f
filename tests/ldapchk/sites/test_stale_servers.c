/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which servers are stale, and what is said of them (ad.stale-servers). */
#include "tests/test.h"

#include "checks.h"
#include "ldapchk/sites/stale_servers.h"
#include "model/stale.h"
#include "tests/examine.h"
#include "tests/ldapchk/forest.h"

#define ROW_COUNT(array) (sizeof(array) / sizeof *(array))
#define OLD              "olddc.corp.example.com"
#define SERVICE          "SRV record 0 100 389"
#define MAIN                                                                                       \
	{                                                                                          \
		"Main", "DR"                                                                       \
	}
#define DC1                                                                                        \
	{                                                                                          \
		.host = "dc1.corp.example.com", .site = "Main"                                     \
	}

static const struct forest without = { .site = MAIN, .dc = { DC1 } };
static const struct forest with = { .site = MAIN, .dc = { DC1, { .host = OLD, .site = "DR" } } };
static const struct forest upper = { .site = MAIN,
	.dc = { DC1, { .host = "OLDDC.CORP.EXAMPLE.COM", .site = "DR" } } };
static const struct forest other_suffix = { .site = MAIN,
	.dc = { DC1, { .host = "olddc.example.net", .site = "DR" } } };
static const struct forest read_only = { .site = MAIN,
	.dc = { DC1, { .host = OLD, .site = "DR", .read_only = true } } };
static const struct forest similar = { .site = MAIN,
	.dc = { DC1, { .host = "olddc2.corp.example.com", .site = "DR" } } };
static const struct forest site_hidden = {
	.site = { "Main" }, .subnet = { { "10.2.0.0/16", "DR" } }, .dc = { DC1 }
};
static const struct forest hidden = { .gap = ERROR_DENIED };

static const struct {
	const char *because;
	const struct forest *first, *second; /* what dc1 and, if it was read, dc2 show */
	const char *found_by;
	enum error_kind gap;
	const char *heuristics; /* dSHeuristics; NULL: not set */
	bool unasked;           /* dSHeuristics was not asked for */
	const char *answered_as;
	const char *server; /* NULL: OLD */
	bool is_stale;
} rows[] = {
	{ "in no Sites container", &without, NULL, .found_by = SERVICE, .gap = ERROR_UNREACHABLE,
		.is_stale = true },
	{ "whatever the reason was", &without, NULL, .found_by = SERVICE, .gap = ERROR_DENIED,
		.is_stale = true },
	{ "before its numbers were kept", &without, NULL, .found_by = "SRV record",
		.gap = ERROR_TIMEOUT, .is_stale = true },
	{ "it could be read", &without, NULL, .found_by = SERVICE, .gap = ERROR_NONE },
	{ "the plan names it", &without, NULL, .found_by = "plan", .gap = ERROR_UNREACHABLE },
	{ "it is in the Sites container", &with, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE },
	{ "in capitals", &upper, NULL, .found_by = SERVICE, .gap = ERROR_UNREACHABLE },
	{ "under the same name with another suffix", &other_suffix, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE },
	{ "read-only", &read_only, NULL, .found_by = SERVICE, .gap = ERROR_UNREACHABLE },
	{ "one whose name begins alike is another", &similar, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE, .is_stale = true },
	{ "another copy has it: it is new", &without, &with, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE },
	{ "no copy has it", &without, &without, .found_by = SERVICE, .gap = ERROR_UNREACHABLE,
		.is_stale = true },
	{ "the other copy could not be read", &without, &hidden, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE, .is_stale = true },
	{ "no copy could be read", &hidden, NULL, .found_by = SERVICE, .gap = ERROR_UNREACHABLE },
	{ "a site is hidden, and it may be there", &site_hidden, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE },
	{ "objects may be hidden", &without, NULL, .found_by = SERVICE, .gap = ERROR_UNREACHABLE,
		.heuristics = "001" },
	{ "other heuristics hide none", &without, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE, .heuristics = "0000002", .is_stale = true },
	{ "whether objects may be hidden is not known", &without, NULL, .found_by = SERVICE,
		.gap = ERROR_UNREACHABLE, .unasked = true },
	{ "a name of no host is not left over", &without, NULL, .found_by = SERVICE,
		.gap = ERROR_MALFORMED, .server = "x,ldap://evil.example.org/" },
	{ "it said its name", &without, NULL, .found_by = SERVICE, .gap = ERROR_CONFIG,
		.answered_as = OLD },
	{ "another server has its address", &without, NULL, .found_by = SERVICE,
		.gap = ERROR_CONFIG, .answered_as = "dc7.corp.example.com", .is_stale = true },
};

static struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
	.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" } };
static const struct plan plan = {
	.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
};

static struct directory_visit visit_of_site(struct arena *arena, const char *server,
	const struct forest *forest, const char *heuristics, bool unasked)
{
	struct directory_visit visit = { .server = server, .found_by = SERVICE };
	struct entry *service = arena_alloc(arena, sizeof *service);
	*service = (struct entry){ .dn = "CN=Directory Service" };
	if (heuristics != NULL)
		forest_put(arena, service, "dSHeuristics", heuristics);
	visit.directory_service = unasked ? NULL : service;
	forest_describe(arena, &visit, forest);
	return visit;
}

START_TEST(controllers)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[3] = {
		visit_of_site(arena, "dc1.corp.example.com", rows[_i].first, rows[_i].heuristics,
			rows[_i].unasked),
		{ .server = rows[_i].server == NULL ? OLD : rows[_i].server,
			.found_by = rows[_i].found_by,
			.gap = { rows[_i].gap, "cannot bind" } },
	};
	if (rows[_i].answered_as != NULL)
		forest_put(arena, &visit[1].root, "dnsHostName", rows[_i].answered_as);
	struct evidence evidence = { .directory = { .visit = visit, .count = 2 } };
	if (rows[_i].second != NULL)
		visit[evidence.directory.count++] =
			visit_of_site(arena, "dc2.corp.example.com", rows[_i].second, NULL, false);
	const size_t before = evidence.directory.count;
	stale_servers_apply(arena, &plan, &evidence);
	ck_assert_msg(evidence.stale->count == rows[_i].is_stale, "%s", rows[_i].because);
	ck_assert_uint_eq(evidence.directory.count, before - rows[_i].is_stale);
	for (size_t i = 0; i < evidence.directory.count && rows[_i].is_stale; i++)
		ck_assert_str_ne(evidence.directory.visit[i].server, OLD);
	const struct expected expected = { .outcome = OUTCOME_WARN,
		.subject_id = "corp.example.com",
		.remedy_holds = strcmp(rows[_i].found_by, SERVICE) == 0
					? "_ldap._tcp.dc SRV 0 100 389 " OLD ". /f"
					: "SRV PRIORITY WEIGHT PORT " OLD };
	if (rows[_i].is_stale)
		examine(arena, &check_ad_stale_servers, &plan, &evidence, &expected,
			rows[_i].because);
	arena_free(arena);
}
END_TEST

/* A name server is stale only if DNS says that it has no address. */
START_TEST(name_servers)
{
	static const enum error_kind gaps[] = { ERROR_ABSENT, ERROR_UNREACHABLE, ERROR_TIMEOUT,
		ERROR_NONE };
	for (size_t i = 0; i < ROW_COUNT(gaps); i++) {
		struct arena *arena = arena_new();
		struct directory_visit visit =
			visit_of_site(arena, "dc1.corp.example.com", &without, NULL, false);
		struct dns_visit dns[] = {
			{ .server = OLD,
				.found_by = "NS record of corp.example.com",
				.gap = { gaps[i], "no address" } },
			{ .server = "dc1.corp.example.com" },
		};
		struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
			.dns = { .visit = dns, .count = 2 } };
		const bool is_stale = gaps[i] == ERROR_ABSENT;
		stale_servers_apply(arena, &plan, &evidence);
		ck_assert_uint_eq(evidence.stale->count, is_stale);
		ck_assert_uint_eq(evidence.dns.count, 2 - is_stale);
		ck_assert_str_eq(
			evidence.dns.visit[evidence.dns.count - 1].server, "dc1.corp.example.com");
		const struct expected expected = {
			.outcome = is_stale ? OUTCOME_WARN : OUTCOME_PASS,
			.subject_id = "corp.example.com",
			.remedy_holds =
				is_stale ? "/RecordDelete corp.example.com @ NS " OLD ". /f" : NULL,
		};
		examine(arena, &check_ad_stale_servers, &plan, &evidence, &expected, "NS");
		arena_free(arena);
	}
}
END_TEST

/* A listed domain controller that does not answer: whether it has a computer account. */
static const struct {
	const char *because;
	enum error_kind gap;
	bool has_account, others_have;
	enum outcome outcome;
	const char *holds;
} left_rows[] = {
	{ "an account", ERROR_UNREACHABLE, true, true, OUTCOME_UNKNOWN, "metadata cleanup" },
	{ "no account", ERROR_UNREACHABLE, false, true, OUTCOME_WARN, "metadata cleanup" },
	{ "no account, silent", ERROR_TIMEOUT, false, true, OUTCOME_WARN,
		"remove selected server CN=olddc,CN=Servers,CN=DR,CN=Sites" },
	{ "accounts are not shown", ERROR_TIMEOUT, false, false, OUTCOME_UNKNOWN,
		"metadata cleanup" },
	{ "it refuses this account: it exists", ERROR_DENIED, false, true, OUTCOME_PASS, NULL },
};

START_TEST(left_over)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[] = {
		visit_of_site(arena, "dc1.corp.example.com", &with, NULL, false),
		{ .server = OLD,
			.found_by = "Sites container",
			.gap = { left_rows[_i].gap, "no connection" } },
	};
	const struct directory_part *sites = directory_part(&visit[0], PART_SITES);
	for (size_t i = 0; i < sites->count; i++) {
		struct entry *entry = &sites->entry[i];
		const bool is_old = strncmp(entry->dn, "CN=olddc,", 9) == 0;
		if (strncmp(entry->dn, "CN=dc1,", 7) != 0 && !is_old)
			continue;
		if (is_old ? left_rows[_i].has_account : left_rows[_i].others_have)
			forest_put(arena, entry, "serverReference", "CN=X,DC=corp");
	}
	struct evidence evidence = { .directory = { .visit = visit, .count = 2 } };
	stale_servers_apply(arena, &plan, &evidence);
	ck_assert_uint_eq(evidence.stale->count, 0);
	const struct expected expected = { .outcome = left_rows[_i].outcome,
		.remedy_holds = left_rows[_i].holds };
	examine(arena, &check_ad_stale_servers, &plan, &evidence, &expected, left_rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("stale servers");
	TCase *tcase = tcase_create("stale servers");
	tcase_add_loop_test(tcase, controllers, 0, ROW_COUNT(rows));
	tcase_add_test(tcase, name_servers);
	tcase_add_loop_test(tcase, left_over, 0, ROW_COUNT(left_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
