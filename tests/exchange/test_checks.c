/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over the organisation: one copy of it, and what each check makes of it. */
#include "tests/test.h"

#include "exchange/checks.h"
#include "exchange/oab.h"
#include "tests/exchange/forest.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

#define SERVER(name, ...)                                                                          \
	{                                                                                          \
		"CN=" name "," SERVERS, "msExchExchangeServer",                                    \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define CMS(...) SERVER("EXCMS01", __VA_ARGS__)
#define GROUP(name, server, ...)                                                                   \
	{                                                                                          \
		"CN=" name "," STORE(server), "msExchStorageGroup",                                \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define DATABASE(name, group, server)                                                              \
	{                                                                                          \
		"CN=" name ",CN=" group "," STORE(server), "msExchPrivateMDB",                     \
		{                                                                                  \
			"cn=" name                                                                 \
		}                                                                                  \
	}
#define PUBLIC(group, server)                                                                      \
	{                                                                                          \
		"CN=PF,CN=" group "," STORE(server), "msExchPublicMDB",                            \
		{                                                                                  \
			"cn=PF"                                                                    \
		}                                                                                  \
	}
#define BOOK(server)                                                                               \
	{                                                                                          \
		"CN=Book," ORGANISATION, "msExchOAB",                                              \
		{                                                                                  \
			"cn=Book", "offLineABServer=CN=" server "," SERVERS                        \
		}                                                                                  \
	}
#define CLUSTERED "msExchClusterStorageType=1"
#define SP1       "versionNumber=1912701168"
#define RTM       "versionNumber=1912635637" /* 8.0.245 */
#define TARGET(m) "msExchStandbyCopyMachines=" m ";x"
#define PATHS(p)  "msExchESEParamLogFilePath=" p, "msExchESEParamSystemPath=" p

static const struct {
	const struct check *check;
	struct forest forest;
	struct expected expected;
	const char *because;
} rows[] = {
	{ &check_ex_recovery_path, { .row = { CMS(CLUSTERED) } }, { OUTCOME_PASS }, "CCR" },
	{ &check_ex_recovery_path, { .row = { CMS("msExchClusterStorageType=2") } },
		{ OUTCOME_PASS }, "SCC" },
	{ &check_ex_recovery_path, { .row = { CMS(SP1) } },
		{ .outcome = OUTCOME_FAIL, .remedy_holds = "ExProfRe" }, "standalone" },
	{ &check_ex_recovery_path, { .row = { CMS("msExchClusterStorageType=7") } },
		{ .outcome = OUTCOME_UNKNOWN }, "a type that nobody knows" },
	{ &check_ex_recovery_path, { .row = { SERVER("MBX1", SP1) } },
		{ .outcome = OUTCOME_UNKNOWN }, "the CMS is not shown" },
	{ &check_ex_recovery_path, { .gap = ERROR_TIMEOUT }, { .outcome = OUTCOME_UNKNOWN },
		"not read" },
	{ &check_ex_recovery_path, { .no_part = true }, { .outcome = OUTCOME_UNKNOWN },
		"not asked" },
	{ &check_ex_version, { .row = { CMS(SP1) } },
		{ .outcome = OUTCOME_PASS, .proof_holds = "8.1.240" }, "SP1" },
	{ &check_ex_version, { .row = { CMS("versionNumber=1912766640") } }, { OUTCOME_PASS },
		"8.2.176, SP2" },
	{ &check_ex_version, { .row = { CMS(RTM) } }, { .outcome = OUTCOME_FAIL }, "before SP1" },
	{ &check_ex_version, { .row = { CMS("serialNumber=Version 8.1") } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "Version 8.1" },
		"serialNumber is shown and decides nothing" },
	{ &check_ex_version, { .row = { CMS("versionNumber=1937801568") } },
		{ .outcome = OUTCOME_UNKNOWN }, "another product" },
	{ &check_ex_version, { .row = { CMS(SP1), SERVER("DRNODE1", RTM) } },
		{ .outcome = OUTCOME_FAIL, .proof_holds = "DRNODE1 is at 8.0.245" },
		"a standby node is behind" },
	{ &check_ex_scr_enabled,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1.corp.example.com")),
			  GROUP("B", "EXCMS01", TARGET("drclu01")) } },
		{ OUTCOME_PASS }, "a node by its FQDN, the cluster by its label" },
	{ &check_ex_scr_enabled,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
			  GROUP("B", "EXCMS01", SP1) } },
		{ .outcome = OUTCOME_FAIL,
			.proof_holds = "\"B\": no SCR target",
			.remedy_holds = "Enable-StorageGroupCopy" },
		"one of two" },
	{ &check_ex_scr_enabled,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1.other.example.com")) } },
		{ .outcome = OUTCOME_FAIL, .proof_holds = "DRNODE1.other.example.com;x" },
		"a namesake in another domain" },
	{ &check_ex_scr_enabled, { .row = { CMS(SP1) } }, { .outcome = OUTCOME_UNKNOWN },
		"no storage group is shown" },
	{ &check_ex_scr_one_database,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("X")),
			  DATABASE("1", "A", "EXCMS01"), DATABASE("2", "A", "EXCMS01") } },
		{ .outcome = OUTCOME_FAIL }, "two in a replicated one" },
	{ &check_ex_scr_one_database,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", SP1), DATABASE("1", "A", "EXCMS01"),
			  DATABASE("2", "A", "EXCMS01") } },
		{ OUTCOME_PASS }, "two in one that is not" },
	{ &check_ex_scr_targets,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("1"), TARGET("2"), TARGET("3"),
					     TARGET("4")) } },
		{ OUTCOME_PASS }, "four" },
	{ &check_ex_scr_targets,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("1"), TARGET("2"), TARGET("3"),
					     TARGET("4"), TARGET("5")) } },
		{ .outcome = OUTCOME_WARN }, "five" },
	{ &check_ex_scr_paths,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("N1"), PATHS("E:\\A")),
			  GROUP("B", "EXCMS01", TARGET("N1"), PATHS("E:\\B")) } },
		{ OUTCOME_PASS }, "folders of their own" },
	{ &check_ex_scr_paths,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("n1.corp"), PATHS("E:\\A")),
			  SERVER("OTHER", SP1),
			  GROUP("B", "OTHER", TARGET("N1"), PATHS("e:\\a")) } },
		{ .outcome = OUTCOME_FAIL, .proof_holds = "OTHER \"B\"" },
		"another server's, on one target" },
	{ &check_ex_scr_paths,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("N1"), PATHS("E:\\A")),
			  SERVER("OTHER", SP1),
			  GROUP("B", "OTHER", TARGET("N2"), PATHS("E:\\A")) } },
		{ OUTCOME_PASS }, "the same folders on another target" },
	{ &check_ex_scr_paths, { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("N1")) } },
		{ .outcome = OUTCOME_UNKNOWN }, "paths are not shown" },
	{ &check_ex_scr_same_domain,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("x.CORP.example.com")) } },
		{ OUTCOME_PASS }, "an FQDN of the domain" },
	{ &check_ex_scr_same_domain,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("x.emea.corp.example.com")) } },
		{ .outcome = OUTCOME_FAIL }, "a child domain is another one" },
	{ &check_ex_scr_same_domain,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")) } }, { OUTCOME_PASS },
		"a short name of the plan" },
	{ &check_ex_scr_same_domain, { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("x")) } },
		{ .outcome = OUTCOME_UNKNOWN }, "a short name of nobody that is known" },
	{ &check_ex_replication_hostnames,
		{ .row = { CMS("msExchServerRedundantMachines=NODE1",
			  "msExchServerRedundantMachines=node2.corp.example.com") } },
		{ OUTCOME_PASS }, "nodes of the plan" },
	{ &check_ex_replication_hostnames,
		{ .row = { CMS("msExchServerRedundantMachines=NODE1",
			  "msExchServerRedundantMachines=REPL1") } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "REPL1" }, "another name" },
	{ &check_ex_replication_hostnames, { .row = { CMS(SP1) } }, { .outcome = OUTCOME_UNKNOWN },
		"none is shown" },
	{ &check_ex_oab_server, { .row = { CMS(SP1), BOOK("EXCMS01") } }, { OUTCOME_PASS },
		"its own" },
	{ &check_ex_oab_server, { .row = { CMS(SP1), BOOK("GONE") } }, { .outcome = OUTCOME_WARN },
		"of a server that is gone" },
	{ &check_ex_public_folders,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", SP1), PUBLIC("A", "EXCMS01") } },
		{ OUTCOME_PASS }, "the only one" },
	{ &check_ex_public_folders,
		{ .row = { CMS(SP1), GROUP("A", "EXCMS01", SP1), PUBLIC("A", "EXCMS01"),
			  SERVER("MBX1", SP1), GROUP("A", "MBX1", SP1), PUBLIC("A", "MBX1") } },
		{ .outcome = OUTCOME_FAIL, .proof_holds = "MBX1" }, "one of two" },
	{ &check_ex_public_folders,
		{ .row = { CMS(SP1), SERVER("MBX1", SP1), GROUP("A", "MBX1", SP1),
			  PUBLIC("A", "MBX1") } },
		{ OUTCOME_PASS }, "another server's" },
};

static struct name sources[] = { { .label = "NODE1", .fqdn = "node1.corp.example.com" },
	{ .label = "NODE2", .fqdn = "node2.corp.example.com" } };
static struct name standbys[] = { { .label = "DRNODE1", .fqdn = "drnode1.corp.example.com" } };
static struct recovery recovery = {
	.cms = { .label = "EXCMS01", .fqdn = "excms01.corp.example.com" },
	.standby_cluster = { .label = "DRCLU01", .fqdn = "drclu01.corp.example.com" },
	.source_nodes = sources,
	.source_node_count = 2,
	.standby_nodes = standbys,
	.standby_node_count = 1,
};
static const struct plan plan = {
	.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
};

START_TEST(each)
{
	struct directory_visit visit = visit_of(arena, &rows[_i].forest);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	examine(arena, rows[_i].check, &plan, &evidence, &rows[_i].expected, rows[_i].because);
}
END_TEST

/* When nothing hangs on the share of the CMS: every copy has to say so. */
static const struct {
	struct forest forest[2];
	bool second, gap, elsewhere;
	const char *because;
} oab_rows[] = {
	{ { { .row = { CMS(SP1), SERVER("MBX1", SP1), BOOK("MBX1") } } }, .elsewhere = true,
		.because = "another server" },
	{ { { .row = { CMS(SP1), BOOK("EXCMS01") } } }, .because = "its own" },
	{ { { .row = { CMS(SP1) } } }, .because = "no address book is shown" },
	{ { { .row = { SERVER("MBX1", SP1), BOOK("MBX1") } } }, .because = "no CMS is shown" },
	{ { { .row = { CMS(SP1), BOOK("MBX1") } }, { .row = { CMS(SP1), BOOK("EXCMS01") } } },
		.second = true, .because = "two servers say two things" },
	{ { { .row = { CMS(SP1), BOOK("MBX1") } }, { .no_part = true } }, .second = true,
		.because = "one of two was not asked" },
	{ { { .row = { CMS(SP1), BOOK("MBX1") } } }, .gap = true, .because = "not read whole" },
};

START_TEST(oab_elsewhere)
{
	struct directory_visit visit[] = { visit_of(arena, &oab_rows[_i].forest[0]),
		visit_of(arena, &oab_rows[_i].forest[1]) };
	if (oab_rows[_i].gap)
		visit[0].gap = (struct gap){ ERROR_TIMEOUT, "no answer" };
	const struct evidence evidence = { .directory = { .visit = visit,
						   .count = oab_rows[_i].second ? 2 : 1 } };
	const struct examination examination = {
		.plan = &plan, .recovery = &recovery, .evidence = &evidence, .arena = arena
	};
	ck_assert_msg(oab_is_elsewhere(&examination) == oab_rows[_i].elsewhere, "%s",
		oab_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("exchange checks");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_loop_test(tests, oab_elsewhere, 0, COUNT_OF(oab_rows));
	suite_add_tcase(suite, tests);
	return suite;
}
