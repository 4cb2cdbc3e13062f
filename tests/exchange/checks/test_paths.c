/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ex.scr-paths */
#include "tests/test.h"

#include "checks.h"
#include "exchange/paths.h"
#include "tests/exchange/exchange_case.h"

#define PATHS_CHECK .check = &check_ex_scr_paths
#define A(...)      GROUP("A", "EXCMS01", __VA_ARGS__)
#define B(...)      GROUP("B", "EXCMS02", __VA_ARGS__)
#define OTHER       SERVER("EXCMS02", CCR)

static const struct exchange_case rows[] = {
	{ "folders of their own", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      GROUP("C", "EXCMS01", TARGET("N1"), PATHS("E:\\C")) } } } },
	{ "logs, system files and the database in one folder", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      DATABASE(
					      "1", "A", "EXCMS01", FILE_AT("E:\\A\\1.edb")) } } } },
	{ "the same folder, for one server's two groups", PATHS_CHECK, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      GROUP("C", "EXCMS01", TARGET("N1"), PATHS("E:\\A")) } } } },
	{ "another server's, in another case, by short name and FQDN, with a backslash",
		PATHS_CHECK, PROVES(FAIL, "EXCMS02 \"B\""),
		.forest = { { .row = { CMS(CCR), A(TARGET("n1.corp"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N1"), PATHS("e:\\a\\")) } } } },
	{ "the same database file", PATHS_CHECK, PROVES(FAIL, "E:\\Data\\1.edb"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      DATABASE("1", "A", "EXCMS01", FILE_AT("E:\\Data\\1.edb")),
				      OTHER, B(TARGET("N1"), PATHS("E:\\B")),
				      DATABASE("1", "B", "EXCMS02",
					      FILE_AT("E:\\Data\\1.edb")) } } } },
	{ "two files in one folder", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      DATABASE("1", "A", "EXCMS01", FILE_AT("E:\\Data\\1.edb")),
				      OTHER, B(TARGET("N1"), PATHS("E:\\B")),
				      DATABASE("1", "B", "EXCMS02",
					      FILE_AT("E:\\Data\\2.edb")) } } } },
	{ "its logs where the other's system files are", PATHS_CHECK, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N1"), "msExchESEParamLogFilePath=E:\\B",
					      "msExchESEParamSystemPath=E:\\A") } } } },
	{ "inside another's", PATHS_CHECK, PROVES(WARN, "inside E:\\Logs of EXCMS02"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\Logs\\A")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\Logs")) } } } },
	{ "around another's", PATHS_CHECK, PROVES(WARN, "E:\\Logs\\x\\y of EXCMS02"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\Logs")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\Logs\\x\\y")) } } } },
	{ "a name that another begins with is not around it", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\Logs")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\Logs2")) } } } },
	{ "inside the root of a volume", PATHS_CHECK, PROVES(WARN, "inside E:\\ of EXCMS02"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\Logs")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\")) } } } },
	{ "the root of a volume around another's file", PATHS_CHECK,
		PROVES(WARN, "E:\\ of \"A\" contains E:\\1.edb of EXCMS02"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\")), OTHER,
				      B(TARGET("N1"), PATHS("F:\\B")),
				      DATABASE("1", "B", "EXCMS02", FILE_AT("E:\\1.edb")) } } } },
	{ "a volume mounted in another's folder", PATHS_CHECK, GIVES(WARN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\")), OTHER,
				      B(TARGET("N1"), PATHS("e:\\Mounts\\B\\")) } } } },
	{ "two volumes", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\")), OTHER,
				      B(TARGET("N1"), PATHS("F:\\")) } } } },
	{ "the same root, written in two ways", PATHS_CHECK, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\")), OTHER,
				      B(TARGET("N1"), PATHS("e:")) } } } },
	{ "the same folder, with several backslashes", PATHS_CHECK,
		PROVES(FAIL, "e:\\logs\\\\a\\\\ of EXCMS02"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\Logs\\A")), OTHER,
				      B(TARGET("N1"), PATHS("e:\\logs\\\\a\\\\")) } } } },
	{ "the same folder, in another case beyond ASCII", PATHS_CHECK, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("L:\\Premi\u00e8re")), OTHER,
				      B(TARGET("N1"), PATHS("L:\\PREMI\u00c8RE")) } } } },
	{ "another letter", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("L:\\Premi\u00e8re")), OTHER,
				      B(TARGET("N1"), PATHS("L:\\Premi\u00e9re")) } } } },
	{ "inside a folder in another case beyond ASCII", PATHS_CHECK, GIVES(WARN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("L:\\\u00fc\\a")), OTHER,
				      B(TARGET("N1"), PATHS("L:\\\u00dc")) } } } },
	{ "a share is not inside a hidden path", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("\\\\nas\\a")), OTHER,
				      B(TARGET("N1"), PATHS("\\\\nas\\b")) } } } },
	{ "another's target has an unknown layout", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("1"), PATHS("E:\\A")) } } } },
	{ "two of unknown layout are not one machine", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), A(TARGET("1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("1"), PATHS("E:\\A")) } } } },
	{ "the same folders on another target", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N2"), PATHS("E:\\A")) } } } },
	{ "on a target's namesake in another domain", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("n1.corp"), PATHS("E:\\A")), OTHER,
				      B(TARGET("n1.emea"), PATHS("E:\\A")) } } } },
	{ "on one of several targets", PATHS_CHECK, PROVES(FAIL, "on n2:"),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), TARGET("N2"), PATHS("E:\\A")),
				      OTHER, B(TARGET("N2"), PATHS("E:\\A")) } } } },
	{ "on itself alone, named twice", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR),
				      A(TARGET("N1"), TARGET("N1"), PATHS("E:\\A")) } } } },
	{ "the target's own storage group", PATHS_CHECK, PROVES(FAIL, "MBX1 \"First\""),
		.forest = { { .row = { CMS(CCR), A(TARGET("MBX1.corp"), PATHS("E:\\A")),
				      SERVER("MBX1", AT("mbx1.corp")),
				      GROUP("First", "MBX1", PATHS("E:\\A")) } } } },
	{ "a clustered server's own are not on a machine of its name", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("EXCMS02"), PATHS("E:\\A")), OTHER,
				      B(PATHS("E:\\A")) } } } },
	{ "others collide, not these", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\B")),
				      GROUP("C", "EXCMS02", TARGET("N1"), PATHS("E:\\B")) } } } },
	{ "not replicated, so without paths on any target", PATHS_CHECK, GIVES(PASS),
		.forest = { { .row = { CMS(CCR), A(NULL) } } } },
	{ "paths are not shown", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1")) } } } },
	{ "a database's path is not shown", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      DATABASE("1", "A", "EXCMS01", NULL) } } } },
	{ "another's paths on the target are not shown", PATHS_CHECK,
		PROVES(UNKNOWN, "EXCMS02 \"B\""),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N1")) } } } },
	{ "one collides for certain, others are not shown", PATHS_CHECK, GIVES(FAIL),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")), OTHER,
				      B(TARGET("N1"), PATHS("E:\\A")),
				      GROUP("C", "EXCMS02", TARGET("N1")) } } } },
	{ "a database is shown, its storage group is not", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), A(TARGET("N1"), PATHS("E:\\A")),
				      DATABASE("1", "HIDDEN", "EXCMS01", NULL) } } } },
	{ "targets are not shown", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR), BARE_GROUP("A", "EXCMS01", NULL) } } } },
	{ "no storage group is shown", PATHS_CHECK, GIVES(UNKNOWN),
		.forest = { { .row = { CMS(CCR) } } } },
	{ "not asked", PATHS_CHECK, GIVES(UNKNOWN), .forest = { { .no_part = true } } },
};

START_TEST(each)
{
	exchange_case_check(&rows[_i]);
}
END_TEST

enum { MANY = 5000 };

/*
 * All storage groups of all servers in the same folder of the same machine. Comparing all pairs
 * takes hours, and a line for each pair does not fit in memory.
 */
START_TEST(all_in_one_folder)
{
	struct arena *arena = arena_new();
	struct directory_part part = { .kind = part_kind_name(PART_EXCHANGE),
		.entry = arena_alloc(arena, (MANY + 1) * sizeof *part.entry) };
	const struct row cms = CMS(CCR);
	part.entry[part.count++] = entry_of(arena, &cms);
	for (size_t i = 0; i < MANY; i++) {
		const struct row row = { arena_format(arena, "CN=G%zu," STORE("EXCMS01"), i),
			"msExchStorageGroup",
			{ TARGET("N1"), PATHS("E:\\A\\a\\a\\a\\a\\a\\a\\a\\a\\a") } };
		part.entry[part.count++] = entry_of(arena, &row);
	}
	const char *asked[] = { "EXCMS01" };
	struct directory_visit visit = {
		.server = "dc1", .asked = asked, .asked_count = 1, .part = &part, .part_count = 1
	};
	struct recovery recovery = case_recovery(false);
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct expected expected = { .outcome = OUTCOME_FAIL };
	examine(arena, &check_ex_scr_paths, &plan, &evidence, &expected, "all in one folder");
	arena_free(arena);
}
END_TEST

/* One group with many targets and many databases: their product must be bounded. */
START_TEST(many_by_many)
{
	struct arena *arena = arena_new();
	struct scr_target *targets = arena_alloc(arena, MANY * sizeof *targets);
	struct database *databases = arena_alloc(arena, MANY * sizeof *databases);
	for (size_t i = 0; i < MANY; i++) {
		targets[i].machine = arena_format(arena, "n%zu", i);
		databases[i].file = arena_format(arena, "E:\\%zu", i);
	}
	struct storage_group group = { .target = targets,
		.target_count = MANY,
		.database = databases,
		.database_count = MANY };
	struct exchange_server server = {
		.name = "A", .storage = STORAGE_CCR, .group = &group, .group_count = 1
	};
	const struct organisation organisation = { .server = &server, .server_count = 1 };
	const struct path_uses uses = path_uses_read(arena, &organisation);
	ck_assert(uses.truncated);
	ck_assert_uint_eq(uses.count, PATH_USES_MAX);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ex.scr-paths");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_test(tests, all_in_one_folder);
	tcase_add_test(tests, many_by_many);
	suite_add_tcase(suite, tests);
	return suite;
}
