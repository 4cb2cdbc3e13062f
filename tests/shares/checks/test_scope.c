/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.oab-scope. */
#include "tests/test.h"

#include "checks.h"
#include "model/loss.h"
#include "tests/examine.h"

enum { MAX_VISITS = 3, MAX_OPENINGS = 2, MAX_LISTED = 2 };

#define CMS     "excms01.corp.example.com"
#define NODE1   "node1.corp.example.com"
#define NODE2   "node2.corp.example.com"
#define SHARE   "ExchangeOAB"
#define ACCOUNT "reader@CORP.EXAMPLE.COM"

struct seen {
	const char *name; /* NULL ends the list */
	enum error_kind gap, list_gap;
	const char *listed[MAX_LISTED];
	struct share_opening opening[MAX_OPENINGS];
};

#define OPENING(result) .opening = { { .share = SHARE, .status = (result) } }
#define OPENS(server)                                                                              \
	{                                                                                          \
		.name = (server), OPENING("opened"), .listed = { SHARE }                           \
	}
#define LACKS(server)                                                                              \
	{                                                                                          \
		.name = (server), OPENING("ENOENT"), .listed = { "Address" }                       \
	}
#define REFUSES(server)                                                                            \
	{                                                                                          \
		.name = (server), OPENING("EACCES"), .listed = { SHARE }                           \
	}
#define SILENT(server)                                                                             \
	{                                                                                          \
		.name = (server), .gap = ERROR_UNREACHABLE                                         \
	}

struct scope_case {
	const char *because;
	enum outcome outcome;
	const char *remedy, *proof;
	const char *version[2]; /* of NODE1, on two directory servers */
	const char *protocol;   /* of all visits */
	struct seen seen[MAX_VISITS];
	bool lost[MAX_VISITS]; /* by --site-loss */
};

static const struct scope_case rows[] = {
	{ .because = "under the CMS's name",
		.outcome = OUTCOME_PASS,
		.seen = { OPENS(CMS), LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "under both",
		.outcome = OUTCOME_PASS,
		.seen = { OPENS(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "under both, as it is on Windows Server 2003",
		.outcome = OUTCOME_PASS,
		.proof = "5.2 (3790)",
		.version = { "5.2 (3790)", "5.2 (3790)" },
		.seen = { OPENS(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "under both, where it is left over",
		.outcome = OUTCOME_PASS,
		.proof = "6.0 (6002)",
		.version = { "6.0 (6002)" },
		.seen = { OPENS(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "servers that differ about the node's version tell none",
		.outcome = OUTCOME_PASS,
		.proof = "version unknown",
		.version = { "5.2 (3790)", "6.0 (6002)" },
		.seen = { OPENS(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "at a node that gives its shares to all names on it: the CMS is elsewhere",
		.outcome = OUTCOME_FAIL,
		.remedy = "net share " SHARE " /delete",
		.version = { "5.2 (3790)" },
		.seen = { LACKS(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "the use of SMB 1 is shown",
		.outcome = OUTCOME_PASS,
		.proof = "over SMB 1",
		.protocol = "SMB 1",
		.seen = { OPENS(CMS), LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "the requesting account is shown",
		.outcome = OUTCOME_PASS,
		.proof = "Asked as " ACCOUNT,
		.seen = { OPENS(CMS), LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "under the CMS's name; the nodes are nothing to it",
		.outcome = OUTCOME_PASS,
		.seen = { OPENS(CMS), SILENT(NODE1) } },
	{ .because = "names of servers and shares have no case",
		.outcome = OUTCOME_PASS,
		.seen = { { .name = "EXCMS01.corp.example.com",
			.opening = { { .share = "EXCHANGEOAB", .status = "opened" } } } } },
	{ .because = "it opened, and the list was denied",
		.outcome = OUTCOME_PASS,
		.seen = { { .name = CMS, OPENING("opened"), .list_gap = ERROR_DENIED } } },
	{ .because = "under a node's name alone",
		.outcome = OUTCOME_FAIL,
		.remedy = "Get-OfflineAddressBook -Server EXCMS01",
		.proof = NODE2,
		.seen = { LACKS(CMS), LACKS(NODE1), OPENS(NODE2) } },
	{ .because = "under one node's name, and the other is silent",
		.outcome = OUTCOME_FAIL,
		.seen = { LACKS(CMS), OPENS(NODE1), SILENT(NODE2) } },
	{ .because = "ENODEV means the same",
		.outcome = OUTCOME_FAIL,
		.seen = { { .name = CMS, OPENING("ENODEV") }, OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "nowhere",
		.outcome = OUTCOME_WARN,
		.remedy = "Get-OfflineAddressBook -Server EXCMS01",
		.seen = { LACKS(CMS), LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "nowhere, but a share is called nearly so",
		.outcome = OUTCOME_WARN,
		.remedy = "If ExchangeOBA is meant",
		.seen = { { .name = CMS,
				  OPENING("ENOENT"),
				  .listed = { "Address", "ExchangeOBA" } },
			LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "nowhere, as far as it was read",
		.outcome = OUTCOME_UNKNOWN,
		.proof = NODE2,
		.seen = { LACKS(CMS), LACKS(NODE1), SILENT(NODE2) } },
	{ .because = "nowhere, and a node was not checked",
		.outcome = OUTCOME_UNKNOWN,
		.proof = NODE2,
		.seen = { LACKS(CMS), LACKS(NODE1) } },
	{ .because = "nowhere, and a node refuses",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { LACKS(CMS), LACKS(NODE1), REFUSES(NODE2) } },
	{ .because = "the CMS is silent, and a node has it: it may have been moved",
		.outcome = OUTCOME_UNKNOWN,
		.proof = CMS,
		.seen = { SILENT(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "the CMS refuses",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { REFUSES(CMS), OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "the CMS was not checked",
		.outcome = OUTCOME_UNKNOWN,
		.proof = CMS,
		.seen = { OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "nothing was checked", .outcome = OUTCOME_UNKNOWN },
	{ .because = "all is silent",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { SILENT(CMS), SILENT(NODE1), SILENT(NODE2) } },
	{ .because = "a gap, though it opened before",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS, .gap = ERROR_CRASHED, OPENING("opened") }, LACKS(NODE1),
			LACKS(NODE2) } },
	{ .because = "a gap at the share",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS,
				  .opening = { { .share = SHARE,
					  .gap = { ERROR_TIMEOUT, "no answer" },
					  .status = "opened" } } },
			LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "another share was asked for",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS,
				  .opening = { { .share = "Address", .status = "opened" } } },
			LACKS(NODE1), LACKS(NODE2) } },
	{ .because = "a status that was left out",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS, OPENING(NULL) }, OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "an unknown status",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS, OPENING("EINVAL") }, OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "it is listed and does not open: its folder is gone",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS, OPENING("ENOENT"), .listed = { "x", "exchangeoab" } },
			OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "it does not open and the list could not be read",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { { .name = CMS, OPENING("ENOENT"), .list_gap = ERROR_DENIED },
			OPENS(NODE1), LACKS(NODE2) } },
	{ .because = "the node lists it and it does not open",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { LACKS(CMS), { .name = NODE1, OPENING("ENOENT"), .listed = { SHARE } },
			LACKS(NODE2) } },
	{ .because = "right, as long as the site was there",
		.outcome = OUTCOME_WARN,
		.remedy = "Get-OfflineAddressBook -Server EXCMS01",
		.seen = { OPENS(CMS), LACKS(NODE1), LACKS(NODE2) },
		.lost = { true, true, true } },
	{ .because = "the CMS alone is lost",
		.outcome = OUTCOME_WARN,
		.seen = { OPENS(CMS), SILENT(NODE1), LACKS(NODE2) },
		.lost = { true } },
	{ .because = "wrong already when the site was there",
		.outcome = OUTCOME_FAIL,
		.seen = { LACKS(CMS), OPENS(NODE1), LACKS(NODE2) },
		.lost = { true, true, true } },
	{ .because = "a lost server does not answer and cannot be read",
		.outcome = OUTCOME_WARN,
		.seen = { SILENT(CMS), SILENT(NODE1), SILENT(NODE2) },
		.lost = { true, true, true } },
	{ .because = "one that is still there is silent, too",
		.outcome = OUTCOME_UNKNOWN,
		.proof = NODE2,
		.seen = { LACKS(CMS), LACKS(NODE1), SILENT(NODE2) },
		.lost = { true, true, false } },
	{ .because = "another server's share",
		.outcome = OUTCOME_UNKNOWN,
		.seen = { LACKS(CMS), OPENS("node3.corp.example.com"), LACKS(NODE1) } },
};

static struct share_visit visit_of(struct arena *arena, const struct seen *seen)
{
	struct share_visit visit = {
		.name = seen->name,
		.gap = { seen->gap, "did not answer" },
		.list_gap = { seen->list_gap, "not to be listed" },
		.listed = arena_copy(arena, seen->listed, sizeof seen->listed),
		.opening = arena_copy(arena, seen->opening, sizeof seen->opening),
	};
	while (visit.listed_count < MAX_LISTED && visit.listed[visit.listed_count] != NULL)
		visit.listed_count++;
	while (visit.opening_count < MAX_OPENINGS &&
		visit.opening[visit.opening_count].share != NULL)
		visit.opening_count++;
	return visit;
}

START_TEST(scope)
{
	const struct scope_case *row = &rows[_i];
	struct arena *arena = arena_new();
	struct name nodes[] = { { "NODE1", NODE1 }, { "NODE2", NODE2 } };
	struct recovery recovery = {
		.cms = { "EXCMS01", CMS },
		.source_nodes = nodes,
		.source_node_count = COUNT_OF(nodes),
		.oab_share = SHARE,
	};
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct share_visit visit[MAX_VISITS];
	const struct loss loss = { .site = "Main" };
	struct evidence evidence = { .shares.visit = visit };
	struct bytes account = bytes_of("node1$", 6), version[2];
	struct attribute attribute[2][2];
	struct entry entry[2];
	struct directory_visit server[2];
	evidence.directory.visit = server;
	for (size_t i = 0; i < COUNT_OF(server) && row->version[i] != NULL; i++) {
		version[i] = bytes_of(row->version[i], strlen(row->version[i]));
		attribute[i][0] = (struct attribute){
			.name = "sAMAccountName", .value = &account, .count = 1
		};
		attribute[i][1] = (struct attribute){
			.name = "operatingSystemVersion", .value = &version[i], .count = 1
		};
		entry[i] = (struct entry){ "CN=NODE1", attribute[i], 2 };
		server[evidence.directory.count++] =
			(struct directory_visit){ .entry = &entry[i], .entry_count = 1 };
	}
	for (size_t i = 0; i < MAX_VISITS && row->seen[i].name != NULL; i++) {
		visit[evidence.shares.count] = visit_of(arena, &row->seen[i]);
		visit[evidence.shares.count].protocol = row->protocol;
		visit[evidence.shares.count].account = ACCOUNT;
		visit[evidence.shares.count++].lost = row->lost[i];
		if (row->lost[i])
			evidence.loss = &loss;
	}
	const struct expected expected = { .outcome = row->outcome,
		.subject_id = CMS,
		.remedy_holds = row->remedy,
		.proof_holds = row->proof };
	examine(arena, &check_share_oab_scope, &plan, &evidence, &expected, row->because);
	arena_free(arena);
}
END_TEST

START_TEST(blocks)
{
	ck_assert_str_eq(check_share_oab_scope.id, "share.oab-scope");
	ck_assert(check_share_oab_scope.weight == WEIGHT_BLOCKING);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("share.oab-scope");
	TCase *tcase = tcase_create("share.oab-scope");
	tcase_add_loop_test(tcase, scope, 0, COUNT_OF(rows));
	tcase_add_test(tcase, blocks);
	suite_add_tcase(suite, tcase);
	return suite;
}
