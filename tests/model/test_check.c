/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "model/check.h"
#include "tests/model/fixture.h"

START_TEST(findings_are_added_in_order)
{
	enum { MANY = 1000 };
	struct arena *arena = arena_new();
	const struct check check = { .id = "t.check" };
	const struct recovery recovery = { .oab_share = "" };
	struct findings findings = { .arena = arena };
	const struct examination examination = {
		.check = &check, .recovery = &recovery, .findings = &findings, .arena = arena
	};
	for (size_t i = 0; i < MANY; i++) {
		enum outcome outcome = (enum outcome)(i % 4);
		const char *id = arena_format(arena, "%zu", i);
		struct finding *finding = finding_add(&examination, outcome, "subject", id);
		ck_assert_ptr_eq(finding, &findings.finding[i]);
		ck_assert_str_eq(finding->summary, "");
		ck_assert_str_eq(finding->proof, "");
		ck_assert_str_eq(finding->remedy, "");
	}
	ck_assert_uint_eq(findings.count, MANY);
	for (size_t i = 0; i < MANY; i++) {
		const struct finding *finding = &findings.finding[i];
		ck_assert_ptr_eq(finding->check, &check);
		ck_assert_ptr_eq(finding->recovery, &recovery);
		ck_assert_str_eq(finding->subject, "subject");
		ck_assert_str_eq(finding->subject_id, arena_format(arena, "%zu", i));
		ck_assert_int_eq(finding->outcome, (int)(i % 4));
	}
	arena_free(arena);
}
END_TEST

static const struct {
	enum outcome outcome;
	const char *name;
} outcomes[] = {
	/* from the best to the worst */
	{ OUTCOME_PASS, "pass" },
	{ OUTCOME_WARN, "warn" },
	{ OUTCOME_UNKNOWN, "unknown" },
	{ OUTCOME_FAIL, "fail" },
};

START_TEST(outcomes_have_one_order)
{
	for (int i = 0; i < (int)COUNT(outcomes); i++) {
		ck_assert_str_eq(outcome_name(outcomes[i].outcome), outcomes[i].name);
		for (int j = 0; j < (int)COUNT(outcomes); j++)
			ck_assert_msg(outcome_worse(outcomes[i].outcome, outcomes[j].outcome) ==
					      outcomes[i > j ? i : j].outcome,
				"%s and %s", outcomes[i].name, outcomes[j].name);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("check");
	TCase *tcase = tcase_create("check");
	tcase_add_test(tcase, findings_are_added_in_order);
	tcase_add_test(tcase, outcomes_have_one_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
