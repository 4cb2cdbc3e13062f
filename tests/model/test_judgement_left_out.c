/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "model/judgement.h"
#include "tests/test.h"

/* The outcome of the one check that runs. */
static enum outcome found;

static void run(const struct examination *examination)
{
	finding_add(examination, found, SUBJECT_CMS, "s", "s");
}

static struct identity identity(
	struct arena *arena, const struct evidence *evidence, const struct name *account)
{
	(void)arena, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static const struct check asked = { .id = "t.asked", .weight = WEIGHT_BLOCKING, .run = run };
static const struct check blocking = { .id = "t.blocking", .weight = WEIGHT_BLOCKING };
static const struct check advice = { .id = "t.advice", .weight = WEIGHT_ADVISORY };

static const struct {
	enum outcome found;
	const struct check *left_out[2];
	enum verdict verdict;
	enum coverage coverage;
	size_t reasons;
	const char *because;
} rows[] = {
	{ OUTCOME_PASS, { NULL }, VERDICT_GO, COVERAGE_COMPLETE, 0, "nothing was left out" },
	{ OUTCOME_PASS, { &advice }, VERDICT_GO, COVERAGE_PARTIAL, 0, "advice does not decide" },
	{ OUTCOME_PASS, { &blocking }, VERDICT_UNDETERMINED, COVERAGE_PARTIAL, 1,
		"a blocking check was left out" },
	{ OUTCOME_WARN, { &advice, &blocking }, VERDICT_UNDETERMINED, COVERAGE_PARTIAL, 1,
		"one of two" },
	{ OUTCOME_UNKNOWN, { &blocking }, VERDICT_UNDETERMINED, COVERAGE_NOT_EXAMINED, 2,
		"both are reasons" },
	{ OUTCOME_FAIL, { &blocking }, VERDICT_NO_GO, COVERAGE_PARTIAL, 1,
		"a proof stays a proof" },
};

START_TEST(what_is_left_out_is_no_go)
{
	struct arena *arena = arena_new();
	static struct recovery recovery = { .cms = { "EX1", "ex1.example.com" },
		.standby_cluster = { "DR1", "dr1.example.com" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	static const struct evidence nothing;
	const struct check *const checks[] = { &asked };
	const size_t count = rows[_i].left_out[0] == NULL   ? 0
			     : rows[_i].left_out[1] == NULL ? 1
							    : 2;
	const struct catalogue catalogue = { .check = checks,
		.count = 1,
		.identity = identity,
		.left_out = rows[_i].left_out,
		.left_out_count = count };
	struct judgement judgement;
	found = rows[_i].found;
	judge(arena, &catalogue, &plan, &nothing, &judgement);
	const char *because = rows[_i].because;
	ck_assert_msg(judgement.verdict == rows[_i].verdict, "%s", because);
	ck_assert_msg(judgement.recovery[0].verdict == rows[_i].verdict, "%s", because);
	ck_assert_msg(judgement.recovery[0].coverage == rows[_i].coverage, "%s", because);
	ck_assert_msg(judgement.reason_count == rows[_i].reasons, "%s", because);
	ck_assert_msg(judgement.left_out_count == count, "%s", because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("judgement, left out");
	TCase *tcase = tcase_create("left out");
	tcase_add_loop_test(tcase, what_is_left_out_is_no_go, 0, sizeof rows / sizeof rows[0]);
	suite_add_tcase(suite, tcase);
	return suite;
}
