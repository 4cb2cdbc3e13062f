/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two reports, and whether anything new blocks. */
#include "report/diff.h"

#include <string.h>

#include "tests/report/fixture.h"
#include "tests/report/validated.h"
#include "tests/test.h"

enum { ABSENT = -1 };

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* A report of which the findings are about one CMS; outcomes[i] is that of check i. */
static struct report report_with(const int outcomes[FIXTURE_CHECKS])
{
	struct fixture *fixture = fixture_new(1);
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i].outcome =
			(enum outcome)(outcomes[i] == ABSENT ? 0 : outcomes[i]);
	fixture_judge(fixture);
	struct report of = report_of(fixture->arena, &fixture->judgement), report;
	struct error error = { 0 };
	size_t kept = 0;
	for (size_t i = 0; i < FIXTURE_CHECKS; i++) {
		if (outcomes[i] != ABSENT)
			of.finding[kept++] = of.finding[i];
		else
			of.recovery[0].counts.pass--;
	}
	of.finding_count = kept;
	ck_assert(report_read(arena, "r", report_write(arena, &of), &report, &error));
	fixture_free(fixture);
	return report;
}

enum { P = OUTCOME_PASS, W = OUTCOME_WARN, U = OUTCOME_UNKNOWN, F = OUTCOME_FAIL, NO_KIND = 99 };

static const struct {
	int before, now;
	int kind; /* or NO_KIND */
	bool new_blocks, lost_blocks;
} rows[] = {
	{ P, P, NO_KIND, false, false },
	{ P, W, DIFF_NEW, false, false },
	{ P, F, DIFF_NEW, true, false },
	{ P, U, DIFF_LOST, false, true },
	{ W, P, DIFF_FIXED, false, false },
	{ W, W, DIFF_SAME, false, false },
	{ W, F, DIFF_WORSE, true, false },
	{ W, U, DIFF_LOST, false, true },
	{ F, P, DIFF_FIXED, false, false },
	{ F, W, DIFF_BETTER, false, false },
	{ F, F, DIFF_SAME, false, false },
	{ F, U, DIFF_LOST, false, true },
	{ U, P, DIFF_FIXED, false, false },
	{ U, W, DIFF_NEW, false, false },
	{ U, F, DIFF_NEW, true, false },
	{ U, U, DIFF_SAME, false, false },
	{ ABSENT, P, NO_KIND, false, false },
	{ ABSENT, W, DIFF_NEW, false, false },
	{ ABSENT, F, DIFF_NEW, true, false },
	{ ABSENT, U, DIFF_NEW, false, true },
	{ P, ABSENT, NO_KIND, false, false },
	{ W, ABSENT, DIFF_GONE, false, false },
	{ F, ABSENT, DIFF_GONE, false, false },
	{ U, ABSENT, DIFF_GONE, false, false },
};

/* The first check blocks, the third is advice, which never does. */
START_TEST(each_pair_of_outcomes)
{
	for (size_t place = 0; place < 4; place += 2) {
		int before[FIXTURE_CHECKS] = { 0 }, now[FIXTURE_CHECKS] = { 0 };
		before[place] = rows[_i].before;
		now[place] = rows[_i].now;
		const struct report old = report_with(before), new = report_with(now);
		const struct report_diff diff = report_compare(arena, &old, &new);
		const bool changed = rows[_i].kind != NO_KIND;
		ck_assert_uint_eq(diff.change_count, changed ? 1 : 0);
		if (changed) {
			ck_assert_int_eq((int)diff.change[0].kind, rows[_i].kind);
			ck_assert_uint_eq(diff.count[rows[_i].kind], 1);
		}
		ck_assert(diff.new_blocks == (rows[_i].new_blocks && place == 0));
		ck_assert(diff.lost_blocks == (rows[_i].lost_blocks && place == 0));
	}
}
END_TEST

/* The keys of earlier reports were made of GUIDs and SIDs. */
START_TEST(earlier_reports_are_matched)
{
	struct report old = report_with((const int[]){ F, P, W, U });
	const struct report now = report_with((const int[]){ F, P, P, U });
	for (size_t i = 0; i < old.finding_count; i++) {
		old.finding[i].subject_kind = NULL;
		old.finding[i].dedupe_key = arena_format(arena, "guid-%zu/S-1-5-21-%zu", i, i);
	}
	const struct report_diff diff = report_compare(arena, &old, &now);
	ck_assert_uint_eq(diff.change_count, 3);
	ck_assert_uint_eq(diff.count[DIFF_SAME], 2);
	ck_assert_uint_eq(diff.count[DIFF_FIXED], 1);
	ck_assert_uint_eq(diff.passed, 1);
	ck_assert_uint_eq(diff.note_count, 1);
	ck_assert(!diff.new_blocks && !diff.lost_blocks);
	ck_assert_int_eq(validate("docs/diff.schema.json", diff_json(arena, &diff)), 0);
	ck_assert_ptr_nonnull(strstr((const char *)diff_text(arena, &diff).data, "before 1.3"));
}
END_TEST

START_TEST(what_cannot_be_compared_is_said)
{
	struct report old = report_with((const int[]){ P, P, P, P });
	struct report now = report_with((const int[]){ P, P, P, P });
	ck_assert_uint_eq(report_compare(arena, &old, &now).note_count, 0);
	now.run.plan_sha256 = "another";
	struct report_loss loss = { .site = "Main" };
	now.loss = &loss;
	now.left_out.check_count = 1;
	struct report_failure failure = { "absent", "no plan" };
	old.failure = &failure;
	ck_assert_uint_eq(report_compare(arena, &old, &now).note_count, 4);
}
END_TEST

/* Forty CMSs with the same new failure are one line that names all. */
START_TEST(a_fleet_is_grouped)
{
	struct fixture *fixture = fixture_new(40);
	fixture->finding[0] = (struct fixture_finding){
		.outcome = OUTCOME_FAIL, .subject = "s", .summary = "it broke"
	};
	fixture_judge(fixture);
	const struct report now = report_of(fixture->arena, &fixture->judgement);
	struct fixture *well = fixture_new(40);
	fixture_judge(well);
	const struct report old = report_of(well->arena, &well->judgement);
	const struct report_diff diff = report_compare(arena, &old, &now);
	ck_assert_uint_eq(diff.count[DIFF_NEW], 40);
	const char *text = (const char *)diff_text(arena, &diff).data;
	ck_assert_ptr_nonnull(strstr(text, "New: 40\n- ad.first (blocking): 40 CMSs: EXCMS000, "));
	ck_assert_ptr_nonnull(strstr(text, "EXCMS039"));
	const char *broke = strstr(text, "it broke");
	ck_assert_ptr_nonnull(broke);
	ck_assert_ptr_null(strstr(broke + 1, "it broke"));
	fixture_free(well);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("diff");
	TCase *tcase = tcase_create("diff");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, each_pair_of_outcomes, 0, COUNT(rows));
	tcase_add_test(tcase, earlier_reports_are_matched);
	tcase_add_test(tcase, what_cannot_be_compared_is_said);
	tcase_add_test(tcase, a_fleet_is_grouped);
	suite_add_tcase(suite, tcase);
	return suite;
}
