/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "model/root_cause.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { CHECKS = 3, VISITS = 3 };

/* What each check proves about every recovery; "!" before it: it fails. */
static const char *const *proofs;

static void prove(const struct examination *examination)
{
	const char *proof = proofs[examination->check->question[0] - '0'];
	const bool fails = proof[0] == '!';
	finding_add(examination, fails ? OUTCOME_FAIL : OUTCOME_UNKNOWN, "s", "s")->proof =
		proof + fails;
}

static const struct check check_zero = {
	.id = "t.zero", .question = "0", .weight = WEIGHT_BLOCKING, .run = prove
};
static const struct check check_one = {
	.id = "t.one", .question = "1", .weight = WEIGHT_ADVISORY, .run = prove
};
static const struct check check_two = {
	.id = "t.two", .question = "2", .weight = WEIGHT_BLOCKING, .run = prove
};

static const char *identity(
	struct arena *in, const struct evidence *evidence, const struct recovery *recovery)
{
	(void)in, (void)evidence, (void)recovery;
	return NULL;
}

static struct arena *arena;
static struct judgement judgement;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* Judges two recoveries by three checks; the gaps are those of the shares of s0, s1 and s2. */
static void judge_proofs(const char *const said[CHECKS], const char *const gap[VISITS])
{
	static const struct check *const checks[] = { &check_zero, &check_one, &check_two };
	static struct recovery recovery[] = { { .cms = { "EX1", "ex1.example.com" } },
		{ .cms = { "EX2", "ex2.example.com" } } };
	static const char *const name[VISITS] = { "s0", "s1", "s2" };
	const struct catalogue catalogue = { .check = checks, .count = 3, .identity = identity };
	struct plan *plan = arena_alloc(arena, sizeof *plan);
	struct evidence *evidence = arena_alloc(arena, sizeof *evidence);
	plan->recoveries = recovery;
	plan->recovery_count = COUNT(recovery);
	evidence->shares.visit = arena_alloc(arena, VISITS * sizeof *evidence->shares.visit);
	evidence->shares.count = VISITS;
	for (size_t i = 0; i < VISITS; i++) {
		struct share_visit *visit = &evidence->shares.visit[i];
		visit->name = name[i];
		visit->gap = (struct gap){ gap[i] != NULL ? ERROR_DENIED : ERROR_NONE, gap[i] };
	}
	proofs = said;
	judge(arena, &catalogue, plan, evidence, &judgement);
}

static const struct {
	const char *proof[CHECKS], *gap[VISITS];
	size_t roots, gaps, checks, findings, blocking; /* of the first root cause */
	size_t explained;                               /* findings of the first recovery */
	const char *because;
} rows[] = {
	{ { "a", "b", "c" }, { "refused" }, 0, 0, 0, 0, 0, 0, "nothing hangs on it" },
	{ { "refused", "b", "c" }, { "refused" }, 1, 1, 1, 2, 2, 1,
		"one check of two recoveries, in these very words" },
	{ { "On s0: refused", "s0: x: refused", "c" }, { "refused" }, 1, 1, 2, 4, 2, 2,
		"behind the place" },
	{ { "refused indeed", "was refused", "unrefused" }, { "refused" }, 0, 0, 0, 0, 0, 0,
		"other words" },
	{ { "!On s0: refused", "b", "c" }, { "refused" }, 0, 0, 0, 0, 0, 0,
		"what failed was seen" },
	{ { "s0: refused\ns1: 300 s", "b", "c" }, { "refused" }, 1, 1, 1, 2, 2, 0,
		"there is more to tell" },
	{ { "s0: refused\ns1: refused", "b", "c" }, { "refused", "refused" }, 1, 2, 1, 2, 2, 1,
		"two servers, one cause" },
	{ { "s0 is late", "s1 is late", "c" }, { "s0 is late", "s1 is late" }, 1, 2, 2, 4, 2, 2,
		"the same but for the server's name" },
	{ { "s0: refused", "s1: silent", "c" }, { "refused", "silent" }, 2, 1, 1, 2, 2, 2,
		"two causes" },
	{ { "s0: refused\ns1: silent", "b", "c" }, { "refused", "silent" }, 2, 1, 1, 2, 2, 1,
		"both for one finding" },
	{ { "s0: refused", "b", "c" }, { "idle", "refused" }, 1, 1, 1, 2, 2, 1,
		"the idle one before it is none" },
	{ { "", "b", "c" }, { "" }, 0, 0, 0, 0, 0, 0, "no words at all" },
	{ { "s0: one\ntwo", "b", "c" }, { "one\ntwo" }, 1, 1, 1, 2, 2, 0,
		"words of two lines are known by the first" },
};

START_TEST(causes)
{
	judge_proofs(rows[_i].proof, rows[_i].gap);
	const char *because = rows[_i].because;
	ck_assert_msg(
		judgement.root_count == rows[_i].roots, "%s: %zu", because, judgement.root_count);
	size_t explained = 0;
	for (size_t i = 0; i < CHECKS; i++)
		explained += finding_is_explained(&judgement, i);
	ck_assert_msg(explained == rows[_i].explained, "%s: %zu", because, explained);
	if (rows[_i].roots == 0)
		return;
	const struct root_cause *root = &judgement.root[0];
	ck_assert_msg(root->gap_count == rows[_i].gaps, "%s", because);
	ck_assert_msg(root->check_count == rows[_i].checks, "%s", because);
	ck_assert_msg(root->finding_count == rows[_i].findings, "%s", because);
	ck_assert_msg(root->blocking_count == rows[_i].blocking, "%s", because);
	ck_assert_msg(root->recovery_count == 2, "%s", because);
	for (size_t i = 0; i < judgement.findings.count; i++) {
		const struct finding_roots *roots = &judgement.finding_roots[i];
		for (size_t k = 0; k < roots->count; k++) {
			ck_assert_uint_lt(roots->root[k], judgement.root_count);
			ck_assert(k == 0 || roots->root[k] > roots->root[k - 1]);
		}
	}
}
END_TEST

/* The findings stay, and so does the verdict; only the reasons become one. */
START_TEST(reasons_become_one)
{
	static const char *const apart[] = { "a", "b", "c" };
	static const char *const together[] = { "s0: refused", "b", "s0: refused" };
	static const char *const gap[VISITS] = { "refused" };
	judge_proofs(apart, gap);
	ck_assert_uint_eq(judgement.reason_count, 4);
	judge_proofs(together, gap);
	ck_assert_int_eq(judgement.verdict, VERDICT_UNDETERMINED);
	ck_assert_uint_eq(judgement.findings.count, 6);
	ck_assert_uint_eq(judgement.reason_count, 1);
	ck_assert_ptr_nonnull(strstr(judgement.reason[0], "refused"));
}
END_TEST

/* A failure's reasons are failures, whatever else is hidden. */
START_TEST(failures_stay_reasons)
{
	static const char *const said[] = { "s0: refused", "b", "!s0: refused" };
	static const char *const gap[VISITS] = { "refused" };
	judge_proofs(said, gap);
	ck_assert_int_eq(judgement.verdict, VERDICT_NO_GO);
	ck_assert_uint_eq(judgement.reason_count, 2);
	ck_assert_ptr_nonnull(strstr(judgement.reason[0], "t.two"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("root causes");
	TCase *tcase = tcase_create("root causes");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, causes, 0, COUNT(rows));
	tcase_add_test(tcase, reasons_become_one);
	tcase_add_test(tcase, failures_stay_reasons);
	suite_add_tcase(suite, tcase);
	return suite;
}
