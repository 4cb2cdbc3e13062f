/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.oab-content and share.scope-others */
#include "tests/test.h"

#include "checks.h"
#include "tests/examine.h"

enum { MAX_FOLDERS = 2, MAX_LISTED = 3, MAX_NAMES = 3 };

#define CMS   "excms01.corp.example.com"
#define NODE1 "node1.corp.example.com"
#define NODE2 "node2.corp.example.com"
#define SHARE "ExchangeOAB"
#define GUID  "0c9f8f2b-6a1d-4f0e-9b57-3f2a8f3f6b11"
#define NOW   "2026-11-21T12:00:00Z"

static struct name nodes[] = { { "NODE1", NODE1 }, { "NODE2", NODE2 } };
static struct name standby = { "DRNODE1", "drnode1.corp.example.com" };

static int64_t max_oab_days = 2;

static void examine_run(const struct check *check, struct evidence *evidence,
	const struct expected *expected, const char *because)
{
	struct arena *arena = arena_new();
	struct recovery recovery = {
		.cms = { "EXCMS01", CMS },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" },
		.source_nodes = nodes,
		.source_node_count = COUNT_OF(nodes),
		.standby_nodes = &standby,
		.standby_node_count = 1,
		.oab_share = SHARE,
	};
	const struct plan plan = {
		.policy.max_oab_days = max_oab_days, .recoveries = &recovery, .recovery_count = 1
	};
	examine(arena, check, &plan, evidence, expected, because);
	arena_free(arena);
}

#define WHOLE "<OAB><OAL/></OAB>"
#define FILES "<OAB><OAL><Full>a.lzx</Full><Diff>b.lzx</Diff></OAL></OAB>"
#define FOLDER(time, text)                                                                         \
	{                                                                                          \
		.name = GUID, .size = 6, .modified = (time), .manifest = (text)                    \
	}

static const char *one_file[] = { "b.lzx" };

static const struct content_row {
	const char *because;
	struct share_folder folder[MAX_FOLDERS];
	enum error_kind folders_gap;
	bool older, closed;
	struct expected expected;
} content_rows[] = {
	{ "of this morning", { FOLDER("2026-11-21T05:00:00Z", WHOLE) }, 0, false, false,
		{ .outcome = OUTCOME_PASS, .proof_holds = GUID } },
	{ "just two days old", { FOLDER("2026-11-19T12:00:00Z", WHOLE) }, 0, false, false,
		{ .outcome = OUTCOME_PASS } },
	{ "a second older", { FOLDER("2026-11-19T11:59:59Z", WHOLE) }, 0, false, false,
		{ .outcome = OUTCOME_WARN, .proof_holds = "2 days old" } },
	{ "of a clock that is ahead", { FOLDER("2026-11-22T05:00:00Z", WHOLE) }, 0, false, false,
		{ .outcome = OUTCOME_PASS } },
	{ "a time that is none", { FOLDER("yesterday", WHOLE) }, 0, false, false,
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "no time", { FOLDER(NULL, WHOLE) }, 0, false, false, { .outcome = OUTCOME_UNKNOWN } },
	{ "broken", { FOLDER(NOW, "<OAB>") }, 0, false, false,
		{ .outcome = OUTCOME_FAIL, .remedy_holds = "-Server EXCMS01" } },
	{ "one is broken, one old", { FOLDER("2026-10-19T11:59:59Z", WHOLE), FOLDER(NOW, "") }, 0,
		false, false, { .outcome = OUTCOME_FAIL, .proof_holds = "days old" } },
	{ "no oab.xml", { { .name = GUID, .gap = { ERROR_ABSENT, "none" } } }, 0, false, false,
		{ .outcome = OUTCOME_WARN, .proof_holds = "no oab.xml" } },
	{ "one that may not be read",
		{ { .name = GUID, .gap = { ERROR_DENIED, "access denied" } } }, 0, false, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "access denied" } },
	{ "no address list", { FOLDER(NOW, "<OAB/>") }, 0, false, false,
		{ .outcome = OUTCOME_WARN, .proof_holds = "no address list" } },
	{ "its files are there",
		{ { .name = GUID, .modified = NOW, .manifest = FILES, .lists = 1, .files = 2 } }, 0,
		false, false, { .outcome = OUTCOME_PASS } },
	{ "one is not",
		{ { .name = GUID,
			.modified = NOW,
			.manifest = FILES,
			.lists = 1,
			.files = 2,
			.missing = one_file,
			.missing_count = 1 } },
		0, false, false, { .outcome = OUTCOME_WARN, .proof_holds = "missing: b.lzx" } },
	{ "one may be",
		{ { .name = GUID,
			.modified = NOW,
			.manifest = FILES,
			.lists = 1,
			.files = 2,
			.files_gap = { ERROR_DENIED, "may not be listed" } } },
		0, false, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "may not be listed" } },
	{ "older evidence did not look for them",
		{ { .name = GUID, .modified = NOW, .manifest = FILES } }, 0, false, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "not looked for" } },
	{ "too long to be kept, and whole",
		{ { .name = GUID, .modified = NOW, .size = 100000, .lists = 3, .files = 900 } }, 0,
		false, false, { .outcome = OUTCOME_PASS } },
	{ "too long to be kept, and broken",
		{ { .name = GUID, .modified = NOW, .size = 100000, .broken = "line 900" } }, 0,
		false, false, { .outcome = OUTCOME_FAIL, .proof_holds = "line 900" } },
	{ "no folder", { { 0 } }, 0, false, false, { .outcome = OUTCOME_WARN } },
	{ "the list broke off", { FOLDER(NOW, WHOLE) }, ERROR_TIMEOUT, false, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "broke off" } },
	{ "older evidence", { { 0 } }, 0, true, false,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "not listed" } },
	{ "a share that did not open", { { 0 } }, 0, false, true,
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "access denied" } },
};

START_TEST(content)
{
	const struct content_row *row = &content_rows[_i];
	struct share_folder folder[MAX_FOLDERS];
	memcpy(folder, row->folder, sizeof folder);
	struct share_opening opening = { .share = SHARE,
		.status = "opened",
		.descriptor = row->older ? NULL : "REVISION:1",
		.folders_gap = { row->folders_gap, "broke off" },
		.folder = folder };
	while (opening.folder_count < MAX_FOLDERS && folder[opening.folder_count].name != NULL)
		opening.folder_count++;
	if (row->closed)
		opening = (struct share_opening){
			.share = SHARE, .status = "EACCES", .gap = { ERROR_DENIED, "access denied" }
		};
	struct share_visit visit = { .name = CMS, .opening = &opening, .opening_count = 1 };
	struct evidence evidence = { .run.ended = NOW, .shares = { &visit, 1 } };
	examine_run(&check_share_oab_content, &evidence, &row->expected, row->because);
}
END_TEST

/* Unreadable permissions do not affect the checks of the folder content. */
START_TEST(content_without_permissions)
{
	struct share_folder folder = FOLDER(NOW, WHOLE);
	struct share_opening opening = { .share = SHARE,
		.status = "opened",
		.descriptor_gap = { ERROR_DENIED, "hidden" },
		.folder = &folder,
		.folder_count = 1 };
	struct share_visit visit = { .name = CMS, .opening = &opening, .opening_count = 1 };
	struct evidence evidence = { .run.ended = NOW, .shares = { &visit, 1 } };
	static const struct expected fresh = { .outcome = OUTCOME_PASS },
				     empty = { .outcome = OUTCOME_WARN };
	examine_run(&check_share_oab_content, &evidence, &fresh, "a fresh one");
	max_oab_days = 1;
	folder.modified = "2026-11-20T12:00:00Z";
	examine_run(&check_share_oab_content, &evidence, &fresh, "of the day that the plan allows");
	folder.modified = "2026-11-20T11:59:59Z";
	examine_run(&check_share_oab_content, &evidence, &empty, "a second older");
	opening.folder_count = 0;
	examine_run(&check_share_oab_content, &evidence, &empty, "none");
}
END_TEST

static const struct others_row {
	const char *because;
	const char *listed[MAX_NAMES][MAX_LISTED]; /* by the CMS and both nodes */
	enum error_kind gap[MAX_NAMES], list_gap[MAX_NAMES];
	struct expected expected;
	const char *standby_status;  /* of the attempt to open the share there; NULL: ENOENT */
	enum error_kind standby_gap; /* the standby node tells nothing */
} others_rows[] = {
	{ "none beside", { { SHARE }, { "C$", "ADMIN$" }, { "C$" } }, { 0 }, { 0 },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "on each node: the machines' own", { { SHARE }, { "Logs" }, { "LOGS" } }, { 0 }, { 0 },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "on one node", { { SHARE }, { "Logs", "Public" }, { "Logs" } }, { 0 }, { 0 },
		.expected = { .outcome = OUTCOME_WARN,
			.proof_holds = "\\\\" NODE1 "\\Public",
			.proof_lacks = "Logs" } },
	{ "on one node, and under the CMS's name", { { SHARE, "public" }, { "Public" }, { NULL } },
		{ 0 }, { 0 }, .expected = { .outcome = OUTCOME_PASS } },
	{ "the address book is another's question", { { NULL }, { SHARE }, { NULL } }, { 0 }, { 0 },
		.expected = { .outcome = OUTCOME_PASS } },
	{ "a node that is silent", { { SHARE }, { "Public" }, { NULL } }, { 0, 0, ERROR_TIMEOUT },
		{ 0 }, .expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = NODE2 } },
	{ "a list that was not given", { { SHARE }, { "Public" }, { NULL } }, { 0 },
		{ ERROR_DENIED }, .expected = { .outcome = OUTCOME_UNKNOWN, .proof_holds = CMS } },
	{ "the share of the address book on a standby node", { { SHARE }, { NULL }, { NULL } },
		{ 0 }, { 0 },
		.expected = { .outcome = OUTCOME_WARN,
			.remedy_holds = "net share " SHARE " /delete",
			.proof_holds = "\\\\drnode1.corp.example.com\\" SHARE },
		.standby_status = "opened" },
	{ "the same, with a node that is silent", { { SHARE }, { NULL }, { NULL } },
		{ 0, 0, ERROR_TIMEOUT }, { 0 }, .expected = { .outcome = OUTCOME_WARN },
		.standby_status = "opened" },
	{ "a standby node that is silent", { { SHARE }, { NULL }, { NULL } }, { 0 }, { 0 },
		.expected = { .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "drnode1.corp.example.com" },
		.standby_gap = ERROR_TIMEOUT },
};

START_TEST(others)
{
	static const char *const names[] = { CMS, NODE1, NODE2 };
	const struct others_row *row = &others_rows[_i];
	const char *listed[MAX_NAMES][MAX_LISTED];
	memcpy(listed, row->listed, sizeof listed);
	struct share_visit visit[MAX_NAMES + 1];
	struct share_opening opening = { .share = SHARE,
		.status = row->standby_status == NULL ? "ENOENT" : row->standby_status };
	visit[MAX_NAMES] = (struct share_visit){ .name = standby.fqdn,
		.gap = { row->standby_gap, "not heard" },
		.opening = &opening,
		.opening_count = 1 };
	for (size_t i = 0; i < MAX_NAMES; i++) {
		visit[i] = (struct share_visit){ .name = names[i],
			.gap = { row->gap[i], "silent" },
			.list_gap = { row->list_gap[i], "denied" },
			.listed = listed[i] };
		while (visit[i].listed_count < MAX_LISTED &&
			listed[i][visit[i].listed_count] != NULL)
			visit[i].listed_count++;
	}
	struct evidence evidence = { .shares = { visit, MAX_NAMES + 1 } };
	examine_run(&check_share_scope_others, &evidence, &row->expected, row->because);
}
END_TEST

/* A server that lists more than anyone has does not hold up the report. */
START_TEST(others_of_long_lists)
{
	enum { LONG = 100000 };
	static const char *const names[] = { CMS, NODE1, NODE2 };
	static const struct expected one = { .outcome = OUTCOME_WARN, .proof_holds = "\\only" };
	struct arena *arena = arena_new();
	const char **listed = arena_alloc(arena, (LONG + 1) * sizeof *listed);
	for (size_t i = 0; i < LONG; i++)
		listed[i] = arena_format(arena, "share%06zu", i);
	listed[LONG] = "only";
	struct share_opening opening = { .share = SHARE, .status = "ENOENT" };
	struct share_visit visit[MAX_NAMES + 1];
	visit[MAX_NAMES] = (struct share_visit){
		.name = standby.fqdn, .opening = &opening, .opening_count = 1
	};
	for (size_t i = 0; i < MAX_NAMES; i++)
		visit[i] = (struct share_visit){ .name = names[i],
			.listed = listed,
			.listed_count = i == 0   ? 0
					: i == 1 ? LONG + 1
						 : LONG };
	struct evidence evidence = { .shares = { visit, MAX_NAMES + 1 } };
	examine_run(&check_share_scope_others, &evidence, &one, "long lists");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("inside shares");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, content, 0, COUNT_OF(content_rows));
	tcase_add_test(test, content_without_permissions);
	tcase_add_loop_test(test, others, 0, COUNT_OF(others_rows));
	tcase_add_test(test, others_of_long_lists);
	suite_add_tcase(suite, test);
	return suite;
}
