/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ex.oab-server, ex.public-folders, and when the CMS's share does not matter */
#include "tests/test.h"

#include "checks.h"
#include "exchange/oab.h"
#include "tests/exchange/exchange_case.h"

#define BOOKS   .check = &check_ex_oab_server
#define PUBLICS .check = &check_ex_public_folders
#define MBX1    SERVER("MBX1", SP1)
#define FREE(name, ...)                                                                            \
	OBJECT("CN=" name ",CN=Databases," ORGANISATION, "msExchPublicMDB", name, __VA_ARGS__)
#define MBX1_PUBLIC MBX1, GROUP("P", "MBX1", NULL), PUBLIC("P", "MBX1")

static const struct exchange_case rows[] = {
	{ "its own", BOOKS, PROVES(PASS, "CN=EXCMS01," SERVERS), .summary_holds = "\"Default\"",
		.forest = { { .row = { CMS(CCR), MBX1, BOOK("Default", GENERATED_BY("EXCMS01")),
				      BOOK("Sales", GENERATED_BY("MBX1")) } } } },
	{ "its own, spelt otherwise", BOOKS, GIVES(PASS), .summary_holds = "\"Default\"",
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("excms01")) } } } },
	{ "another server's", BOOKS, GIVES(PASS), .summary_holds = "no offline address book",
		.forest = { { .row = { CMS(CCR), MBX1,
				      BOOK("Default", GENERATED_BY("MBX1")) } } } },
	{ "of a server that is gone", BOOKS,
		.expected = { .outcome = OUTCOME_WARN, .remedy_holds = "Move-OfflineAddressBook" },
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("GONE")) } } } },
	{ "of a server that was deleted", BOOKS, GIVES(WARN),
		.forest = { { .row = { CMS(CCR),
				      BOOK("Default", "offLineABServer=CN=EXCMS01\\0ADEL:f3a64788-"
						      "5306-11d1-"
						      "a9c5-0000f80367c1,CN=Deleted "
						      "Objects,DC=corp") } } } },
	{ "its server is not shown", BOOKS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("EXCMS01")),
				      BOOK("Sales", NULL) } } } },
	{ "no address book is shown", BOOKS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR) } } } },
	{ "not asked", BOOKS, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
	{ "a gap", BOOKS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("EXCMS01")) },
			.gap = ERROR_DENIED } } },

	{ "the only one", PUBLICS, PROVES(PASS, "EXCMS01"),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01") } } } },
	{ "another server's", PUBLICS, PROVES(PASS, "MBX1"),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", NULL), MBX1_PUBLIC } } } },
	{ "one of two, on CCR", PUBLICS,
		.expected = { .outcome = OUTCOME_FAIL,
			.proof_holds = "EXCMS01, MBX1",
			.remedy_holds = "Remove-PublicFolderDatabase" },
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), MBX1_PUBLIC } } } },
	{ "one of two, with SCR", PUBLICS, GIVES(FAIL),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", TARGET("DRNODE1")),
				      PUBLIC("P", "EXCMS01"), MBX1_PUBLIC } } } },
	{ "one of two, with a local copy", PUBLICS, GIVES(FAIL),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", LCR), PUBLIC("P", "EXCMS01"),
				      MBX1_PUBLIC } } } },
	{ "one of two, on a single copy cluster without SCR", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), MBX1_PUBLIC } } } },
	{ "SCR of another group", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(SCC), GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				      DATABASE("1", "A", "EXCMS01", NULL),
				      GROUP("P", "EXCMS01", NULL), PUBLIC("P", "EXCMS01"),
				      MBX1_PUBLIC } } } },
	{ "whether it is replicated is not shown", PUBLICS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(SCC), BARE_GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), MBX1_PUBLIC } } } },
	{ "two on one server are one server's", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), GROUP("Q", "EXCMS01", NULL),
				      PUBLIC("Q", "EXCMS01") } } } },
	{ "one of Exchange 2010, which names its server", PUBLICS, PROVES(FAIL, "EX10"),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), SERVER("EX10", EX2010),
				      FREE("PF10", "msExchOwningServer=CN=ex10," SERVERS) } } } },
	{ "one that names no server", PUBLICS,
		.expected = { .outcome = OUTCOME_WARN,
			.proof_holds = "CN=PF10,CN=Databases,",
			.remedy_holds = "Remove-PublicFolderDatabase" },
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), FREE("PF10", NULL) } } } },
	{ "one that names a server that is not shown", PUBLICS, GIVES(WARN),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"),
				      FREE("PF10", "msExchOwningServer=CN=GONE," SERVERS) } } } },
	{ "one that names the CMS is its own", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"),
				      FREE("PF10",
					      "msExchOwningServer=CN=EXCMS01," SERVERS) } } } },
	{ "of a server that is not shown", PUBLICS, PROVES(WARN, "CN=HIDDEN"),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), PUBLIC("P", "HIDDEN") } } } },
	{ "of a storage group that is not shown", PUBLICS, PROVES(FAIL, "MBX1"),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), MBX1, PUBLIC("P", "MBX1") } } } },
	{ "a mailbox database that names no server", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"),
				      OBJECT("CN=DB,CN=Databases," ORGANISATION, "msExchPrivateMDB",
					      "DB", NULL) } } } },
	{ "another's, not replicated here", PUBLICS, GIVES(PASS),
		.forest = { { .row = { CMS(SCC), GROUP("P", "EXCMS01", NULL),
				      PUBLIC("P", "EXCMS01"), FREE("PF10", NULL) } } } },
	{ "a database is shown, its storage group is not", PUBLICS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), GROUP("A", "EXCMS01", NULL),
				      DATABASE("1", "HIDDEN", "EXCMS01", NULL) } } } },
	{ "no storage group is shown", PUBLICS, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), MBX1_PUBLIC } } } },
	{ "not asked", PUBLICS, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
};

START_TEST(each)
{
	exchange_case_check(&rows[_i]);
}
END_TEST

#define ELSEWHERE                                                                                  \
	{                                                                                          \
		.row = { CMS(CCR), MBX1, BOOK("Default", GENERATED_BY("MBX1")) }                   \
	}

/* The share of the CMS does not matter only if every copy shows so. */
static const struct {
	const char *because;
	struct forest forest[2];
	bool second, elsewhere;
	enum error_kind gap, source_gap;
	const char *held, *plan_server[2];
} oab_rows[] = {
	{ "another server", .forest = { ELSEWHERE }, .elsewhere = true },
	{ "another server, as two servers say", .forest = { ELSEWHERE, ELSEWHERE }, .second = true,
		.elsewhere = true },
	{ "its own",
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("EXCMS01")) } } } },
	{ "one of two is its own",
		.forest = { { .row = { CMS(CCR), MBX1, BOOK("Default", GENERATED_BY("MBX1")),
				      BOOK("Sales", GENERATED_BY("EXCMS01")) } } } },
	{ "no address book is shown", .forest = { { .row = { CMS(CCR) } } } },
	{ "its server is not shown",
		.forest = { { .row = { CMS(CCR), MBX1, BOOK("Default", GENERATED_BY("MBX1")),
				      BOOK("Sales", NULL) } } } },
	{ "its server is gone",
		.forest = { { .row = { CMS(CCR), BOOK("Default", GENERATED_BY("MBX1")) } } } },
	{ "no CMS is shown",
		.forest = { { .row = { MBX1, BOOK("Default", GENERATED_BY("MBX1")) } } } },
	{ "the CMS may be another's",
		.forest = { { .row = { CMS(AT("excms01.emea.example.com")), MBX1,
				      BOOK("Default", GENERATED_BY("MBX1")) } } } },
	{ "two servers say two things",
		.forest = { ELSEWHERE,
			{ .row = { CMS(CCR), BOOK("Default", GENERATED_BY("EXCMS01")) } } },
		.second = true },
	{ "one of two was not asked for it", .forest = { ELSEWHERE, { .no_part = true } },
		.second = true },
	{ "not read whole", .forest = { ELSEWHERE }, .gap = ERROR_TIMEOUT },
	{ "the part is not whole",
		.forest = { { .row = { CMS(CCR), MBX1, BOOK("Default", GENERATED_BY("MBX1")) },
			.gap = ERROR_TIMEOUT } } },
	{ "the servers could not be found", .forest = { ELSEWHERE },
		.source_gap = ERROR_UNREACHABLE },
	{ "another domain's server", .forest = { ELSEWHERE }, .held = "DC=emea,DC=example,DC=com" },
	{ "the domain's server", .forest = { ELSEWHERE }, .held = "DC=corp,DC=example,DC=com",
		.elsewhere = true },
	{ "all servers of the plan were asked", .forest = { ELSEWHERE, ELSEWHERE }, .second = true,
		.plan_server = { "DC1", "dc2" }, .elsewhere = true },
	{ "one was not", .forest = { ELSEWHERE }, .plan_server = { "dc1", "dc2" } },
};

START_TEST(oab_elsewhere)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[] = { visit_of(arena, &oab_rows[_i].forest[0]),
		visit_of(arena, &oab_rows[_i].forest[1]) };
	visit[1].server = "dc2";
	visit[0].gap = (struct gap){ .cause = oab_rows[_i].gap, .text = "no answer" };
	if (oab_rows[_i].held != NULL)
		entry_add(arena, &visit[0].root, "defaultNamingContext", oab_rows[_i].held);
	const char *servers[] = { oab_rows[_i].plan_server[0], oab_rows[_i].plan_server[1] };
	struct recovery recovery = case_recovery(false);
	const struct plan plan = { .directory = { .domain = "corp.example.com",
					   .servers = servers,
					   .server_count = servers[0] == NULL ? 0 : 2 },
		.recoveries = &recovery,
		.recovery_count = 1 };
	const struct evidence evidence = {
		.directory = { .gap = { oab_rows[_i].source_gap, "not found" },
			.visit = visit,
			.count = oab_rows[_i].second ? 2 : 1 },
	};
	const struct examination examination = {
		.plan = &plan, .recovery = &recovery, .evidence = &evidence, .arena = arena
	};
	ck_assert_msg(oab_is_elsewhere(&examination) == oab_rows[_i].elsewhere, "%s",
		oab_rows[_i].because);
	arena_free(arena);
}
END_TEST

START_TEST(weights)
{
	ck_assert(check_ex_oab_server.weight == WEIGHT_ADVISORY);
	ck_assert(check_ex_public_folders.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("address books and public folders");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_loop_test(tests, oab_elsewhere, 0, COUNT_OF(oab_rows));
	tcase_add_test(tests, weights);
	suite_add_tcase(suite, tests);
	return suite;
}
