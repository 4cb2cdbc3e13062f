/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The advisory checks dns.agree, dns.reverse and dns.cluster-name-ttl. */
#include "tests/test.h"

#include "checks.h"
#include "model/soa.h"
#include "tests/clusterchk/dns_case.h"
#include "tests/examine.h"

enum { MAX_SERVERS = 3, LIMIT = 300 };

#define CLUSTER "drclu01." DOMAIN
#define BACK    "10.2.0.192.in-addr.arpa"
#define BACK_6  "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"

#define IS(result)          .expected = { .outcome = OUTCOME_##result }
#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define SERVER(ns, ...)                                                                            \
	{                                                                                          \
		.name = (ns), .said = { __VA_ARGS__ }                                              \
	}
#define SILENT(ns)                                                                                 \
	{                                                                                          \
		.name = (ns), .gap = ERROR_TIMEOUT                                                 \
	}
#define GIVES(ttl)                                                                                 \
	{                                                                                          \
		IN4, .record = { A_OF(NAME, ttl) }                                                 \
	}
#define GIVES_OTHER                                                                                \
	{                                                                                          \
		IN4, .record = { RECORD(NAME, "A", 60, THERE) }                                    \
	}
#define NO_IN6                                                                                     \
	{                                                                                          \
		IN6                                                                                \
	}
#define SOA(primary, serial)                                                                       \
	{                                                                                          \
		.type = "SOA", .name = DOMAIN, .record = {                                         \
			RECORD(DOMAIN, "SOA", 3600,                                                \
				primary "." DOMAIN " hostmaster." DOMAIN " " serial                \
					" 900 600 86400 3600")                                     \
		}                                                                                  \
	}
#define OUTER_SOA "ns1.example.com hostmaster.example.com 9 900 600 86400 3600"
#define PTR(...)                                                                                   \
	{                                                                                          \
		.type = "PTR", .name = BACK, __VA_ARGS__                                           \
	}
#define LEADS_TO(target) RECORD(BACK, "PTR", 60, target)
#define WITH_BACK(...)   .server = { SERVER("ns1", GIVES(60), NO_IN6, PTR(__VA_ARGS__)) }
#define CLUSTER_GIVES(ttl)                                                                         \
	{                                                                                          \
		IN4, .name = CLUSTER, .record = { A_OF(CLUSTER, ttl) }                             \
	}
#define CLUSTER_NO_IN6                                                                             \
	{                                                                                          \
		IN6, .name = CLUSTER                                                               \
	}

struct server {
	const char *name; /* NULL ends the list */
	enum error_kind gap;
	struct answer_row said[MAX_ANSWERS];
};

struct row {
	const char *because;
	struct expected expected;
	const char *plan;
	enum error_kind source_gap;
	struct server server[MAX_SERVERS];
};

static const struct row agree_rows[] = {
	{ .because = "the same of all",
		EXPECT(PASS, .subject_id = NAME, .proof_holds = "serial 7"),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")),
			SERVER("ns2", GIVES(60), NO_IN6, SOA("ns1", "7")) } },
	{ .because = "only one server",
		IS(PASS),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")) } },
	{ .because = "no answer for its own SOA, and the parent zone's SOA is another",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6,
			{ .type = "SOA", .name = DOMAIN, .gap = ERROR_TIMEOUT },
			{ .type = "SOA",
				.name = "example.com",
				.record = { RECORD("example.com", "SOA", 3600, OUTER_SOA) } }) } },
	{ .because = "the same, refused",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6,
			{ .type = "SOA", .name = DOMAIN, .rcode = 5, .lame = true },
			{ .type = "SOA",
				.name = "example.com",
				.record = { RECORD("example.com", "SOA", 3600, OUTER_SOA) } }) } },
	{ .because = "the domain is no zone of its own: the SOA of the parent zone",
		EXPECT(PASS, .proof_holds = "serial 9 of example.com"),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, { .type = "SOA", .name = DOMAIN },
			{ .type = "SOA",
				.name = "example.com",
				.record = { RECORD("example.com", "SOA", 3600, OUTER_SOA) } }) } },
	{ .because = "a secondary that lags",
		EXPECT(WARN, .remedy_holds = "dnscmd ns2 /ZoneRefresh " DOMAIN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")),
			SERVER("ns2", GIVES(60), NO_IN6, SOA("ns1", "6")) } },
	{ .because = "the first one lags",
		EXPECT(WARN, .remedy_holds = "dnscmd ns1 /ZoneRefresh " DOMAIN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns2", "6")),
			SERVER("ns2", GIVES(60), NO_IN6, SOA("ns2", "7")) } },
	{ .because = "the one that lags furthest is named",
		EXPECT(WARN, .remedy_holds = "dnscmd ns3 /ZoneRefresh " DOMAIN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "9")),
			SERVER("ns2", GIVES(60), NO_IN6, SOA("ns1", "7")),
			SERVER("ns3", GIVES(60), NO_IN6, SOA("ns1", "5")) } },
	{ .because = "serials wrap around: 4294967295 comes before 3",
		EXPECT(WARN, .remedy_holds = "dnscmd ns1 /ZoneRefresh"),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "4294967295")),
			SERVER("ns2", GIVES(60), NO_IN6, SOA("ns1", "3")) } },
	{ .because = "each is its own primary: serials are not comparable",
		EXPECT(PASS, .proof_holds = "KB 282826"),
		.server = { SERVER("dc1", GIVES(60), NO_IN6, SOA("dc1", "7")),
			SERVER("dc2", GIVES(60), NO_IN6, SOA("dc2", "905")) } },
	{ .because = "a secondary of the second of two that are each their own primary lags",
		EXPECT(WARN, .remedy_holds = "dnscmd ns3 /ZoneRefresh"),
		.server = { SERVER("dc1", GIVES(60), NO_IN6, SOA("dc1", "7")),
			SERVER("dc2", GIVES(60), NO_IN6, SOA("dc2", "905")),
			SERVER("ns3", GIVES(60), NO_IN6, SOA("DC2", "904")) } },
	{ .because = "other TTLs",
		EXPECT(WARN, .remedy_holds = "repadmin", .proof_holds = "300 s"),
		.server = { SERVER("dc1", GIVES(60), NO_IN6, SOA("dc1", "7")),
			SERVER("dc2", GIVES(300), NO_IN6, SOA("dc2", "7")) } },
	{ .because = "other addresses: dns.record fails, and here it is advice",
		EXPECT(WARN, .proof_holds = THERE),
		.server = { SERVER("dc1", GIVES(60), NO_IN6, SOA("dc1", "7")),
			SERVER("dc2", GIVES_OTHER, NO_IN6, SOA("dc2", "7")) } },
	{ .because = "NXDOMAIN on one of two",
		IS(WARN),
		.server = { SERVER("dc1", GIVES(60), NO_IN6, SOA("dc1", "7")),
			SERVER("dc2", { IN4, .rcode = 3 }, { IN6, .rcode = 3 },
				SOA("dc2", "7")) } },
	{ .because = "one does not answer",
		EXPECT(UNKNOWN, .proof_holds = "ns2"),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")), SILENT("ns2") } },
	{ .because = "one does not answer, two differ: still a difference",
		IS(WARN),
		.server = { SILENT("ns0"), SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")),
			SERVER("ns2", GIVES(300), NO_IN6, SOA("ns1", "7")) } },
	{ .because = "one does not serve the zone: its answer does not count",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")),
			SERVER("ns2", { IN4, .lame = true, .record = { A_OF(NAME, 17) } },
				{ IN6, .lame = true }, SOA("ns1", "6")) } },
	{ .because = "refused",
		EXPECT(UNKNOWN, .proof_holds = "REFUSED"),
		.server = { SERVER("ns1", { IN4, .rcode = 5 }, { IN6, .rcode = 5 }) } },
	{ .because = "older evidence without SOA questions",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6), SERVER("ns2", GIVES(60), NO_IN6) } },
	{ .because = "a serial in an answer without AA does not count",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6,
			{ .type = "SOA",
				.name = DOMAIN,
				.lame = true,
				.record = { RECORD(DOMAIN, "SOA", 60, "a b 1 2 3 4 5") } }) } },
	{ .because = "a malformed SOA",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6,
			{ .type = "SOA",
				.name = DOMAIN,
				.record = { RECORD(DOMAIN, "SOA", 60, "a b 99999999999 2") } }) } },
	{ .because = "the plan names one that was not asked",
		EXPECT(UNKNOWN, .proof_holds = "ns9"),
		.plan = "ns9",
		.server = { SERVER("ns1", GIVES(60), NO_IN6, SOA("ns1", "7")) } },
	{ .because = "the servers could not be found", IS(UNKNOWN), .source_gap = ERROR_ABSENT },
};

static const struct row reverse_rows[] = {
	{ .because = "the PTR record has the CMS's name",
		EXPECT(PASS, .subject_id = NAME, .proof_holds = "EXCMS01." DOMAIN),
		WITH_BACK(.record = { LEADS_TO("EXCMS01." DOMAIN) }) },
	{ .because = "the PTR record has another name",
		EXPECT(WARN, .proof_holds = ALIAS, .remedy_holds = "PTR"),
		WITH_BACK(.record = { LEADS_TO(ALIAS) }) },
	{ .because = "two PTR records, one of them with the CMS's name",
		EXPECT(PASS, .proof_holds = ALIAS),
		WITH_BACK(.record = { LEADS_TO(ALIAS), LEADS_TO(NAME) }) },
	{ .because = "an alias into a delegated zone (RFC 2317)",
		IS(PASS),
		WITH_BACK(.record = { TO(BACK, 60, "10.0-63.2.0.192.in-addr.arpa"),
				  RECORD("10.0-63.2.0.192.in-addr.arpa", "PTR", 60, NAME) }) },
	{ .because = "no PTR record: a cluster registers none by default",
		EXPECT(PASS, .proof_holds = "no PTR record"),
		WITH_BACK(.rcode = 3) },
	{ .because = "the server does not serve the reverse zone",
		EXPECT(PASS, .proof_holds = "does not serve the reverse zone"),
		WITH_BACK(.rcode = 3, .lame = true) },
	{ .because = "the server does not serve the reverse zone: REFUSED",
		IS(PASS),
		WITH_BACK(.rcode = 5, .lame = true) },
	{ .because = "another name, from a cache",
		IS(WARN),
		WITH_BACK(.lame = true, .record = { LEADS_TO(ALIAS) }) },
	{ .because = "SERVFAIL",
		EXPECT(UNKNOWN, .proof_holds = "2"),
		WITH_BACK(.rcode = 2, .lame = true) },
	{ .because = "no answer", IS(UNKNOWN), WITH_BACK(.gap = ERROR_TIMEOUT) },
	{ .because = "truncated",
		IS(UNKNOWN),
		WITH_BACK(.cut = true, .record = { LEADS_TO(NAME) }) },
	{ .because = "older evidence without PTR questions",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6) } },
	{ .because = "no address",
		IS(UNKNOWN),
		.server = { SERVER("ns1", { IN4, .rcode = 3 }, { IN6, .rcode = 3 }) } },
	{ .because = "IPv6: another name; IPv4: the CMS's name",
		EXPECT(WARN, .proof_holds = SIX),
		.server = { SERVER("ns1", GIVES(60), { IN6, .record = { AAAA_OF(NAME, 60) } },
			PTR(.record = { LEADS_TO(NAME) }),
			{ .type = "PTR",
				.name = BACK_6,
				.record = { RECORD(BACK_6, "PTR", 60, FAR) } }) } },
	{ .because = "an alias into a zone of other servers (RFC 2317)",
		EXPECT(UNKNOWN, .proof_holds = "10.0-63.2.0.192.in-addr.arpa"),
		WITH_BACK(.record = { RECORD(
				  BACK, "CNAME", 60, "10.0-63.2.0.192.in-addr.arpa") }) },
	{ .because = "an alias and the record behind it",
		IS(PASS),
		WITH_BACK(.record = { RECORD(BACK, "CNAME", 60, "10.0-63.2.0.192.in-addr.arpa"),
				  RECORD("10.0-63.2.0.192.in-addr.arpa", "PTR", 60, NAME) }) },
	{ .because = "one server has another name, one does not answer",
		IS(WARN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, PTR(.record = { LEADS_TO(FAR) })),
			SILENT("ns2") } },
	{ .because = "one server has the CMS's name, one does not answer",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6, PTR(.record = { LEADS_TO(NAME) })),
			SILENT("ns2") } },
};

static const struct row cluster_rows[] = {
	{ .because = "at the limit",
		EXPECT(PASS, .subject_id = CLUSTER, .proof_holds = "300"),
		.server = { SERVER("ns1", CLUSTER_GIVES(LIMIT), CLUSTER_NO_IN6) } },
	{ .because = "one second above",
		EXPECT(WARN, .remedy_holds = "/cluster:DRCLU01 res \"Cluster Name\" /priv "
					     "HostRecordTTL=300"),
		.server = { SERVER("ns1", CLUSTER_GIVES(LIMIT + 1), CLUSTER_NO_IN6) } },
	{ .because = "above the limit on one server, one does not answer",
		IS(WARN),
		.server = { SILENT("ns0"),
			SERVER("ns1", CLUSTER_GIVES(LIMIT + 1), CLUSTER_NO_IN6) } },
	{ .because = "one does not answer",
		EXPECT(UNKNOWN, .remedy_lacks = "HostRecordTTL"),
		.server = { SILENT("ns0"), SERVER("ns1", CLUSTER_GIVES(60), CLUSTER_NO_IN6) } },
	{ .because = "the remaining TTL of a cache",
		IS(UNKNOWN),
		.server = { SERVER("ns1",
			{ IN4, .name = CLUSTER, .lame = true, .record = { A_OF(CLUSTER, 60) } },
			CLUSTER_NO_IN6) } },
	{ .because = "no record",
		IS(UNKNOWN),
		.server = { SERVER("ns1", { IN4, .name = CLUSTER, .rcode = 3 },
			{ IN6, .name = CLUSTER, .rcode = 3 }) } },
	{ .because = "older evidence without questions for the cluster",
		IS(UNKNOWN),
		.server = { SERVER("ns1", GIVES(60), NO_IN6) } },
	{ .because = "the CMS's TTL does not count",
		IS(PASS),
		.server = { SERVER(
			"ns1", GIVES(9999), NO_IN6, CLUSTER_GIVES(60), CLUSTER_NO_IN6) } },
};

static void check_row(const struct check *check, const struct row *row)
{
	struct arena *arena = arena_new();
	struct recovery recovery = { .cms = { "EXCMS01", NAME },
		.standby_cluster = { "DRCLU01", CLUSTER } };
	struct endpoint planned = { .given = row->plan };
	struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.dns_servers = &planned,
		.dns_server_count = row->plan != NULL };
	plan.policy.max_ttl_seconds = LIMIT;
	struct dns_visit visit[MAX_SERVERS];
	struct evidence evidence = { .dns.visit = visit };
	evidence.dns.gap = (struct gap){ .cause = row->source_gap, .text = "not to be found" };
	for (size_t i = 0; i < MAX_SERVERS && row->server[i].name != NULL; i++)
		visit[evidence.dns.count++] = dns_visit_of(
			arena, row->server[i].name, row->server[i].gap, row->server[i].said);
	examine(arena, check, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}

START_TEST(agree)
{
	check_row(&check_dns_agree, &agree_rows[_i]);
}
END_TEST

START_TEST(reverse)
{
	check_row(&check_dns_reverse, &reverse_rows[_i]);
}
END_TEST

START_TEST(cluster_name)
{
	check_row(&check_dns_cluster_name_ttl, &cluster_rows[_i]);
}
END_TEST

START_TEST(none_blocks)
{
	ck_assert(check_dns_agree.weight == WEIGHT_ADVISORY);
	ck_assert(check_dns_reverse.weight == WEIGHT_ADVISORY);
	ck_assert(check_dns_cluster_name_ttl.weight == WEIGHT_ADVISORY);
}
END_TEST

/* RFC 1982 3.2: of two serials half the range apart neither comes before the other. */
START_TEST(serials)
{
	ck_assert(soa_serial_before(1, 2) && !soa_serial_before(2, 1));
	ck_assert(!soa_serial_before(7, 7));
	ck_assert(soa_serial_before(UINT32_MAX, 0) && !soa_serial_before(0, UINT32_MAX));
	ck_assert(soa_serial_before(0, INT32_MAX) && !soa_serial_before(INT32_MAX, 0));
	ck_assert(!soa_serial_before(0, UINT32_C(0x80000000)));
	ck_assert(!soa_serial_before(UINT32_C(0x80000000), 0));
}
END_TEST

/* PTR records are asked for eight addresses of a name; a ninth is UNKNOWN. */
START_TEST(many_addresses)
{
	for (size_t count = 8; count <= 9; count++) {
		struct arena *arena = arena_new();
		struct dns_record record[9];
		struct dns_answer answer[11] = {
			{ .name = NAME,
				IN4,
				.authoritative = true,
				.record = record,
				.count = count },
			{ .name = NAME, IN6, .authoritative = true },
		};
		for (size_t i = 0; i < 9; i++) {
			record[i] = (struct dns_record)RECORD(
				NAME, "A", 60, arena_format(arena, "192.0.2.%zu", i + 1));
			answer[2 + i] = (struct dns_answer){
				.name = arena_format(arena, "%zu.2.0.192.in-addr.arpa", i + 1),
				.type = "PTR",
				.authoritative = true
			};
		}
		struct dns_visit visit = { .server = "ns1", .answer = answer, .count = 11 };
		const struct evidence evidence = { .dns = { .visit = &visit, .count = 1 } };
		struct recovery recovery = { .cms = { "EXCMS01", NAME },
			.standby_cluster = { "DRCLU01", CLUSTER } };
		const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
		const struct expected expected = { .outcome = count == 8 ? OUTCOME_PASS
									 : OUTCOME_UNKNOWN,
			.proof_holds = "192.0.2.8 " };
		examine(arena, &check_dns_reverse, &plan, &evidence, &expected, "many");
		arena_free(arena);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("advice of DNS");
	TCase *tcase = tcase_create("advice of DNS");
	tcase_add_loop_test(tcase, agree, 0, COUNT_OF(agree_rows));
	tcase_add_loop_test(tcase, reverse, 0, COUNT_OF(reverse_rows));
	tcase_add_loop_test(tcase, cluster_name, 0, COUNT_OF(cluster_rows));
	tcase_add_test(tcase, none_blocks);
	tcase_add_test(tcase, serials);
	tcase_add_test(tcase, many_addresses);
	suite_add_tcase(suite, tcase);
	return suite;
}
