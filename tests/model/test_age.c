/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "model/age.h"
#include "model/judgement.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { HOUR = 60 * 60, DAY = 24 * HOUR, STARTED = 1795224927 };

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* Evidence of 2026-11-21T01:35:27Z if nothing else is said. */
static const struct {
	int64_t age, most;
	const char *started;
	const char *says; /* NULL: it may be judged */
	const char *because;
} rows[] = {
	{ 0, HOUR, NULL, NULL, "of now" },
	{ HOUR, HOUR, NULL, NULL, "the last second" },
	{ HOUR + 1, HOUR, NULL, "is 1 hour old (read", "a second later" },
	{ 3 * DAY + 7, 12 * HOUR, NULL,
		"is 3 days old (read 2026-11-21T01:35:27Z): older than the 12h that --max-age "
		"allows",
		"days" },
	{ 10000 * DAY, 0, NULL, NULL, "no limit" },
	{ -5 * 60, HOUR, NULL, NULL, "a clock that is a little ahead" },
	{ -5 * 60 - 1, HOUR, NULL, "from the future", "and one that is wrong" },
	{ -400 * DAY, 400 * DAY, NULL, "400 days ahead", "whatever the limit" },
	{ -400 * DAY, 0, NULL, NULL, "the future, and no limit" },
	{ 0, HOUR, "", "does not say when", "no time" },
	{ 0, HOUR, "yesterday", "does not say when", "a word" },
	{ 0, HOUR, "2026-11-31T01:35:27Z", "does not say when", "no day of the calendar" },
	{ 0, HOUR, "2026-11-21T02:35:27+01:00", NULL, "the same time elsewhere" },
	{ 0, 0, "yesterday", NULL, "no time, and no limit" },
};

START_TEST(limits)
{
	const struct run run = { .started = rows[_i].started != NULL ? rows[_i].started
								     : "2026-11-21T01:35:27Z" };
	const struct age_limit limit = { STARTED + rows[_i].age, rows[_i].most, "--max-age" };
	const char *why = age_refusal(arena, &run, &limit);
	ck_assert_msg((why == NULL) == (rows[_i].says == NULL), "%s", rows[_i].because);
	if (why == NULL)
		return;
	ck_assert_msg(strstr(why, rows[_i].says) != NULL, "%s: %s", rows[_i].because, why);
	ck_assert_msg(strstr(why, "collect again") != NULL, "%s", rows[_i].because);
}
END_TEST

static const struct {
	int64_t seconds;
	const char *text;
} words[] = {
	{ 0, "0 seconds" },
	{ 1, "1 second" },
	{ 59, "59 seconds" },
	{ 60, "1 minute" },
	{ 61, "1 minute 1 second" },
	{ 2 * HOUR, "2 hours" },
	{ 2 * HOUR + 59, "2 hours" },
	{ DAY - 1, "23 hours 59 minutes" },
	{ DAY + HOUR, "1 day 1 hour" },
	{ 400 * DAY, "400 days" },
};

START_TEST(ages_in_words)
{
	ck_assert_str_eq(age_write(arena, words[_i].seconds), words[_i].text);
}
END_TEST

static enum outcome found;

static void run_check(const struct examination *examination)
{
	finding_add(examination, found, SUBJECT_CMS, "s", "s");
}

static struct identity no_identity(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)in, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

/* Neither a GO nor a NO-GO is left of old evidence; the findings are. */
START_TEST(outdated_evidence_is_undetermined)
{
	static struct recovery recoveries[] = {
		{ .cms = { "EX1", "ex1.example.com" },
			.standby_cluster = { "D", "d.example.com" } },
		{ .cms = { "EX2", "ex2.example.com" },
			.standby_cluster = { "E", "e.example.com" } },
	};
	static const struct check check = {
		.id = "t.asked", .weight = WEIGHT_BLOCKING, .run = run_check
	};
	const struct check *const checks[] = { &check };
	const struct plan plan = { .recoveries = recoveries, .recovery_count = 2 };
	const struct catalogue catalogue = { .check = checks, .count = 1, .identity = no_identity };
	const struct evidence evidence = { .outdated = "too old" };
	for (found = OUTCOME_PASS; found <= OUTCOME_FAIL; found++) {
		struct judgement judgement;
		judge(arena, &catalogue, &plan, &evidence, &judgement);
		ck_assert(judgement.verdict == VERDICT_UNDETERMINED);
		for (size_t i = 0; i < judgement.recovery_count; i++)
			ck_assert(judgement.recovery[i].verdict == VERDICT_UNDETERMINED);
		ck_assert_uint_eq(judgement.findings.count, 2);
		ck_assert(judgement.findings.finding[0].outcome == found);
		ck_assert_uint_eq(judgement.reason_count, 1);
		ck_assert_str_eq(judgement.reason[0].text, "too old");
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("age");
	TCase *tcase = tcase_create("age");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, limits, 0, COUNT(rows));
	tcase_add_loop_test(tcase, ages_in_words, 0, COUNT(words));
	tcase_add_test(tcase, outdated_evidence_is_undetermined);
	suite_add_tcase(suite, tcase);
	return suite;
}
