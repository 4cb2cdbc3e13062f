/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one finding may hold: gaps and bytes of text, however much the evidence has. */
#include "tests/test.h"

#include "base/limits.h"
#include "base/text.h"
#include "model/causes.h"
#include "model/judgement.h"
#include "tests/model/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* Each another one: the digits of a text do not count. */
static struct gap numbered(size_t number)
{
	return (struct gap){ .cause = ERROR_TIMEOUT,
		.text = arena_format(arena, "no answer%*s", (int)number, "") };
}

START_TEST(more_causes_than_fit_are_other_causes)
{
	struct causes causes = { 0 };
	for (size_t i = 0; i < LIMIT_CAUSES; i++) {
		const struct gap gap = numbered(i);
		causes_add(arena, &causes, &gap);
	}
	const struct gap known = numbered(LIMIT_CAUSES - 1), other = numbered(LIMIT_CAUSES);
	causes_add(arena, &causes, &known);
	ck_assert_uint_eq(causes.count, LIMIT_CAUSES);
	ck_assert(!causes.more);
	causes_add(arena, &causes, &other);
	ck_assert_uint_eq(causes.count, LIMIT_CAUSES);
	ck_assert(causes.more);
}
END_TEST

static const char *proof;

static void run_long(const struct examination *examination)
{
	finding_add(examination, OUTCOME_PASS, SUBJECT_CMS, "EXCMS01", "1")->proof = proof;
}

static struct identity no_identity(
	struct arena *unused, const struct evidence *evidence, const struct name *account)
{
	(void)unused, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static struct judgement judged(size_t recoveries)
{
	static const struct check check = {
		.id = "test.long", .weight = WEIGHT_BLOCKING, .run = run_long
	};
	static const struct check *const checks[] = { &check };
	const struct catalogue catalogue = { .check = checks, .count = 1, .identity = no_identity };
	struct plan *plan = arena_alloc(arena, sizeof *plan);
	plan->recovery_count = recoveries;
	plan->recoveries = arena_alloc(arena, recoveries * sizeof *plan->recoveries);
	for (size_t i = 0; i < recoveries; i++) {
		plan->recoveries[i].cms = (struct name){ .label = "EXCMS01", .fqdn = "excms01.a" };
		plan->recoveries[i].standby_cluster = (struct name){ "DRCLU1", "drclu1.a" };
	}
	struct evidence *evidence = arena_alloc(arena, sizeof *evidence);
	struct judgement judgement;
	judge(arena, &catalogue, plan, evidence, &judgement);
	return judgement;
}

static void ends_with(const char *text, const char *end)
{
	const size_t length = strlen(text);
	ck_assert_uint_ge(length, strlen(end));
	ck_assert_str_eq(text + length - strlen(end), end);
}

START_TEST(a_long_proof_ends_with_a_whole_line)
{
	struct text text = text_new(arena);
	while (text.length <= LIMIT_TEXT)
		text_add_string(&text, "123456789\n");
	proof = text.data;
	const char *kept = judged(1).findings.finding[0].proof;
	/* 6,553 lines of 10 bytes fit into 65,536; the last line feed is among what is left out. */
	ck_assert_uint_eq(text.length, 65540);
	ends_with(kept, "123456789\n11 bytes more are left out");
}
END_TEST

START_TEST(a_long_line_ends_with_a_whole_character)
{
	struct text text = text_new(arena);
	text_add_string(&text, "x");
	while (text.length <= LIMIT_TEXT)
		text_add_string(&text, "\xc3\xa9");
	proof = text.data;
	const char *kept = judged(1).findings.finding[0].proof;
	ck_assert_uint_eq(text.length, 65537);
	ends_with(kept, "\xc3\xa9\n2 bytes more are left out");
}
END_TEST

START_TEST(many_long_proofs_are_cut_short)
{
	enum { RECOVERIES = 1100 };
	char *text = arena_alloc(arena, LIMIT_TEXT + 1);
	memset(text, 'x', LIMIT_TEXT);
	proof = text;
	const struct judgement judgement = judged(RECOVERIES);
	ck_assert_uint_eq(strlen(judgement.findings.finding[0].proof), LIMIT_TEXT);
	const char *last = judgement.findings.finding[RECOVERIES - 1].proof;
	ck_assert_uint_lt(strlen(last), LIMIT_SHORT_TEXT + 64);
	ends_with(last, "63488 bytes more are left out");
	ck_assert_int_eq(judgement.verdict, VERDICT_GO);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("limits");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_test(tests, more_causes_than_fit_are_other_causes);
	tcase_add_test(tests, a_long_proof_ends_with_a_whole_line);
	tcase_add_test(tests, a_long_line_ends_with_a_whole_character);
	tcase_add_test(tests, many_long_proofs_are_cut_short);
	suite_add_tcase(suite, tests);
	return suite;
}
