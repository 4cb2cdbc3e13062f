/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.oab-complete, and what it has in common with share.oab-readable */
#include "tests/test.h"

#include "tests/shares/checks/oab_case.h"

static const struct {
	const char *because;
	struct forest forest;
	const char *folder; /* NULL: none */
	enum error_kind gap, folders_gap;
	const char *status;
	struct expected expected;
} complete_rows[] = {
	{ "it is there",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		GUID, 0, 0, "opened", { .outcome = OUTCOME_PASS, .proof_holds = GUID } },
	{ "it is not listed",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		NULL, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN, .remedy_holds = "-Server EXCMS01" } },
	{ "another is",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		OTHER_GUID, 0, 0, "opened", { .outcome = OUTCOME_UNKNOWN } },
	{ "one of two is",
		{ .row = { CMS(CCR), BOOK("A", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB),
			  BOOK("B", GENERATED_BY("EXCMS01"), HAS_OTHER, ON_WEB) } },
		GUID, 0, 0, "opened", { .outcome = OUTCOME_UNKNOWN, .proof_holds = "\"B\"" } },
	{ "another server's book",
		{ .row = { CMS(CCR), SERVER("EXCMS02", SCC),
			  BOOK("OAB", GENERATED_BY("EXCMS02"), HAS_GUID) } },
		NULL, 0, 0, "opened", { .outcome = OUTCOME_PASS } },
	{ "a book whose GUID is not shown",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01")) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "the list broke off before it",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		NULL, 0, ERROR_TIMEOUT, "opened", { .outcome = OUTCOME_UNKNOWN } },
	{ "the list broke off behind it",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		GUID, 0, ERROR_TIMEOUT, "opened", { .outcome = OUTCOME_PASS } },
	{ "a book whose generation server is not shown",
		{ .row = { CMS(CCR), BOOK("OAB", HAS_GUID) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "\"OAB\"" } },
	{ "no book is shown", { .row = { CMS(CCR) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "no organisation is shown", { .no_part = true }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "a share that may not be opened",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) } },
		NULL, ERROR_DENIED, 0, "EACCES",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "denied" } },
};

START_TEST(complete)
{
	struct share_folder folder = { .name = complete_rows[_i].folder };
	struct share_opening opening = { .status = complete_rows[_i].status,
		.descriptor = HEAD,
		.gap = { complete_rows[_i].gap, "denied" },
		.folders_gap = { complete_rows[_i].folders_gap, "broke off" },
		.folder = &folder,
		.folder_count = folder.name != NULL };
	run(&check_share_oab_complete, &complete_rows[_i].forest, NULL, &opening,
		&complete_rows[_i].expected, complete_rows[_i].because);
}
END_TEST

/* Folders that are not listed. */
static const struct {
	const char *because;
	struct forest forest;
	bool was_asked, older;
	enum error_kind visit_gap, opening_gap, folder_gap;
	const char *modified, *folder;
	struct expected expected;
} named_rows[] = {
	{ "not asked for by name", { .row = { CMS(CCR), WEB_BOOK } }, false, true, 0, 0, 0, NULL,
		GUID, { .outcome = OUTCOME_UNKNOWN, .proof_holds = "not asked" } },
	{ "not found by name", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0, 0, ERROR_ABSENT,
		NULL, GUID, { .outcome = OUTCOME_FAIL, .proof_holds = "missing" } },
	{ "denied", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0, 0, ERROR_DENIED, NULL, GUID,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "of the folder" } },
	{ "found, and denied only then", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0, 0,
		ERROR_DENIED, "2026-11-21T05:00:00Z", GUID,
		{ .outcome = OUTCOME_PASS, .proof_holds = "not listed" } },
	{ "found", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0, 0, 0, "2026-11-21T05:00:00Z",
		GUID, { .outcome = OUTCOME_PASS } },
	{ "the server was silent by then", { .row = { CMS(CCR), WEB_BOOK } }, true, false,
		ERROR_TIMEOUT, 0, 0, NULL, GUID,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "of the server" } },
	{ "the share was closed by then", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0,
		ERROR_DENIED, ERROR_ABSENT, NULL, OTHER_GUID,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "of the share" } },
	{ "another was asked for", { .row = { CMS(CCR), WEB_BOOK } }, true, false, 0, 0,
		ERROR_ABSENT, NULL, OTHER_GUID, { .outcome = OUTCOME_UNKNOWN } },
	{ "one of public folders, beside one of the web",
		{ .row = { CMS(CCR), BOOK("2003", GENERATED_BY("EXCMS01"), HAS_GUID),
			  BOOK("B", GENERATED_BY("EXCMS02"), HAS_OTHER, ON_WEB) } },
		true, false, 0, 0, ERROR_ABSENT, NULL, GUID,
		{ .outcome = OUTCOME_PASS, .proof_holds = "not distributed" } },
	{ "no book shows a distribution: it may not be readable",
		{ .row = { CMS(CCR), BOOK("2003", GENERATED_BY("EXCMS01"), HAS_GUID) } }, true,
		false, 0, 0, ERROR_ABSENT, NULL, GUID,
		{ .outcome = OUTCOME_WARN, .proof_holds = "no web distribution" } },
	{ "the distribution could not be read",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID,
					     "msExchOABVirtualDirectoriesLink") } },
		true, false, 0, 0, ERROR_ABSENT, NULL, GUID,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "could not be read" } },
	{ "the same beside one of the web",
		{ .row = { CMS(CCR),
			  BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID,
				  "msExchOABVirtualDirectoriesLink"),
			  BOOK("B", GENERATED_BY("EXCMS02"), HAS_OTHER, ON_WEB) } },
		true, false, 0, 0, ERROR_ABSENT, NULL, GUID, { .outcome = OUTCOME_UNKNOWN } },
	{ "the same, and the folder is there",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID,
					     "msExchOABVirtualDirectoriesLink") } },
		true, false, 0, 0, 0, "2026-11-21T05:00:00Z", GUID, { .outcome = OUTCOME_PASS } },
	{ "a generation server that is no name",
		{ .row = { CMS(CCR), BOOK("OAB", "offLineABServer=x", HAS_GUID, ON_WEB) } }, true,
		false, 0, 0, ERROR_ABSENT, NULL, GUID, { .outcome = OUTCOME_UNKNOWN } },
	{ "older evidence did not ask for the distribution",
		{ .row = { CMS(CCR), BOOK("2003", GENERATED_BY("EXCMS01"), HAS_GUID) } }, true,
		true, 0, 0, ERROR_ABSENT, NULL, GUID, { .outcome = OUTCOME_FAIL } },
};

START_TEST(named)
{
	struct share_folder folder = { .name = named_rows[_i].folder,
		.gap = { named_rows[_i].folder_gap, "of the folder" },
		.modified = named_rows[_i].modified };
	struct share_opening by_name = { .share = SHARE,
		.status = "opened",
		.gap = { named_rows[_i].opening_gap, "of the share" },
		.folder = &folder,
		.folder_count = 1 };
	const struct share_visit visit = { .name = CMS_FQDN,
		.gap = { named_rows[_i].visit_gap, "of the server" },
		.opening = &by_name,
		.opening_count = named_rows[_i].visit_gap == ERROR_NONE };
	const struct extra extra = { .named = named_rows[_i].was_asked ? &visit : NULL,
		.older = named_rows[_i].older };
	struct share_opening opening = { .status = "opened", .descriptor = HEAD };
	run_with(&extra, &check_share_oab_complete, &named_rows[_i].forest, NULL, &opening,
		&named_rows[_i].expected, named_rows[_i].because);
}
END_TEST

/* What only a lost site had can neither speak for a recovery nor stand in its way. */
START_TEST(lost)
{
	static const struct check *const of_books[] = { &check_share_oab_readable,
		&check_share_oab_complete };
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	recovery.oab_share = SHARE;
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	const struct loss loss = { .site = "Main" };
	struct share_visit visit = {
		.name = CMS_FQDN, .lost = true, .gap = { ERROR_UNREACHABLE, "gone" }
	};
	recovery.source_node_count = 0;
	const struct evidence evidence = { .shares = { .visit = &visit, .count = 1 },
		.loss = &loss };
	const struct expected warns = { .outcome = OUTCOME_WARN, .proof_holds = "Main" };
	examine(arena, of_books[_i], &plan, &evidence, &warns, "the CMS's server is lost");

	recovery.source_node_count = 1;
	struct share_visit both[] = { visit,
		{ .name = recovery.source_nodes[0].fqdn, .gap = { ERROR_TIMEOUT, "silent" } } };
	const struct evidence silent = { .shares = { .visit = both, .count = 2 }, .loss = &loss };
	const struct expected unknown = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "silent" };
	examine(arena, of_books[_i], &plan, &silent, &unknown, "a node that is there is silent");
	arena_free(arena);
}
END_TEST

/* Older evidence has no folders, since they were not read. */
START_TEST(complete_in_older_evidence)
{
	static const struct forest forest = {
		.row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB) }
	};
	static const struct expected unknown = { .outcome = OUTCOME_UNKNOWN };
	struct share_opening opening = { .status = "opened" };
	run(&check_share_oab_complete, &forest, NULL, &opening, &unknown, "not listed");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("share.oab-complete");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, complete, 0, COUNT_OF(complete_rows));
	tcase_add_loop_test(test, named, 0, COUNT_OF(named_rows));
	tcase_add_loop_test(test, lost, 0, 2);
	tcase_add_test(test, complete_in_older_evidence);
	suite_add_tcase(suite, test);
	return suite;
}
