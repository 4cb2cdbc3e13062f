/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.plan-current: the plan compared with copies of the organisation. */
#include "tests/test.h"

#include "checks.h"
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
#define GROUP(name, ...)                                                                           \
	{                                                                                          \
		"CN=" name "," STORE("EXCMS01"), "msExchStorageGroup",                             \
		{                                                                                  \
			"cn=" name, __VA_ARGS__                                                    \
		}                                                                                  \
	}
#define CCR       "msExchClusterStorageType=1"
#define SP1       "versionNumber=1912701168" /* 8.1.240 */
#define MAIN_SITE "msExchServerSite=CN=Main,CN=Sites,CN=Configuration,DC=corp"
#define NODE(n)   "msExchServerRedundantMachines=" n
#define NODES     NODE("NODE1"), NODE("node2.corp.example.com")
#define TARGET(m) "msExchStandbyCopyMachines=" m ";1;1.00:00:00"
#define CMS(...)  SERVER("EXCMS01", __VA_ARGS__)
#define A         GROUP("A", TARGET("DRNODE1.corp.example.com"), TARGET("DRNODE2"))
#define B         GROUP("B", SP1)

static const char *targets[] = { "drnode1.corp.example.com", "drnode2.corp.example.com" };
static struct plan_storage_group groups[] = { { "A", targets, 2 }, { .name = "B" } };
static const struct plan_discovered all = { "ccr", "8.1.240", "Main", groups, 2 };
static const struct plan_discovered kind_only = { .kind = "ccr" };

static const struct {
	const struct plan_discovered *discovered;
	struct forest forest;
	struct expected expected;
	const char *because;
} rows[] = {
	{ NULL, { .row = { CMS(NODES) } }, { .outcome = OUTCOME_PASS, .proof_holds = "NODE1" },
		"the nodes alone, in whatever form" },
	{ NULL, { .row = { CMS(NODE("node2"), NODE("NODE1.CORP.example.com")) } },
		{ .outcome = OUTCOME_PASS }, "in another order and case" },
	{ NULL, { .row = { CMS(NODE("NODE1"), NODE("NODE9")) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "NODE9", .remedy_holds = "discover" },
		"another node" },
	{ NULL, { .row = { CMS(NODE("NODE1")) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "NODE2" }, "one node less" },
	{ NULL, { .row = { CMS(NODES, NODE("NODE3")) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "NODE3" }, "one node more" },
	{ NULL, { .row = { CMS(NODE("NODE1"), NODE("NODE2.other.example.com")) } },
		{ .outcome = OUTCOME_WARN }, "a namesake in another domain" },
	{ NULL, { .row = { CMS(SP1) } }, { .outcome = OUTCOME_UNKNOWN, .remedy_holds = "may read" },
		"no nodes are shown" },
	{ NULL, { .row = { CMS(NODES, "msExchClusterStorageType=2") } },
		{ .outcome = OUTCOME_PASS }, "what the plan does not say is not compared" },
	{ &kind_only, { .row = { CMS(NODES, CCR), A } }, { .outcome = OUTCOME_PASS },
		"storage groups are not compared where the plan has none" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE), A, B } },
		{ .outcome = OUTCOME_PASS, .proof_holds = "8.1.240" }, "all of it" },
	{ &all,
		{ .row = { CMS(NODES, CCR, SP1, MAIN_SITE), GROUP("b", TARGET("")),
			  GROUP("a", TARGET("drnode2"), TARGET("DRNODE1")) } },
		{ .outcome = OUTCOME_WARN, .proof_lacks = "\"A\"", .proof_holds = "\"B\"" },
		"a target without a name" },
	{ &all, { .row = { CMS(NODES, "msExchClusterStorageType=2", SP1, MAIN_SITE), A, B } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "scc" }, "another kind" },
	{ &all, { .row = { CMS(NODES, SP1, MAIN_SITE), A, B } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "standalone" }, "no cluster any more" },
	{ &all, { .row = { CMS(NODES, CCR, "versionNumber=1912766640", MAIN_SITE), A, B } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "8.2.176" }, "another version" },
	{ &all, { .row = { CMS(NODES, CCR, MAIN_SITE), A, B } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "8.1.240" }, "no version is shown" },
	{ &all,
		{ .row = { CMS(NODES, CCR, SP1,
				   "msExchServerSite=CN=DR,CN=Sites,CN=Configuration,DC=corp"),
			  A, B } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "DR" }, "another site" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE), A } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "\"B\"", .proof_lacks = "\"A\"" },
		"a storage group less" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE), A, B, GROUP("C", SP1) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "\"C\"" }, "a storage group more" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE) } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "\"A\"" },
		"no storage group is shown" },
	{ &all, { .row = { CMS(NODE("NODE9"), CCR, SP1, MAIN_SITE) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "NODE9" },
		"what is seen to differ is said before what is not seen" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE), GROUP("A", TARGET("DRNODE1")), B } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "drnode2.corp.example.com" },
		"a target less" },
	{ &all, { .row = { CMS(NODES, CCR, SP1, MAIN_SITE), A, GROUP("B", TARGET("DRNODE1")) } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "drnode1" }, "a target more" },
	{ NULL, { .row = { SERVER("MBX1", SP1) } },
		{ .outcome = OUTCOME_WARN, .remedy_holds = "hidden" }, "the CMS is gone" },
	{ NULL, { .row = { CMS(NODES), SERVER("EXCMS02", CCR), SERVER("MBX1", SP1) } },
		{ .outcome = OUTCOME_PASS, .proof_holds = "EXCMS02", .proof_lacks = "MBX1" },
		"a CMS that nobody plans to recover is a note" },
	{ NULL, { .gap = ERROR_TIMEOUT }, { .outcome = OUTCOME_UNKNOWN }, "not read" },
	{ NULL, { .no_part = true }, { .outcome = OUTCOME_UNKNOWN }, "not asked" },
	{ NULL, { .row = { { .dn = NULL } } }, { .outcome = OUTCOME_UNKNOWN }, "nothing is shown" },
};

static struct name sources[] = { { "NODE1", "node1.corp.example.com" },
	{ "NODE2", "node2.corp.example.com" } };

static struct recovery recovery_with(const struct plan_discovered *discovered)
{
	return (struct recovery){
		.cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" },
		.source_nodes = sources,
		.source_node_count = 2,
		.discovered = discovered,
	};
}

START_TEST(each)
{
	struct recovery recovery = recovery_with(rows[_i].discovered);
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visit = visit_of(arena, &rows[_i].forest);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	examine(arena, &check_ad_plan_current, &plan, &evidence, &rows[_i].expected,
		rows[_i].because);
}
END_TEST

/* One stale copy is enough for a warning. */
START_TEST(two_copies)
{
	static const struct forest old = { .row = { CMS(NODES) } },
				   changed = { .row = { CMS(NODE("NODE1"), NODE("NODE9")) } };
	struct recovery recovery = recovery_with(NULL);
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visit[] = { visit_of(arena, &old), visit_of(arena, &changed) };
	visit[1].server = "dc2";
	const struct evidence evidence = { .directory = { .visit = visit, .count = 2 } };
	const struct expected warned = { .outcome = OUTCOME_WARN, .proof_holds = "On dc2: They" };
	examine(arena, &check_ad_plan_current, &plan, &evidence, &warned, "a stale copy");
}
END_TEST

/* A note that is the same for all recoveries appears once. */
START_TEST(a_note_once)
{
	static const struct forest forest = { .row = { CMS(NODES), SERVER("EXCMS02", CCR, NODES),
						      SERVER("EXCMS03", CCR) } };
	struct recovery recoveries[] = { recovery_with(NULL), recovery_with(NULL) };
	recoveries[1].cms = (struct name){ "EXCMS02", "excms02.corp.example.com" };
	const struct plan plan = { .directory.domain = "corp.example.com",
		.recoveries = recoveries,
		.recovery_count = 2 };
	struct directory_visit visit = visit_of(arena, &forest);
	static const char *asked[] = { "EXCMS01", "EXCMS02", "DRCLU01" };
	visit.asked = asked;
	visit.asked_count = 3;
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	struct findings findings = { .arena = arena };
	for (size_t i = 0; i < 2; i++) {
		const struct examination examination = { .check = &check_ad_plan_current,
			.plan = &plan,
			.recovery = &recoveries[i],
			.recovery_index = i,
			.evidence = &evidence,
			.findings = &findings,
			.arena = arena };
		check_ad_plan_current.run(&examination);
	}
	ck_assert_uint_eq(findings.count, 2);
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(findings.finding[i].outcome, OUTCOME_PASS);
		ck_assert((strstr(findings.finding[i].proof, "EXCMS03") != NULL) == (i == 0));
	}
	ck_assert_ptr_null(strstr(findings.finding[0].proof, "EXCMS02"));
}
END_TEST

/* A recovery of the plan that is not part of this run is not reported as missing. */
START_TEST(one_that_was_not_chosen)
{
	static const struct forest forest = { .row = { CMS(NODES), SERVER("EXCMS02", CCR, NODES),
						      SERVER("EXCMS03", CCR) } };
	struct recovery chosen = recovery_with(NULL), other = recovery_with(NULL);
	other.cms = (struct name){ "EXCMS02", "excms02.corp.example.com" };
	const struct plan plan = { .directory.domain = "corp.example.com",
		.recoveries = &chosen,
		.recovery_count = 1,
		.left_out = &other,
		.left_out_count = 1 };
	struct directory_visit visit = visit_of(arena, &forest);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct expected passes = {
		.outcome = OUTCOME_PASS, .proof_holds = "EXCMS03", .proof_lacks = "EXCMS02"
	};
	examine(arena, &check_ad_plan_current, &plan, &evidence, &passes, "--recovery");
}
END_TEST

START_TEST(advises)
{
	ck_assert_str_eq(check_ad_plan_current.id, "ad.plan-current");
	ck_assert(check_ad_plan_current.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.plan-current");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_test(tests, two_copies);
	tcase_add_test(tests, a_note_once);
	tcase_add_test(tests, one_that_was_not_chosen);
	tcase_add_test(tests, advises);
	suite_add_tcase(suite, tests);
	return suite;
}
