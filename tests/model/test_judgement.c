/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "model/judgement.h"
#include "model/reason.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { CHECKS = 3, RECOVERIES = 3 };

/*
 * The outcomes for each recovery, a letter per check: Pass, Warn, Unknown, Fail, "-" for no
 * finding, "2" for one pass and one unknown. NULL ends the recoveries.
 */
static const char *const *script;

static enum outcome outcome_of(char letter)
{
	return letter == 'P'   ? OUTCOME_PASS
	       : letter == 'W' ? OUTCOME_WARN
	       : letter == 'U' ? OUTCOME_UNKNOWN
			       : OUTCOME_FAIL;
}

static void scripted(const struct examination *examination)
{
	size_t recovery = examination->recovery_index;
	char letter = script[recovery][examination->check->question[0] - '0'];
	if (letter == '-')
		return;
	const char *cms = examination->recovery->cms.label;
	if (letter == '2')
		finding_add(examination, OUTCOME_PASS, SUBJECT_NODE, "N1", "n1.example.com");
	finding_add(examination, letter == '2' ? OUTCOME_UNKNOWN : outcome_of(letter), SUBJECT_CMS,
		cms, examination->recovery->cms.fqdn)
		->summary = "a summary";
}

static const struct check blocking[CHECKS] = {
	{ .id = "t.zero", .question = "0", .weight = WEIGHT_BLOCKING, .run = scripted },
	{ .id = "t.one", .question = "1", .weight = WEIGHT_BLOCKING, .run = scripted },
	{ .id = "t.two", .question = "2", .weight = WEIGHT_BLOCKING, .run = scripted },
};
static const struct check advisory[CHECKS] = {
	{ .id = "t.zero", .question = "0", .weight = WEIGHT_ADVISORY, .run = scripted },
	{ .id = "t.one", .question = "1", .weight = WEIGHT_ADVISORY, .run = scripted },
	{ .id = "t.two", .question = "2", .weight = WEIGHT_ADVISORY, .run = scripted },
};

static struct recovery recovery[RECOVERIES] = {
	{ .cms = { "EX1", "ex1.example.com" }, .standby_cluster = { "DR1", "dr1.example.com" } },
	{ .cms = { "EX2", "ex2.example.com" }, .standby_cluster = { "DR2", "dr2.example.com" } },
	{ .cms = { "EX3", "ex3.example.com" }, .standby_cluster = { "DR3", "dr3.example.com" } },
};

static const struct evidence no_evidence;
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

/* The second CMS has a GUID. */
static struct identity identity(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)in, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

/* The weights are a letter per check, "B" or "A". */
static void judge_script(
	const char *weights, const char *const *outcomes, const struct evidence *evidence)
{
	const struct check *checks[CHECKS];
	size_t check_count = strlen(weights);
	for (size_t i = 0; i < check_count; i++)
		checks[i] = weights[i] == 'B' ? &blocking[i] : &advisory[i];
	struct plan *plan = arena_alloc(arena, sizeof *plan);
	plan->recoveries = recovery;
	while (plan->recovery_count < RECOVERIES && outcomes[plan->recovery_count] != NULL)
		plan->recovery_count++;
	script = outcomes;
	const struct catalogue catalogue = {
		.check = checks, .count = check_count, .identity = identity
	};
	judge(arena, &catalogue, plan, evidence, &judgement);
}

START_TEST(verdicts)
{
	static const struct {
		const char *weights;
		const char *outcomes[RECOVERIES + 1];
		enum verdict verdict;
		bool warned;
		size_t reasons;
		const char *because;
	} rows[] = {
		{ "BBB", { "PPP" }, VERDICT_GO, false, 0, "all passed" },
		{ "BBB", { "PWP" }, VERDICT_GO, true, 1, "a warning does not block" },
		{ "BBB", { "WWW" }, VERDICT_GO, true, 3, "nor do many" },
		{ "BBB", { "PFP" }, VERDICT_NO_GO, false, 1, "one failed" },
		{ "BBB", { "FWF" }, VERDICT_NO_GO, true, 2, "two failed, one warned" },
		{ "BBB", { "PUP" }, VERDICT_UNDETERMINED, false, 1, "one is unknown" },
		{ "BBB", { "UFU" }, VERDICT_NO_GO, false, 1, "a proof outweighs what is unknown" },
		{ "BBB", { "P2P" }, VERDICT_UNDETERMINED, false, 1, "half unknown" },
		{ "BBB", { "P-P" }, VERDICT_UNDETERMINED, false, 1, "one without a finding" },
		{ "BBB", { "---" }, VERDICT_UNDETERMINED, false, 3, "all without a finding" },
		{ "BAA", { "PPP" }, VERDICT_GO, false, 0, "advice that passed" },
		{ "BAA", { "PFP" }, VERDICT_GO, true, 1, "advice that failed does not block" },
		{ "BAA", { "PUP" }, VERDICT_GO, true, 1, "unknown advice does not block" },
		{ "BAA", { "P-P" }, VERDICT_GO, true, 1, "advice without a finding" },
		{ "BAA", { "UFP" }, VERDICT_UNDETERMINED, true, 1, "advice is no proof" },
		{ "BAA", { "FFU" }, VERDICT_NO_GO, true, 1, "advice is no reason" },
		{ "AAA", { "PPP" }, VERDICT_UNDETERMINED, false, 1, "advice alone is no GO" },
		{ "AAA", { "FFF" }, VERDICT_UNDETERMINED, true, 1, "and no NO-GO" },
		{ "", { "" }, VERDICT_UNDETERMINED, false, 1, "no check" },
		{ "B", { NULL }, VERDICT_UNDETERMINED, false, 1, "no recovery" },
		{ "", { NULL }, VERDICT_UNDETERMINED, false, 1, "nothing at all" },
		{ "B", { "P", "P" }, VERDICT_GO, false, 0, "both are GO" },
		{ "B", { "P", "W" }, VERDICT_GO, true, 1, "one with a warning" },
		{ "B", { "P", "F" }, VERDICT_NO_GO, false, 1, "one NO-GO is enough" },
		{ "B", { "P", "U", "P" }, VERDICT_UNDETERMINED, false, 1, "one in the middle" },
		{ "B", { "U", "F", "P" }, VERDICT_NO_GO, false, 1, "NO-GO before UNDETERMINED" },
		{ "B", { "F", "U", "F" }, VERDICT_NO_GO, false, 1, "one check, two CMSs" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		judge_script(rows[i].weights, rows[i].outcomes, &no_evidence);
		ck_assert_msg(judgement.verdict == rows[i].verdict, "%s", rows[i].because);
		ck_assert_msg(judgement.warned == rows[i].warned, "warned: %s", rows[i].because);
		ck_assert_msg(judgement.reason_count == rows[i].reasons, "%s: %zu reasons",
			rows[i].because, judgement.reason_count);
	}
}
END_TEST

/* The worst possible bug: a GO although a blocking check did not pass. */
START_TEST(go_is_always_borne_out)
{
	static const char letters[] = "PWUF-2";
	const size_t kinds = sizeof letters - 1;
	for (size_t i = 0; i < 8 * kinds * kinds * kinds; i++) {
		char weights[CHECKS + 1] = "", outcomes[CHECKS + 1] = "";
		size_t rest = i, good = 0, bad = 0;
		for (size_t k = 0; k < CHECKS; k++, rest /= 2)
			weights[k] = rest % 2 == 0 ? 'B' : 'A';
		for (size_t k = 0; k < CHECKS; k++, rest /= kinds) {
			outcomes[k] = letters[rest % kinds];
			bool passed = outcomes[k] == 'P' || outcomes[k] == 'W';
			good += weights[k] == 'B' && passed;
			bad += weights[k] == 'B' && !passed;
		}
		judge_script(weights, (const char *const[]){ outcomes, NULL }, &no_evidence);
		ck_assert_msg((judgement.verdict == VERDICT_GO) == (good > 0 && bad == 0), "%s %s",
			weights, outcomes);
		ck_assert_int_eq(judgement.recovery[0].verdict, judgement.verdict);
	}
}
END_TEST

START_TEST(coverages)
{
	static const struct {
		const char *weights;
		const char *outcomes[RECOVERIES + 1];
		enum coverage coverage;
		const char *because;
	} rows[] = {
		{ "BBA", { "PPP" }, COVERAGE_COMPLETE, "all passed" },
		{ "BBA", { "FWF" }, COVERAGE_COMPLETE, "what failed was seen" },
		{ "BBA", { "PPU" }, COVERAGE_PARTIAL, "advice counts" },
		{ "BBA", { "UUF" }, COVERAGE_PARTIAL, "one was seen" },
		{ "B", { "2" }, COVERAGE_PARTIAL, "half a check" },
		{ "BBA", { "UUU" }, COVERAGE_NOT_EXAMINED, "nothing was seen" },
		{ "BBA", { "-U-" }, COVERAGE_NOT_EXAMINED, "nothing was found" },
		{ "", { "" }, COVERAGE_NOT_EXAMINED, "no check" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		judge_script(rows[i].weights, rows[i].outcomes, &no_evidence);
		ck_assert_msg(
			judgement.recovery[0].coverage == rows[i].coverage, "%s", rows[i].because);
	}
}
END_TEST

START_TEST(each_recovery_has_its_findings)
{
	static const char *const letters[] = { "PPP", "2FU", "--W", NULL };
	static const size_t count[] = { 3, 4, 3 };
	static const size_t outcomes[][4] = { { 3, 0, 0, 0 }, { 1, 0, 2, 1 }, { 0, 1, 2, 0 } };
	static const enum verdict verdict[] = { VERDICT_GO, VERDICT_NO_GO, VERDICT_UNDETERMINED };
	judge_script("BBA", letters, &no_evidence);
	ck_assert_uint_eq(judgement.recovery_count, RECOVERIES);
	size_t first = 0;
	for (size_t i = 0; i < RECOVERIES; i++) {
		const struct recovery_judgement *one = &judgement.recovery[i];
		ck_assert_ptr_eq(one->recovery, &recovery[i]);
		ck_assert_uint_eq(one->first, first);
		ck_assert_uint_eq(one->count, count[i]);
		ck_assert_int_eq(one->verdict, verdict[i]);
		ck_assert_int_eq(memcmp(one->outcome_count, outcomes[i], sizeof outcomes[i]), 0);
		for (size_t k = first; k < first + one->count; k++) {
			const struct finding *finding = &judgement.findings.finding[k];
			ck_assert_ptr_eq(finding->recovery, &recovery[i]);
			if (k > first)
				ck_assert_int_ge(strcmp(finding->check->question,
							 finding[-1].check->question),
					0);
		}
		first += one->count;
	}
	ck_assert_uint_eq(first, judgement.findings.count);
}
END_TEST

START_TEST(silence_is_unknown)
{
	judge_script("B", (const char *const[]){ "-", NULL }, &no_evidence);
	ck_assert_uint_eq(judgement.findings.count, 1);
	const struct finding *finding = &judgement.findings.finding[0];
	ck_assert_int_eq(finding->outcome, OUTCOME_UNKNOWN);
	ck_assert_ptr_eq(finding->check, &blocking[0]);
	ck_assert_str_ne(finding->subject, "");
	ck_assert_str_eq(finding->subject_name, "ex1.example.com");
	ck_assert_str_ne(finding->summary, "");
	ck_assert_str_ne(finding->proof, "");
	ck_assert_str_ne(finding->remedy, "");
}
END_TEST

static void say_without_texts(const struct examination *examination)
{
	struct finding *finding = finding_add(examination, OUTCOME_FAIL, SUBJECT_CMS, NULL, NULL);
	finding->summary = finding->proof = finding->remedy = NULL;
}

START_TEST(missing_texts_are_empty)
{
	static const struct check check = { .id = "t.mute", .run = say_without_texts };
	static const struct plan plan = { .recoveries = recovery, .recovery_count = 1 };
	judge(arena,
		&(const struct catalogue){ .check = (const struct check *const[]){ &check },
			.count = 1,
			.identity = identity },
		&plan, &no_evidence, &judgement);
	const struct finding *finding = &judgement.findings.finding[0];
	ck_assert_str_eq(finding->subject, "");
	ck_assert_str_eq(finding->subject_name, "");
	ck_assert_ptr_null(finding->subject_sid);
	ck_assert_ptr_null(finding->subject_guid);
	ck_assert_str_eq(finding->summary, "");
	ck_assert_str_eq(finding->proof, "");
	ck_assert_str_eq(finding->remedy, "");
}
END_TEST

static bool relief_holds;

static bool holds(const struct examination *examination)
{
	ck_assert_ptr_eq(examination->recovery, &recovery[0]);
	return relief_holds;
}

START_TEST(relief_leaves_warnings)
{
	static const struct relief relief = { holds, "It does not matter." };
	static const struct {
		const char *outcomes;
		bool holds;
		enum outcome outcome;
	} rows[] = {
		{ "F", true, OUTCOME_WARN },
		{ "U", true, OUTCOME_WARN },
		{ "W", true, OUTCOME_WARN },
		{ "P", true, OUTCOME_PASS },
		{ "F", false, OUTCOME_FAIL },
		{ "U", false, OUTCOME_UNKNOWN },
		{ "P", false, OUTCOME_PASS },
	};
	static const struct plan plan = { .recoveries = recovery, .recovery_count = 1 };
	struct check check = blocking[0];
	check.relief = &relief;
	relief_holds = rows[_i].holds;
	script = (const char *const[]){ rows[_i].outcomes };
	judge(arena,
		&(const struct catalogue){ .check = (const struct check *const[]){ &check },
			.count = 1,
			.identity = identity },
		&plan, &no_evidence, &judgement);
	ck_assert_uint_eq(judgement.findings.count, 1);
	const struct finding *finding = &judgement.findings.finding[0];
	ck_assert_int_eq(finding->outcome, rows[_i].outcome);
	const bool relieved = rows[_i].holds && strchr("FU", rows[_i].outcomes[0]) != NULL;
	ck_assert((strstr(finding->proof, relief.reason) != NULL) == relieved);
}
END_TEST

static const char *reason(size_t index)
{
	return reason_line(arena, &judgement, &judgement.reason[index]);
}

START_TEST(reasons_name_check_and_cmss)
{
	judge_script("BBA", (const char *const[]){ "PUF", "FPP", "UFW", NULL }, &no_evidence);
	ck_assert_int_eq(judgement.verdict, VERDICT_NO_GO);
	ck_assert_uint_eq(judgement.reason_count, 2);
	ck_assert_str_eq(reason(0), "t.zero: EX2: a summary");
	ck_assert_str_eq(reason(1), "t.one: EX3: a summary");

	judge_script("BBA", (const char *const[]){ "PUF", "PPP", NULL }, &no_evidence);
	ck_assert_int_eq(judgement.verdict, VERDICT_UNDETERMINED);
	ck_assert_str_eq(reason(0), "t.one: EX1: a summary");
	judge_script("B", (const char *const[]){ "F", "P", "F", NULL }, &no_evidence);
	ck_assert_str_eq(reason(0), "t.zero: 2 CMSs: EX1, EX3: a summary");
}
END_TEST

START_TEST(names_are_the_contract)
{
	ck_assert_str_eq(verdict_name(VERDICT_GO), "go");
	ck_assert_str_eq(verdict_name(VERDICT_NO_GO), "no-go");
	ck_assert_str_eq(verdict_name(VERDICT_UNDETERMINED), "undetermined");
	ck_assert_str_eq(coverage_name(COVERAGE_COMPLETE), "complete");
	ck_assert_str_eq(coverage_name(COVERAGE_PARTIAL), "partial");
	ck_assert_str_eq(coverage_name(COVERAGE_NOT_EXAMINED), "not-examined");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("judgement");
	TCase *tcase = tcase_create("judgement");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, verdicts);
	tcase_add_test(tcase, go_is_always_borne_out);
	tcase_add_test(tcase, coverages);
	tcase_add_test(tcase, each_recovery_has_its_findings);
	tcase_add_test(tcase, silence_is_unknown);
	tcase_add_test(tcase, missing_texts_are_empty);
	tcase_add_loop_test(tcase, relief_leaves_warnings, 0, 7);
	tcase_add_test(tcase, reasons_name_check_and_cmss);
	tcase_add_test(tcase, names_are_the_contract);
	suite_add_tcase(suite, tcase);
	return suite;
}
