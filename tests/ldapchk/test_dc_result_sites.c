/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which domain controllers' copies decide: those of the standby site, if it is known and has one.
 */
#include "tests/test.h"

#include "ldapchk/dc_result.h"
#include "model/loss.h"
#include "tests/examine.h"
#include "tests/ldapchk/forest.h"

enum { MAX_VISITS = 3 };

/* The result of a server: its outcome, or a gap. */
struct server_result {
	const char *server;
	enum outcome outcome;
	bool gap;
};

struct row {
	const char *because;
	const struct forest *forest; /* NULL: not known */
	const char *site;            /* of the plan; NULL: not known */
	struct server_result result[MAX_VISITS];
	const char *planned; /* the one directory server of the plan, or NULL */
	const char *lost;
	enum outcome outcome;
	const char *summary_holds, *proof_holds;
};

static const struct row *row_now;

static struct dc_result judge_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)examination, (void)label;
	const struct server_result *result = row_now->result;
	while (strcmp(result->server, visit->server) != 0)
		result++;
	return (struct dc_result){ .outcome = result->outcome,
		.subject_id = "1",
		.summary = outcome_name(result->outcome),
		.proof = outcome_name(result->outcome),
		.remedy = "fix it" };
}

static void run_results(const struct examination *examination)
{
	static const struct name cms = { "EXCMS01", "excms01.corp.example.com" };
	dc_results_judge(examination, SUBJECT_CMS, &cms, NULL, judge_copy);
}

static const struct check check = { .id = "test.sites", .run = run_results };

#define TWO                                                                                        \
	.site = { "Main", "DR" },                                                                  \
	.dc = { { .host = "dc1", .site = "Main" }, { .host = "dc2", .site = "DR" } }
static const struct forest two = { TWO };
static const struct forest three = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main" }, { .host = "dc2", .site = "DR" },
		{ .host = "dc3", .site = "DR" } } };
static const struct forest only_read = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main" },
		{ .host = "dc2", .site = "DR", .read_only = true } } };
static const struct forest both_kinds = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main" }, { .host = "dc2", .site = "DR" },
		{ .host = "rodc", .site = "DR", .read_only = true } } };
static const struct forest none_there = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main" } } };
static const struct forest single = { .site = { "Only" },
	.dc = { { .host = "dc1", .site = "Only" }, { .host = "dc2", .site = "Only" } } };

static const struct forest one_hidden = { TWO,
	.link = { { .name = "ALL", .site = { "Main", "DR", "Third" } } } };

#define PASSES(name)                                                                               \
	{                                                                                          \
		(name), OUTCOME_PASS, false                                                        \
	}
#define WARNS(name)                                                                                \
	{                                                                                          \
		(name), OUTCOME_WARN, false                                                        \
	}
#define DOUBTS(name)                                                                               \
	{                                                                                          \
		(name), OUTCOME_UNKNOWN, false                                                     \
	}
#define FAILS(name)                                                                                \
	{                                                                                          \
		(name), OUTCOME_FAIL, false                                                        \
	}
#define UNREAD(name)                                                                               \
	{                                                                                          \
		(name), OUTCOME_PASS, true                                                         \
	}

static const struct row rows[] = {
	{ "all pass", &two, "DR", { PASSES("dc1"), PASSES("dc2") }, .outcome = OUTCOME_PASS,
		.proof_holds = "On dc1, dc2: pass" },
	{ "a failure elsewhere warns", &two, "DR", { FAILS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_WARN, .summary_holds = "dc1", .proof_holds = "On dc1: fail" },
	{ "an unread one elsewhere warns", &two, "DR", { UNREAD("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_WARN, .summary_holds = "dc1" },
	{ "an unknown elsewhere warns", &two, "DR", { DOUBTS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_WARN },
	{ "a warning elsewhere warns", &two, "DR", { WARNS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_WARN },
	{ "both warn for different reasons", &two, "DR", { FAILS("dc1"), WARNS("dc2") },
		.outcome = OUTCOME_WARN, .summary_holds = "dc1" },
	{ "a failure in the standby site fails", &two, "DR", { PASSES("dc1"), FAILS("dc2") },
		.outcome = OUTCOME_FAIL, .proof_holds = "On dc2: fail" },
	{ "an unread one in the standby site is unknown", &two, "DR",
		{ PASSES("dc1"), UNREAD("dc2") }, .outcome = OUTCOME_UNKNOWN },
	{ "a failure elsewhere does not hide the unknown", &two, "DR",
		{ FAILS("dc1"), UNREAD("dc2") }, .outcome = OUTCOME_UNKNOWN },
	{ "one in the standby site was not asked", &two, "DR", { PASSES("dc1") },
		.outcome = OUTCOME_UNKNOWN, .summary_holds = "dc2",
		.proof_holds = "On dc2: it was not asked" },
	{ "the plan names only another one", &two, "DR", { PASSES("dc1") }, .planned = "dc1",
		.outcome = OUTCOME_UNKNOWN, .summary_holds = "dc2" },
	{ "two in the standby site, and one was not asked", &three, "DR",
		{ PASSES("dc1"), PASSES("dc2") }, .outcome = OUTCOME_UNKNOWN,
		.summary_holds = "dc3" },
	{ "two in the standby site, and one fails", &three, "DR",
		{ PASSES("dc1"), PASSES("dc2"), FAILS("dc3") }, .outcome = OUTCOME_FAIL },
	{ "one elsewhere was not asked", &two, "DR", { PASSES("dc2") }, .outcome = OUTCOME_PASS },
	{ "a read-only one in the standby site does not decide", &both_kinds, "DR",
		{ PASSES("dc1"), PASSES("dc2"), FAILS("rodc") }, .outcome = OUTCOME_WARN },

	{ "only read-only ones in the standby site: the others decide", &only_read, "DR",
		{ FAILS("dc1"), PASSES("dc2") }, .outcome = OUTCOME_FAIL },
	{ "no domain controller in the standby site: the others decide", &none_there, "DR",
		{ FAILS("dc1") }, .outcome = OUTCOME_FAIL },
	{ "the same if they are unread", &none_there, "DR", { UNREAD("dc1") },
		.outcome = OUTCOME_UNKNOWN },
	{ "the site is not known: every copy counts", &two, NULL, { FAILS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_FAIL },
	{ "the site is not known: every unread copy counts", &two, NULL,
		{ UNREAD("dc1"), PASSES("dc2") }, .outcome = OUTCOME_UNKNOWN },
	{ "a site is hidden: every copy counts", &one_hidden, "DR", { FAILS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_FAIL },
	{ "a site is hidden: every unread copy counts", &one_hidden, "DR",
		{ UNREAD("dc1"), PASSES("dc2") }, .outcome = OUTCOME_UNKNOWN },
	{ "a site is hidden, and one of the standby site was not asked", &one_hidden, "DR",
		{ PASSES("dc1") }, .outcome = OUTCOME_UNKNOWN, .summary_holds = "dc2" },
	{ "the plan names a site that does not exist", &two, "Nowhere",
		{ FAILS("dc1"), PASSES("dc2") }, .outcome = OUTCOME_FAIL },
	{ "the sites are not known", NULL, "DR", { FAILS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_FAIL },
	{ "a server that is in no site may be anywhere", &two, "DR",
		{ PASSES("dc1"), PASSES("dc2"), FAILS("192.0.2.1") }, .outcome = OUTCOME_FAIL },
	{ "one site: every copy counts", &single, NULL, { FAILS("dc1"), PASSES("dc2") },
		.outcome = OUTCOME_FAIL },
	{ "one site: every server has to be asked", &single, NULL, { PASSES("dc1") },
		.outcome = OUTCOME_UNKNOWN, .summary_holds = "dc2" },

	{ "the other site is lost", &two, "DR", { PASSES("dc2") }, .lost = "Main",
		.outcome = OUTCOME_PASS },
	{ "the other site is lost, with the plan's server", &two, "DR", { PASSES("dc2") },
		.lost = "Main", .planned = "dc1", .outcome = OUTCOME_PASS },
	{ "the standby site is lost: what is left decides", &two, "DR", { FAILS("dc1") },
		.lost = "DR", .outcome = OUTCOME_FAIL },
	{ "no server is left", &two, "DR", { { NULL, OUTCOME_PASS, false } }, .lost = "Main",
		.outcome = OUTCOME_UNKNOWN, .summary_holds = "Main" },
};

START_TEST(all_rows)
{
	struct arena *arena = arena_new();
	const struct row *row = row_now = &rows[_i];
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_site = row->site };
	const char *planned[] = { row->planned };
	const struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.directory = { .domain = "corp.example.com",
			.servers = planned,
			.server_count = row->planned != NULL } };
	const char *asked[] = { "EXCMS01" };
	struct directory_visit visit[MAX_VISITS];
	struct loss_server lost_server = { SOURCE_DIRECTORY, "dc1" };
	const struct loss loss = { .site = row->lost, .server = &lost_server, .count = 1 };
	struct evidence evidence = { .directory.visit = visit };
	evidence.loss = row->lost == NULL ? NULL : &loss;
	for (size_t i = 0; i < MAX_VISITS && row->result[i].server != NULL; i++) {
		const bool gap = row->result[i].gap;
		visit[i] = (struct directory_visit){ .server = row->result[i].server,
			.gap = { gap ? ERROR_TIMEOUT : ERROR_NONE, "no answer" },
			.asked = asked,
			.asked_count = 1 };
		/* It may have shown the sites before the error. */
		if (row->forest != NULL)
			forest_describe(arena, &visit[i], row->forest);
		evidence.directory.count++;
	}
	struct findings findings = { .arena = arena };
	const struct examination examination = { .check = &check,
		.plan = &plan,
		.recovery = &recovery,
		.evidence = &evidence,
		.findings = &findings,
		.arena = arena };
	check.run(&examination);
	ck_assert_uint_eq(findings.count, 1);
	const struct finding *finding = &findings.finding[0];
	ck_assert_msg(finding->outcome == row->outcome, "%s: %s (%s; %s)", row->because,
		outcome_name(finding->outcome), finding->summary, finding->proof);
	expect_text(finding->summary, row->summary_holds, true, "the summary", row->because);
	expect_text(finding->proof, row->proof_holds, true, "the proof", row->because);
	ck_assert_msg(*finding->proof != '\0', "%s", row->because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("results by site");
	TCase *tcase = tcase_create("results by site");
	tcase_add_loop_test(tcase, all_rows, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
