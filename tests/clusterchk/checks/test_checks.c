/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dns.record and dns.ttl. */
#include "tests/test.h"

#include "checks.h"
#include "tests/clusterchk/dns_case.h"
#include "tests/examine.h"

enum { MAX_SERVERS = 3, LIMIT = 300 };

struct server {
	const char *name; /* NULL ends the list */
	enum error_kind gap;
	struct answer_row said[MAX_ANSWERS];
};

struct dns_case {
	const char *because;
	enum outcome record, ttl;
	const char *record_proof, *ttl_proof;
	const char *plan[MAX_SERVERS];
	enum error_kind source_gap;
	struct server server[MAX_SERVERS];
};

#define BOTH(both)          .record = OUTCOME_##both, .ttl = OUTCOME_##both
#define RESULTS(one, other) .record = OUTCOME_##one, .ttl = OUTCOME_##other
#define SAYS(seconds)                                                                              \
	{                                                                                          \
		{ IN4, .record = { A_OF(NAME, seconds) } },                                        \
		{                                                                                  \
			IN6                                                                        \
		}                                                                                  \
	}
#define NS1(...)                                                                                   \
	{                                                                                          \
		.name = "ns1", .said = { __VA_ARGS__ }                                             \
	}
#define NS2(...)                                                                                   \
	{                                                                                          \
		.name = "ns2", .said = { __VA_ARGS__ }                                             \
	}
#define GOOD(ns, seconds)                                                                          \
	{                                                                                          \
		.name = (ns), .said = SAYS(seconds)                                                \
	}
#define SILENT(ns)                                                                                 \
	{                                                                                          \
		.name = (ns), .gap = ERROR_TIMEOUT                                                 \
	}
#define NOT_THERE                                                                                  \
	{ IN4, .rcode = 3 },                                                                       \
	{                                                                                          \
		IN6, .rcode = 3                                                                    \
	}

static const struct dns_case answer_rows[] = {
	{ .because = "an address, at the limit",
		BOTH(PASS),
		.record_proof = HERE,
		.server = { GOOD("ns1", LIMIT) } },
	{ .because = "one second above",
		RESULTS(PASS, FAIL),
		.ttl_proof = "301",
		.server = { GOOD("ns1", LIMIT + 1) } },
	{ .because = "a TTL of 0", BOTH(PASS), .server = { GOOD("ns1", 0) } },
	{ .because = "one of two records is above the limit",
		RESULTS(PASS, FAIL),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 60) } },
			{ IN6, .record = { AAAA_OF(NAME, 1200) } }) } },
	{ .because = "NXDOMAIN: without a record there is no TTL",
		RESULTS(FAIL, UNKNOWN),
		.server = { NS1(NOT_THERE) } },
	{ .because = "a name without an address",
		RESULTS(FAIL, UNKNOWN),
		.server = { NS1({ IN4 }, { IN6 }) } },
	{ .because = "NXDOMAIN without AA",
		BOTH(UNKNOWN),
		.server = { NS1(
			{ IN4, .rcode = 3, .lame = true }, { IN6, .rcode = 3, .lame = true }) } },
	{ .because = "the remaining TTL of a cache is within the limit: UNKNOWN",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .lame = true, .record = { A_OF(NAME, 200) } },
			{ IN6, .lame = true }) } },
	{ .because = "the remaining TTL of a cache is above the limit",
		RESULTS(UNKNOWN, FAIL),
		.server = { NS1({ IN4, .lame = true, .record = { A_OF(NAME, 900) } },
			{ IN6, .lame = true }) } },
	{ .because = "one of both answers is not authoritative",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 60) } }, { IN6, .lame = true }) } },
	{ .because = "refused",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .rcode = 5 }, { IN6, .rcode = 5 }) } },
	{ .because = "SERVFAIL for one type",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 60) } }, { IN6, .rcode = 2 }) } },
	{ .because = "SERVFAIL for one type, the other is above the limit",
		RESULTS(UNKNOWN, FAIL),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 1200) } }, { IN6, .rcode = 2 }) } },
	{ .because = "NXDOMAIN and an address",
		BOTH(UNKNOWN),
		.record_proof = NAME,
		.server = { NS1(
			{ IN4, .rcode = 3, .record = { A_OF(NAME, 60) } }, { IN6, .rcode = 3 }) } },
	{ .because = "an alias within the limit, and beside it an address above the limit",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60),
					       A_OF(NAME, 1200) } },
			{ IN6 }) } },
	{ .because = "truncated before the first record: it may have one",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .cut = true }, { IN6 }) } },
	{ .because = "truncated after a record within the limit",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .cut = true, .record = { A_OF(NAME, 60) } }, { IN6 }) } },
	{ .because = "a TTL that is read as 0 or as 136 years",
		BOTH(UNKNOWN),
		.server = { GOOD("ns1", INT64_C(0xffffffff)) } },
};

static const struct dns_case alias_rows[] = {
	{ .because = "an alias, all within the limit",
		BOTH(PASS),
		.record_proof = ALIAS,
		.server = { NS1({ IN4, .record = { TO(NAME, 300, ALIAS), A_OF(ALIAS, 60) } },
			{ IN6, .record = { TO(NAME, 300, ALIAS) } }) } },
	{ .because = "an alias within the limit, an address above it",
		BOTH(PASS),
		.server = { NS1({ IN4, .record = { TO(NAME, 300, ALIAS), A_OF(ALIAS, 1200) } },
			{ IN6 }) } },
	{ .because = "alias and address above the limit",
		RESULTS(PASS, FAIL),
		.ttl_proof = "900",
		.server = { NS1({ IN4, .record = { TO(NAME, 900, ALIAS), A_OF(ALIAS, 1200) } },
			{ IN6 }) } },
	{ .because = "an alias whose target this server does not know",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { TO(NAME, 60, FAR) } },
			{ IN6, .record = { TO(NAME, 60, FAR) } }) } },
	{ .because = "an alias whose target may be from a cache",
		BOTH(UNKNOWN),
		.server = { NS1(
			{ IN4, .record = { TO(NAME, 300, FAR), A_OF(FAR, 60) } }, { IN6 }) } },
	{ .because = "the same, above the limit",
		RESULTS(UNKNOWN, FAIL),
		.server = { NS1(
			{ IN4, .record = { TO(NAME, 900, FAR), A_OF(FAR, 900) } }, { IN6 }) } },
	{ .because = "one server knows the alias's target, one does not: no difference",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { TO(NAME, 60, ALIAS) } }, { IN6 }),
			NS2({ IN4, .record = { TO(NAME, 60, ALIAS), A_OF(ALIAS, 60) } },
				{ IN6 }) } },
	{ .because = "an alias of itself",
		BOTH(UNKNOWN),
		.server = { NS1(
			{ IN4, .record = { TO(NAME, 60, NAME), A_OF(NAME, 60) } }, { IN6 }) } },
};

static const struct dns_case server_rows[] = {
	{ .because = "two agree", BOTH(PASS), .server = { GOOD("ns1", 60), GOOD("ns2", 300) } },
	{ .because = "the TTL is not replicated yet",
		RESULTS(PASS, FAIL),
		.ttl_proof = "1200",
		.server = { GOOD("ns1", 60), GOOD("ns2", 1200) } },
	{ .because = "two disagree",
		RESULTS(FAIL, PASS),
		.record_proof = THERE,
		.server = { GOOD("ns1", 60),
			NS2({ IN4, .record = { RECORD(NAME, "A", 60, THERE) } }, { IN6 }) } },
	{ .because = "one has an additional address",
		RESULTS(FAIL, PASS),
		.server = { GOOD("ns1", 60), NS2({ IN4, .record = { A_OF(NAME, 60) } },
						     { IN6, .record = { AAAA_OF(NAME, 60) } }) } },
	{ .because = "the same addresses in another order",
		BOTH(PASS),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 60), RECORD(NAME, "A", 60, THERE) } },
				    { IN6 }),
			NS2({ IN4, .record = { RECORD(NAME, "A", 60, THERE), A_OF(NAME, 60) } },
				{ IN6 }) } },
	{ .because = "one has the same record twice",
		BOTH(PASS),
		.server = { GOOD("ns1", 60),
			NS2({ IN4, .record = { A_OF(NAME, 60), A_OF(NAME, 60) } }, { IN6 }) } },
	{ .because = "one has none",
		RESULTS(FAIL, UNKNOWN),
		.server = { GOOD("ns1", 60), NS2(NOT_THERE) } },
	{ .because = "the second and the third disagree",
		RESULTS(FAIL, UNKNOWN),
		.server = { SILENT("ns0"), GOOD("ns1", 60),
			NS2({ IN4, .record = { RECORD(NAME, "A", 60, THERE) } }, { IN6 }) } },
	{ .because = "one that does not serve the zone disagrees",
		BOTH(UNKNOWN),
		.server = { GOOD("ns1", 60),
			NS2({ IN4, .lame = true, .record = { RECORD(NAME, "A", 60, THERE) } },
				{ IN6, .lame = true }) } },
	{ .because = "one with an incomplete answer disagrees",
		BOTH(UNKNOWN),
		.server = { GOOD("ns1", 60),
			NS2({ IN4, .record = { RECORD(NAME, "A", 60, THERE) } },
				{ IN6, .gap = ERROR_TIMEOUT }) } },
	{ .because = "one did not answer",
		BOTH(UNKNOWN),
		.record_proof = "ns2",
		.ttl_proof = "ns2",
		.server = { GOOD("ns1", 60), SILENT("ns2") } },
	{ .because = "one did not answer, another has a TTL above the limit",
		RESULTS(UNKNOWN, FAIL),
		.server = { SILENT("ns2"), GOOD("ns1", 1200) } },
	{ .because = "one did not answer, one answered NXDOMAIN",
		RESULTS(FAIL, UNKNOWN),
		.server = { SILENT("ns2"), NS1(NOT_THERE) } },
};

static const struct dns_case gap_rows[] = {
	{ .because = "the name servers could not be found",
		BOTH(UNKNOWN),
		.source_gap = ERROR_ABSENT },
	{ .because = "no server was asked", BOTH(UNKNOWN), .server = { { 0 } } },
	{ .because = "no server answered", BOTH(UNKNOWN), .server = { SILENT("ns1") } },
	{ .because = "no answer to both questions",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .gap = ERROR_TIMEOUT }, { IN6, .gap = ERROR_TIMEOUT }) } },
	{ .because = "no answer for one type",
		BOTH(UNKNOWN),
		.server = { NS1(
			{ IN4, .record = { A_OF(NAME, 60) } }, { IN6, .gap = ERROR_MALFORMED }) } },
	{ .because = "one question was not asked",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .record = { A_OF(NAME, 60) } }) } },
	{ .because = "the other question was not asked",
		BOTH(UNKNOWN),
		.server = { NS1({ IN6, .record = { AAAA_OF(NAME, 60) } }) } },
	{ .because = "it was asked for another name",
		BOTH(UNKNOWN),
		.server = { NS1({ IN4, .name = ALIAS, .record = { A_OF(NAME, 60) } },
			{ IN6, .name = ALIAS }) } },
	{ .because = "a server that was asked only for another zone's name does not count",
		BOTH(PASS),
		.server = { NS1({ IN4, .name = FAR, .rcode = 3 }, { IN6, .name = FAR, .rcode = 3 }),
			GOOD("ns2", 60) } },
	{ .because = "it counts if the plan names it",
		BOTH(UNKNOWN),
		.plan = { "ns1", "ns2" },
		.record_proof = "ns1",
		.ttl_proof = "ns1",
		.server = { NS1({ IN4, .name = FAR }, { IN6, .name = FAR }), GOOD("ns2", 60) } },
	{ .because = "all servers of the plan, in another case",
		BOTH(PASS),
		.plan = { "NS1", "ns2" },
		.server = { GOOD("ns1", 60), GOOD("NS2", 60) } },
	{ .because = "a server of the plan is missing",
		BOTH(UNKNOWN),
		.plan = { "ns1", "ns2" },
		.record_proof = "ns2",
		.ttl_proof = "ns2",
		.server = { GOOD("ns1", 60) } },
	{ .because = "the first is missing",
		BOTH(UNKNOWN),
		.plan = { "ns2", "ns1" },
		.record_proof = "ns2",
		.server = { GOOD("ns1", 60) } },
	{ .because = "all are missing", BOTH(UNKNOWN), .plan = { "ns1", "ns2" } },
	{ .because = "one is missing, one answered NXDOMAIN",
		RESULTS(FAIL, UNKNOWN),
		.plan = { "ns1", "ns2" },
		.record_proof = "ns2",
		.server = { NS1(NOT_THERE) } },
	{ .because = "one is missing, another has a TTL above the limit",
		RESULTS(UNKNOWN, FAIL),
		.plan = { "ns1", "ns2" },
		.ttl_proof = "ns2",
		.server = { GOOD("ns1", 1200) } },
};

static void check_case(const struct dns_case *row)
{
	struct arena *arena = arena_new();
	struct recovery recovery = { .cms = { "EXCMS01", NAME },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" } };
	struct endpoint servers[MAX_SERVERS];
	struct plan plan = { .recoveries = &recovery, .recovery_count = 1, .dns_servers = servers };
	plan.policy.max_ttl_seconds = LIMIT;
	struct dns_visit visit[MAX_SERVERS];
	struct evidence evidence = { .dns.visit = visit };
	evidence.dns.gap = (struct gap){ .cause = row->source_gap, .text = "not to be found" };
	for (size_t i = 0; i < MAX_SERVERS; i++) {
		const struct server *server = &row->server[i];
		if (row->plan[i] != NULL)
			servers[plan.dns_server_count++] =
				(struct endpoint){ .given = row->plan[i] };
		if (server->name != NULL)
			visit[evidence.dns.count++] =
				dns_visit_of(arena, server->name, server->gap, server->said);
	}
	const struct expected record = {
		.outcome = row->record, .subject_id = NAME, .proof_holds = row->record_proof
	};
	examine(arena, &check_dns_record, &plan, &evidence, &record, row->because);
	const struct expected ttl = { .outcome = row->ttl,
		.subject_id = NAME,
		.remedy_holds = row->ttl == OUTCOME_FAIL
					? "res \"Network Name (EXCMS01)\" /priv HostRecordTTL=300"
					: NULL,
		.remedy_lacks = row->ttl == OUTCOME_FAIL ? NULL : "HostRecordTTL",
		.proof_holds = row->ttl_proof };
	examine(arena, &check_dns_ttl, &plan, &evidence, &ttl, row->because);
	arena_free(arena);
}

START_TEST(answers)
{
	check_case(&answer_rows[_i]);
}
END_TEST

START_TEST(aliases)
{
	check_case(&alias_rows[_i]);
}
END_TEST

START_TEST(several_servers)
{
	check_case(&server_rows[_i]);
}
END_TEST

START_TEST(gaps)
{
	check_case(&gap_rows[_i]);
}
END_TEST

START_TEST(both_block)
{
	ck_assert_str_eq(check_dns_record.id, "dns.record");
	ck_assert_str_eq(check_dns_ttl.id, "dns.ttl");
	ck_assert(check_dns_record.weight == WEIGHT_BLOCKING);
	ck_assert(check_dns_ttl.weight == WEIGHT_BLOCKING);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("the checks of DNS");
	TCase *tcase = tcase_create("the checks of DNS");
	tcase_add_loop_test(tcase, answers, 0, COUNT_OF(answer_rows));
	tcase_add_loop_test(tcase, aliases, 0, COUNT_OF(alias_rows));
	tcase_add_loop_test(tcase, several_servers, 0, COUNT_OF(server_rows));
	tcase_add_loop_test(tcase, gaps, 0, COUNT_OF(gap_rows));
	tcase_add_test(tcase, both_block);
	suite_add_tcase(suite, tcase);
	return suite;
}
