/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ex.scr-enabled, ex.scr-one-database, ex.scr-targets, ex.scr-same-domain */
#include "tests/test.h"

#include "checks.h"
#include "tests/exchange/exchange_case.h"

#define ENABLED .check = &check_ex_scr_enabled
#define ONE     .check = &check_ex_scr_one_database
#define TARGETS .check = &check_ex_scr_targets
#define DOMAIN  .check = &check_ex_scr_same_domain
#define DR      TARGET("DRNODE1.corp.example.com")

#define LAYOUT(because_of, result, value)                                                          \
	{                                                                                          \
		because_of, ENABLED, PROVES(result, value), .forest = {                            \
			{ .row = { CMS(CCR),                                                       \
				  GROUP("A", "EXCMS01", "msExchStandbyCopyMachines=" value) } }    \
		}                                                                                  \
	}

static const struct exchange_case enabled_rows[] = {
	{ "a node by its FQDN, the cluster by its label", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      GROUP("B", "EXCMS01", TARGET("drclu01")) } } } },
	{ "beside another target", ENABLED, PROVES(PASS, "MBX1;x"),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", TARGET("MBX1"), DR) } } } },
	{ "a value without a semicolon", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01",
					      "msExchStandbyCopyMachines=drnode1") } } } },
	{ "one of two has no target", ENABLED,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "\"B\": no SCR target",
			.remedy_holds = "Enable-StorageGroupCopy \"EXCMS01\\B\" "
					"-StandbyMachine DRNODE1" },
		.summary_holds = "(\"B\")",
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      GROUP("B", "EXCMS01", NULL) } } } },
	{ "no command for the group that has one", ENABLED,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_lacks = "EXCMS01\\A" },
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      GROUP("B", "EXCMS01", NULL) } } } },
	{ "only another machine", ENABLED, PROVES(FAIL, "\"MBX1;x\""),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", TARGET("MBX1")) } } } },
	{ "a namesake of a node, which may be the node", ENABLED,
		PROVES(UNKNOWN, "DRNODE1.other.example.com;x"),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01",
					      TARGET("DRNODE1.other.example.com")) } } } },
	{ "a namesake, and the account has another name", ENABLED, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01", TARGET("DRNODE1.other.example.com")) },
			.account = { "DRNODE1 drnode1.corp.example.com" } } } },
	{ "the account has the name of the target, not of the plan", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01", TARGET("DRNODE1.prod.example.net")) },
			.account = { "DRNODE1 drnode1.Prod.example.net" } } } },
	{ "the cluster's account has", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01", TARGET("drclu01.prod.example.net")) },
			.account = { "DRCLU01 drclu01.prod.example.net" } } } },
	{ "a dot at the end", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR),
				      GROUP("A", "EXCMS01",
					      TARGET("drnode1.corp.example.com.")) } } } },
	LAYOUT("a version first", UNKNOWN, "1;drnode1.corp.example.com;864000000000"),
	LAYOUT("a GUID first", UNKNOWN, "6f9619ff-8b86-d011-b42d-00c04fc964ff;DRNODE1;1"),
	LAYOUT("another machine first", UNKNOWN, "MBX1;DRNODE1;1"),
	LAYOUT("a domain before it", UNKNOWN, "CORP\\DRNODE1"),
	LAYOUT("an account", UNKNOWN, "DRNODE1$;1"),
	LAYOUT("a DN", UNKNOWN, "CN=DRNODE1,CN=Computers,DC=corp;1"),
	LAYOUT("the cluster in other words", UNKNOWN, "1;DrClu01/x"),
	LAYOUT("no machine", UNKNOWN, "1;2;3"),
	LAYOUT("a GUID alone", UNKNOWN, "{6f9619ff-8b86-d011-b42d-00c04fc964ff}"),
	LAYOUT("an empty value", UNKNOWN, ";x"),
	LAYOUT("a longer name", FAIL, "DRNODE10;1"),
	LAYOUT("a longer name with a hyphen", FAIL, "DRNODE1-OLD;1"),
	LAYOUT("a name that ends like it", FAIL, "XDRNODE1;1"),
	{ "an unknown layout beside the node", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", TARGET("1"), DR) } } } },
	{ "the plan names no nodes", ENABLED, PROVES(UNKNOWN, "MBX1;x"), .no_nodes = true,
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", TARGET("MBX1")) } } } },
	{ "the plan names no nodes, and the target is the cluster", ENABLED, GIVES(PASS),
		.no_nodes = true,
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", TARGET("DRCLU01")) } } } },
	{ "the plan names no nodes, and there is no target", ENABLED,
		.expected = { .outcome = OUTCOME_FAIL, .remedy_holds = "-StandbyMachine NODE" },
		.no_nodes = true,
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", NULL) } } } },
	{ "no storage group is shown", ENABLED, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), GROUP("A", "OTHER", DR) } } } },
	{ "a database is shown, its storage group is not", ENABLED, PROVES(UNKNOWN, "more"),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      DATABASE("1", "HIDDEN", "EXCMS01", NULL) } } } },
	{ "another server's hidden storage group", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR), SERVER("MBX1", SP1),
				      DATABASE("1", "HIDDEN", "MBX1", NULL) } } } },
	{ "only the name of the group is shown", ENABLED, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), BARE_GROUP("A", "EXCMS01", NULL) } } } },
	{ "another group has no target", ENABLED, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), BARE_GROUP("A", "EXCMS01", NULL),
				      GROUP("B", "EXCMS01", NULL) } } } },
	{ "a recovery storage group", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      GROUP("R", "EXCMS01", RESTORE) } } } },
	{ "a group whose only database is a recovery database", ENABLED, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR),
				      GROUP("R", "EXCMS01", NULL),
				      DATABASE("1", "R", "EXCMS01", RESTORE) } } } },
	{ "a recovery database beside another", ENABLED, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), GROUP("R", "EXCMS01", NULL),
				      DATABASE("1", "R", "EXCMS01", RESTORE),
				      DATABASE("2", "R", "EXCMS01", NULL) } } } },
	{ "public folders that must not be replicated", ENABLED, GIVES(WARN),
		.forest = { { .row = { CMS(SCC), GROUP("A", "EXCMS01", DR),
				      GROUP("P", "EXCMS01", NULL), PUBLIC("P", "EXCMS01"),
				      SERVER("MBX1", SP1), GROUP("P", "MBX1", NULL),
				      PUBLIC("P", "MBX1") } } } },
	{ "public folders that Exchange 2010 has, too", ENABLED, GIVES(WARN),
		.forest = { { .row = { CMS(SCC), GROUP("A", "EXCMS01", DR),
				      GROUP("P", "EXCMS01", NULL), PUBLIC("P", "EXCMS01"),
				      OBJECT("CN=PF,CN=Databases," ORGANISATION, "msExchPublicMDB",
					      "PF", NULL) } } } },
	{ "the only public folders", ENABLED, GIVES(FAIL),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01") } } } },
	{ "public folders beside mailboxes", ENABLED, GIVES(FAIL),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), DATABASE("1", "P", "EXCMS01", NULL),
				      SERVER("MBX1", SP1), GROUP("P", "MBX1", NULL),
				      PUBLIC("P", "MBX1") } } } },
	{ "one server's copy lacks the target", ENABLED, PROVES(FAIL, "On dc2: "),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR) } },
			{ .row = { CMS(CCR), GROUP("A", "EXCMS01", NULL) } } } },
	{ "a gap", ENABLED, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", DR) },
			.gap = ERROR_TIMEOUT } } },
};

static const struct exchange_case other_rows[] = {
	{ "one", ONE, GIVES(PASS),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", DR),
				      DATABASE("1", "A", "EXCMS01", NULL) } } } },
	{ "two in a replicated one", ONE,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "\"A\": 2 databases",
			.remedy_holds = "-StorageGroup \"EXCMS01\\A\"" },
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", DR),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      DATABASE("2", "A", "EXCMS01", NULL) } } } },
	{ "a mailbox and a public folder database are two", ONE, GIVES(FAIL),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", DR),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      PUBLIC("A", "EXCMS01") } } } },
	{ "two in one that is not replicated", ONE, GIVES(PASS),
		.forest = { { .row = { CMS(SCC), GROUP("A", "EXCMS01", NULL),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      DATABASE("2", "A", "EXCMS01", NULL) } } } },
	{ "CCR replicates every group", ONE, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", NULL),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      DATABASE("2", "A", "EXCMS01", NULL) } } } },
	{ "a local copy", ONE, GIVES(FAIL),
		.forest = { { .row = { CMS(SCC), GROUP("A", "EXCMS01", LCR),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      DATABASE("2", "A", "EXCMS01", NULL) } } } },
	{ "the databases of a replicated group are not shown", ONE, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", DR) } } } },
	{ "whether it is replicated is not shown", ONE, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SCC), BARE_GROUP("A", "EXCMS01", NULL),
				      DATABASE("1", "A", "EXCMS01", NULL) } } } },
	{ "not asked", ONE, GIVES(UNKNOWN), .forest = { { .no_part = true } } },

	{ "four", TARGETS, GIVES(PASS),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("1"), TARGET("2"),
							 TARGET("3"), TARGET("4")) } } } },
	{ "five", TARGETS, PROVES(WARN, "\"A\": 5 targets"),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("1"), TARGET("2"), TARGET("3"),
					      TARGET("4"), TARGET("5")) } } } },
	{ "two groups with three targets each", TARGETS, GIVES(PASS),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("1"), TARGET("2"), TARGET("3")),
				      GROUP("B", "EXCMS01", TARGET("1"), TARGET("2"),
					      TARGET("3")) } } } },
	{ "one standby node for all", TARGETS, GIVES(PASS), .standby_nodes = 2,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2"),
					      TARGET("drnode1.corp.example.com")) } } } },
	{ "a standby node each", TARGETS, .standby_nodes = 2,
		.expected = { .outcome = OUTCOME_WARN,
			.proof_holds = "\"B\" on DRNODE2",
			.remedy_holds = "-StandbyMachine NODE" },
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2")) } } } },
	{ "three groups on pairs of three nodes", TARGETS, GIVES(WARN), .standby_nodes = 3,
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("DRNODE1"), TARGET("DRNODE2")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2"), TARGET("DRNODE3")),
				      GROUP("C", "EXCMS01", TARGET("DRNODE1"),
					      TARGET("DRNODE3")) } } } },
	{ "a node, and the cluster by its name", TARGETS, GIVES(PASS), .standby_nodes = 2,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRCLU01")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2")) } } } },
	{ "a node, and a layout that is not known", TARGETS, GIVES(PASS), .standby_nodes = 2,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("1")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2")) } } } },
	{ "one is replicated elsewhere only", TARGETS, GIVES(PASS), .standby_nodes = 2,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("MBX1")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2")) } } } },
	{ "another server's group on another node", TARGETS, GIVES(PASS), .standby_nodes = 2,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				      SERVER("EXCMS02", SP1),
				      GROUP("B", "EXCMS02", TARGET("DRNODE2")) } } } },
	{ "no nodes in the plan", TARGETS, GIVES(PASS), .no_nodes = true,
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				      GROUP("B", "EXCMS01", TARGET("DRNODE2")) } } } },
	{ "not shown", TARGETS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1), BARE_GROUP("A", "EXCMS01", NULL) } } } },
	{ "not asked", TARGETS, GIVES(UNKNOWN), .forest = { { .no_part = true } } },

	{ "an FQDN of the domain", DOMAIN, GIVES(PASS),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.CORP.example.com")) },
			.account = { "X x.corp.example.com" } } } },
	{ "a DNS suffix that is not the domain's name", DOMAIN, GIVES(PASS),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.prod.example.net")) },
			.account = { "X X.prod.example.net" } } } },
	{ "the domain's suffix, without an account", DOMAIN, PROVES(WARN, "x.corp.example.com"),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.corp.example.com")) } } } },
	{ "the domain's suffix, and another DNS name of the account", DOMAIN,
		PROVES(UNKNOWN, "x.prod.example.net"),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.corp.example.com")) },
			.account = { "X x.prod.example.net" } } } },
	{ "the account's DNS name is not shown", DOMAIN, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.corp.example.com")) },
			.account = { "X" } } } },
	{ "a namesake in a child domain", DOMAIN, PROVES(FAIL, "x.emea.corp.example.com"),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("x.emea.corp.example.com")) },
			.account = { "X x.corp.example.com" } } } },
	{ "a name in a child domain, without an account", DOMAIN, GIVES(WARN),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01",
							 TARGET("x.emea.corp.example.com")) } } } },
	{ "an account that was not searched for", DOMAIN, PROVES(UNKNOWN, "y.corp.example.com"),
		.forest = { { .row = { CMS(SP1),
				      GROUP("A", "EXCMS01", TARGET("y.corp.example.com")) } } } },
	{ "a short name whose account is there", DOMAIN, GIVES(PASS),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("drnode1")) },
			.account = { "NODE1", "DRNODE1" } } } },
	{ "a short name without an account", DOMAIN, PROVES(WARN, "drnode1"),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("drnode1")) },
			.account = { "NODE1", "DRNODE10" } } } },
	{ "an unknown layout", DOMAIN, PROVES(UNKNOWN, "1;x"),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", TARGET("1")) },
			.account = { "NODE1" } } } },
	{ "no targets", DOMAIN, GIVES(PASS),
		.forest = { { .row = { CMS(SP1), GROUP("A", "EXCMS01", NULL) } } } },
	{ "not shown", DOMAIN, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SP1), BARE_GROUP("A", "EXCMS01", NULL) } } } },
	{ "not asked", DOMAIN, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
};

START_TEST(enabled)
{
	exchange_case_check(&enabled_rows[_i]);
}
END_TEST

START_TEST(others)
{
	exchange_case_check(&other_rows[_i]);
}
END_TEST

START_TEST(weights)
{
	ck_assert(check_ex_scr_enabled.weight == WEIGHT_BLOCKING);
	ck_assert(check_ex_scr_one_database.weight == WEIGHT_ADVISORY);
	ck_assert(check_ex_scr_targets.weight == WEIGHT_ADVISORY);
	ck_assert(check_ex_scr_same_domain.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("standby continuous replication");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, enabled, 0, COUNT_OF(enabled_rows));
	tcase_add_loop_test(tests, others, 0, COUNT_OF(other_rows));
	tcase_add_test(tests, weights);
	suite_add_tcase(suite, tests);
	return suite;
}
