/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One finding from the results on several copies: the worst, with the proof of all. */
#include "tests/test.h"

#include "ldapchk/dc_result.h"
#include "tests/ldapchk/directory_case.h"

/* The name of the server defines its result: "pass 1", "fail" (no id), "gap", "unasked", "half". */
static struct dc_result judge_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct dc_result result = { .outcome = OUTCOME_FAIL,
		.summary = visit->server,
		.proof = visit->server,
		.remedy = visit->server };
	ck_assert(visit->gap.cause == ERROR_NONE);
	ck_assert_str_eq(
		label, strcmp(examination->check->id, "test.one") == 0 ? "EXCMS01" : "DRCLU1");
	for (enum outcome outcome = OUTCOME_PASS; outcome <= OUTCOME_FAIL; outcome++) {
		if (strncmp(visit->server, outcome_name(outcome), strlen(outcome_name(outcome))) ==
			0)
			result.outcome = outcome;
	}
	const char *id = strchr(visit->server, ' ');
	result.subject_id = id == NULL ? NULL : arena_string(examination->arena, id + 1);
	return result;
}

static void run_about_one(const struct examination *examination)
{
	static const struct name cms = { "EXCMS01", "excms01.corp.example.com" };
	dc_results_judge(examination, SUBJECT_CMS, &cms, NULL, judge_copy);
}

static void run_about_two(const struct examination *examination)
{
	static const struct name cluster = { "DRCLU1", "drclu1.corp.example.com" };
	dc_results_judge(examination, SUBJECT_CLUSTER, &cluster, "EXCMS01", judge_copy);
}

static const struct check about_one = { .id = "test.one", .run = run_about_one };
static const struct check about_two = { .id = "test.two", .run = run_about_two };

enum { MAX_SERVERS = 3 };

static const struct {
	const char *because;
	const char *server[MAX_SERVERS];
	const char *plan[MAX_SERVERS];
	enum outcome outcome;
	const char *id;
	bool source_gap;
} rows[] = {
	{ "one", { "pass 1" }, { 0 }, OUTCOME_PASS, "1", false },
	{ "none", { 0 }, { 0 }, OUTCOME_UNKNOWN, NULL, false },
	{ "none could be found", { 0 }, { 0 }, OUTCOME_UNKNOWN, NULL, true },
	{ "some, and others could not be found", { "pass" }, { 0 }, OUTCOME_UNKNOWN, NULL, true },
	{ "a failure, and others could not be found", { "fail 1" }, { 0 }, OUTCOME_FAIL, "1",
		true },
	{ "the worst last", { "pass 1", "warn 1", "fail 1" }, { 0 }, OUTCOME_FAIL, "1", false },
	{ "the worst first", { "fail 1", "warn 1", "pass 1" }, { 0 }, OUTCOME_FAIL, "1", false },
	{ "unknown is worse than a warning", { "warn 1", "unknown 1" }, { 0 }, OUTCOME_UNKNOWN, "1",
		false },
	{ "a failure is worse than unknown", { "unknown", "fail", "pass 1" }, { 0 }, OUTCOME_FAIL,
		"1", false },
	{ "a gap", { "pass 1", "gap" }, { 0 }, OUTCOME_UNKNOWN, "1", false },
	{ "gaps alone", { "gap", "gap" }, { 0 }, OUTCOME_UNKNOWN, NULL, false },
	{ "a gap and a warning", { "warn", "gap" }, { 0 }, OUTCOME_UNKNOWN, NULL, false },
	{ "a gap and a failure", { "gap", "fail 1" }, { 0 }, OUTCOME_FAIL, "1", false },
	{ "not asked", { "unasked" }, { 0 }, OUTCOME_UNKNOWN, NULL, false },
	{ "one was not asked", { "pass 1", "unasked" }, { 0 }, OUTCOME_UNKNOWN, "1", false },
	{ "of two plan servers one is missing", { "pass 1" }, { "pass 1", "dc2" }, OUTCOME_UNKNOWN,
		"1", false },
	{ "all plan servers are missing", { 0 }, { "dc1" }, OUTCOME_UNKNOWN, NULL, false },
	{ "one is missing, one failed", { "fail 1" }, { "dc2", "fail 1" }, OUTCOME_FAIL, "1",
		false },
	{ "more were asked than the plan names", { "pass 1", "warn 1" }, { "pass 1" }, OUTCOME_WARN,
		"1", false },
	{ "two ids", { "pass 1", "pass 2" }, { 0 }, OUTCOME_UNKNOWN, "1", false },
	{ "two ids, and a result without one between", { "pass 1", "pass", "warn 2" }, { 0 },
		OUTCOME_UNKNOWN, "1", false },
	{ "two ids and a failure", { "pass 1", "fail 2" }, { 0 }, OUTCOME_FAIL, "1", false },
};

static struct directory_visit visit_named(const char *server, const char **asked)
{
	const bool unasked = strcmp(server, "unasked") == 0;
	return (struct directory_visit){
		.server = server,
		.gap = { strcmp(server, "gap") == 0 ? ERROR_TIMEOUT : ERROR_NONE, "no answer" },
		.asked = asked,
		.asked_count = unasked ? 1 : 2,
	};
}

static void check_row(int row, const struct check *check, const char *label, const char *rest[2])
{
	struct arena *arena = arena_new();
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" } };
	struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct directory_visit visit[MAX_SERVERS];
	struct evidence evidence = { .directory.visit = visit };
	const char *servers[MAX_SERVERS];
	plan.directory.servers = servers;
	for (size_t i = 0; i < MAX_SERVERS; i++) {
		if (rows[row].plan[i] != NULL)
			servers[plan.directory.server_count++] = rows[row].plan[i];
		if (rows[row].server[i] != NULL)
			visit[evidence.directory.count++] = visit_named(rows[row].server[i], rest);
	}
	if (rows[row].source_gap)
		evidence.directory.gap =
			(struct gap){ .cause = ERROR_ABSENT, .text = "no SRV record" };
	const struct expected expected = {
		.outcome = rows[row].outcome,
		.subject_id = rows[row].id == NULL ? label : rows[row].id,
	};
	examine(arena, check, &plan, &evidence, &expected, rows[row].because);
	arena_free(arena);
}

START_TEST(about_one_name)
{
	const char *asked[] = { "drclu1", "excms01" };
	check_row(_i, &about_one, "EXCMS01", asked);
}
END_TEST

/* It does not matter which of the two accounts was not asked for. */
START_TEST(about_two_names)
{
	const char *asked[] = { "drclu1", "EXCMS01" };
	const char *other_way[] = { "EXCMS01", "drclu1" };
	check_row(_i, &about_two, "DRCLU1", asked);
	check_row(_i, &about_two, "DRCLU1", other_way);
}
END_TEST

/* No server can be reached: one proof names more of them than any domain has. */
START_TEST(about_many_servers)
{
	enum { MANY = 20000 };
	struct arena *arena = arena_new();
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct directory_visit *visit = arena_alloc(arena, MANY * sizeof *visit);
	for (size_t i = 0; i < MANY; i++) {
		visit[i] = visit_named("gap", NULL);
		visit[i].server = arena_format(arena, "dc%zu", i);
		visit[i].gap.cause = ERROR_TIMEOUT;
	}
	const struct evidence evidence = { .directory = { .visit = visit, .count = MANY } };
	static const struct expected expected = { .outcome = OUTCOME_UNKNOWN,
		.proof_holds = "dc1498, dc1499 and 18500 more: no answer" };
	examine(arena, &about_one, &plan, &evidence, &expected, "many servers");
	arena_free(arena);
}
END_TEST

/* Each has a proof of its own: some are shown, and the one that fails among them. */
START_TEST(about_many_proofs)
{
	enum { MANY = 5000 };
	static const char *asked[] = { "EXCMS01", "DRCLU1" };
	struct arena *arena = arena_new();
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct directory_visit *visit = arena_alloc(arena, MANY * sizeof *visit);
	for (size_t i = 0; i < MANY; i++)
		visit[i] = visit_named(
			arena_format(arena, i == MANY - 1 ? "fail%zu" : "pass%zu", i), asked);
	const struct evidence evidence = { .directory = { .visit = visit, .count = MANY } };
	static const struct expected fails = { .outcome = OUTCOME_FAIL,
		.proof_holds = "On fail4999: fail4999" };
	static const struct expected counts = { .outcome = OUTCOME_FAIL,
		.proof_holds = "and 4936 more servers, whose results are no worse" };
	examine(arena, &about_one, &plan, &evidence, &fails, "the failure");
	examine(arena, &about_one, &plan, &evidence, &counts, "the others");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("result");
	TCase *tcase = tcase_create("result");
	tcase_add_loop_test(tcase, about_one_name, 0, COUNT_OF(rows));
	tcase_add_loop_test(tcase, about_two_names, 0, COUNT_OF(rows));
	tcase_add_test(tcase, about_many_servers);
	tcase_add_test(tcase, about_many_proofs);
	suite_add_tcase(suite, tcase);
	return suite;
}
