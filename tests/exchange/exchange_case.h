/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A check over one or two servers' copies of the organisation of EXCMS01, which NODE1 and NODE2 run
 * and which DRNODE1 of DRCLU01 is to take over.
 */
#pragma once

#include "tests/exchange/forest.h"

/* Objects; what follows the names are attributes. */
#define OBJECT(dn, class, name, ...)                                                               \
	{                                                                                          \
		dn, class,                                                                         \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define SERVER(name, ...) OBJECT("CN=" name "," SERVERS, "msExchExchangeServer", name, __VA_ARGS__)
#define CMS(...)          SERVER("EXCMS01", __VA_ARGS__)
#define BARE_GROUP(name, server, ...)                                                              \
	OBJECT("CN=" name "," STORE(server), "msExchStorageGroup", name, __VA_ARGS__)
#define GROUP(name, server, ...) BARE_GROUP(name, server, "msExchESEParamBaseName=E00", __VA_ARGS__)
#define DATABASE(name, group, server, ...)                                                         \
	OBJECT("CN=" name ",CN=" group "," STORE(server), "msExchPrivateMDB", name, __VA_ARGS__)
#define PUBLIC(group, server)                                                                      \
	OBJECT("CN=PF,CN=" group "," STORE(server), "msExchPublicMDB", "PF", NULL)
#define BOOK(name, ...) OBJECT("CN=" name "," ORGANISATION, "msExchOAB", name, __VA_ARGS__)

#define GENERATED_BY(server) "offLineABServer=CN=" server "," SERVERS
#define CCR                  "msExchClusterStorageType=1"
#define SCC                  "msExchClusterStorageType=2"
#define LCR                  "msExchHasLocalCopy=1"
#define RESTORE              "msExchRestore=TRUE"
#define RTM                  "versionNumber=1912635637" /* 0x720080f5, 8.0.245 */
#define SP1                  "versionNumber=1912701168" /* 0x720180f0, 8.1.240 */
#define SP2                  "versionNumber=1912766640" /* 0x720280b0, 8.2.176 */
#define EX2010               "versionNumber=1937801568" /* 14.0.352 */
#define NODE(name)           "msExchServerRedundantMachines=" name
#define AT(fqdn)             "networkAddress=ncacn_ip_tcp:" fqdn
#define TARGET(machine)      "msExchStandbyCopyMachines=" machine ";x"
#define PATHS(path)          "msExchESEParamLogFilePath=" path, "msExchESEParamSystemPath=" path
#define FILE_AT(path)        "msExchEDBFile=" path

struct exchange_case {
	const char *because;
	const struct check *check;
	struct expected expected;
	const char *summary_holds;
	bool no_nodes;
	size_t standby_nodes;    /* 0: one */
	struct forest forest[2]; /* the second, where it has rows, is dc2's */
};

#define GIVES(result)        .expected = { .outcome = OUTCOME_##result }
#define PROVES(result, part) .expected = { .outcome = OUTCOME_##result, .proof_holds = (part) }

static struct name case_sources[] = { { .label = "NODE1", .fqdn = "node1.corp.example.com" },
	{ .label = "NODE2", .fqdn = "node2.corp.example.com" } };
static struct name case_standbys[] = { { .label = "DRNODE1", .fqdn = "drnode1.corp.example.com" },
	{ .label = "DRNODE2", .fqdn = "drnode2.corp.example.com" },
	{ .label = "DRNODE3", .fqdn = "drnode3.corp.example.com" } };

static inline struct recovery case_recovery(bool no_nodes)
{
	return (struct recovery){
		.cms = { .label = "EXCMS01", .fqdn = "excms01.corp.example.com" },
		.standby_cluster = { .label = "DRCLU01", .fqdn = "drclu01.corp.example.com" },
		.source_nodes = case_sources,
		.source_node_count = COUNT_OF(case_sources),
		.standby_nodes = case_standbys,
		.standby_node_count = no_nodes ? 0 : 1,
	};
}

static inline void exchange_case_check(const struct exchange_case *row)
{
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(row->no_nodes);
	if (row->standby_nodes > 0)
		recovery.standby_node_count = row->standby_nodes;
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visit[] = { visit_of(arena, &row->forest[0]),
		visit_of(arena, &row->forest[1]) };
	visit[1].server = "dc2";
	const bool second = row->forest[1].row[0].dn != NULL || row->forest[1].no_part;
	const struct evidence evidence = { .directory = { .visit = visit, .count = 1u + second } };
	examine(arena, row->check, &plan, &evidence, &row->expected, row->because);
	if (row->summary_holds != NULL) {
		struct findings findings = { .arena = arena };
		const struct examination examination = { .check = row->check,
			.plan = &plan,
			.recovery = &recovery,
			.evidence = &evidence,
			.findings = &findings,
			.arena = arena };
		row->check->run(&examination);
		expect_text(findings.finding[0].summary, row->summary_holds, true, "the summary",
			row->because);
	}
	arena_free(arena);
}
