/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of dns.stray-records and dns.outage: what DNS says, held against the sites. */
#pragma once

#include "checks.h"
#include "ldapchk/sites/topology.h"
#include "tests/clusterchk/dns_case.h"
#include "tests/examine.h"
#include "tests/ldapchk/forest.h"

enum { MAX_SERVERS = 2, PLACES_KINDS = 3 };

#define EXPECT(result, ...) .expected = { .outcome = OUTCOME_##result, __VA_ARGS__ }
#define IS(result)          .expected = { .outcome = OUTCOME_##result }
#define SITES                                                                                      \
	.site = { "Main", "DR" }, .subnet = { { "192.0.2.0/27", "Main" },                          \
		{ "203.0.113.0/24", "DR" }, { "198.51.100.0/24", "Shop" } }
#define DCS                                                                                        \
	.dc = { { .host = "dc1." DOMAIN, .site = "Main" }, { .host = "dc2." DOMAIN, .site = "DR" } }
#define LINK(...) .link = { { .name = "MAIN-DR", .site = { "Main", "DR" }, __VA_ARGS__ } }

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
#define HERE6 "2001:db8:1::10"
#define BOTH_KINDS(six)                                                                            \
	ANSWERS("ns1", SAYS(A_OF(NAME, 300)), { IN6, .record = { RECORD(NAME, "AAAA", 300, six) } })
#define SOA_OF(primary, seconds)                                                                   \
	{                                                                                          \
		.type = "SOA", .name = DOMAIN, .record = {                                         \
			RECORD(DOMAIN, "SOA", 3600,                                                \
				primary " hostmaster 7 " seconds " 600 86400 3600")                \
		}                                                                                  \
	}
#define SOA_EVERY(seconds) SOA_OF("ns1", seconds)

struct row {
	const char *because;
	struct expected expected;
	const struct forest *forest;  /* NULL: one quarter of an hour between both sites */
	const char *source, *standby; /* addresses of the nodes; NULL: in Main and DR; "": none */
	const char *plan;             /* a DNS server that it names */
	enum error_kind source_gap;
	int64_t max_outage; /* seconds that the plan allows; 0: an hour */
	bool filed, unread; /* the zone is not in the directory; it could not be looked for */
	struct {
		const char *server;
		struct answer_row said[MAX_ANSWERS];
		enum error_kind gap;
	} dns[MAX_SERVERS];
};

static const struct forest quarter = { SITES, DCS, LINK(.cost = "100", .minutes = "15") };

/* Where the zone is kept. */
static inline void add_zone(
	struct arena *arena, struct directory_visit *visit, const struct row *row)
{
	static const enum part_kind kinds[] = { PART_ZONES_DOMAIN, PART_ZONES_FOREST,
		PART_ZONES_SYSTEM };
	struct directory_part *parts = arena_alloc(arena, (1 + PLACES_KINDS) * sizeof *parts);
	parts[0] = visit->part[0];
	visit->part = parts;
	for (size_t i = 0; i < PLACES_KINDS; i++) {
		struct directory_part *part = &parts[visit->part_count++];
		*part = (struct directory_part){ .kind = part_kind_name(kinds[i]) };
		if (row->unread)
			part->gap = (struct gap){ .cause = ERROR_DENIED, .text = "hidden" };
		else if (i == 0 && !row->filed)
			forest_put(arena,
				forest_entry(arena, part,
					"DC=" DOMAIN
					",CN=MicrosoftDNS,DC=DomainDnsZones," FOREST_DOMAIN,
					"dnsZone"),
				"name", DOMAIN);
	}
}

static inline void places_check(const struct check *check, const struct row *row)
{
	struct arena *arena = arena_new();
	struct name nodes[] = { { "NODE1", "node1." DOMAIN }, { "DRNODE1", "drnode1." DOMAIN } };
	const char *address[] = { row->source != NULL ? row->source : "192.0.2.5",
		row->standby != NULL ? row->standby : "203.0.113.5" };
	struct recovery recovery = { .cms = { "EXCMS01", NAME },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" },
		.source_nodes = &nodes[0],
		.source_node_count = 1,
		.standby_nodes = &nodes[1],
		.standby_node_count = 1 };
	struct endpoint named = { .given = row->plan };
	const struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.directory.domain = DOMAIN,
		.policy.max_outage_seconds = row->max_outage > 0 ? row->max_outage : 3600,
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
			last->answer[last->count++] = forest_answer(arena, nodes[i].fqdn,
				strchr(address[i], ':') == NULL ? "A" : "AAAA", address[i]);
	}
	evidence.dns.count += evidence.dns.count > 0;
	examine(arena, check, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
