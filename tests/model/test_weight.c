/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights that a plan sets: which check gets which, and what then decides. */
#include "tests/test.h"

#include "base/text.h"
#include "model/plan.h"
#include "model/weight.h"
#include "tests/model/fixture.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* The outcome is the letter of the question. */
static void run(const struct examination *examination)
{
	static const char letters[] = "PWUF";
	const char letter = *examination->check->question;
	finding_add(examination, (enum outcome)(strchr(letters, letter) - letters), SUBJECT_CMS,
		"EX1", "ex1.example.com");
}

static const struct check one = {
	.id = "a.one", .weight = WEIGHT_BLOCKING, .question = "F", .run = run
};
static const struct check two = {
	.id = "a.two", .weight = WEIGHT_ADVISORY, .question = "U", .run = run
};
static const struct check three = {
	.id = "b.one", .weight = WEIGHT_BLOCKING, .question = "P", .run = run
};
static const struct check *const checks[] = { &one, &two, &three };

static struct identity nobody(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)in, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static const struct catalogue all = { .check = checks, .count = COUNT(checks), .identity = nobody };

static struct plan plan_with(const char *weights)
{
	struct plan plan;
	struct error error = { 0 };
	const char *text = arena_format(arena,
		"{ \"schema_version\": \"1.0\", \"directory\": { \"domain\": \"example.com\" },\n"
		"  \"policy\": { \"weights\": {\n%s } },\n"
		"  \"recoveries\": [ { \"cms\": \"EX1\", \"source_nodes\": [ \"N1\" ],\n"
		"    \"standby_cluster\": \"DR1\" } ] }\n",
		weights);
	ck_assert_msg(plan_read(arena, "plan.json", exact_text(arena, text), &plan, &error), "%s",
		error.text);
	return plan;
}

static const struct {
	const char *weights, *changed;
	enum verdict verdict;
	bool warned;
	const char *because;
} rows[] = {
	{ "", "", VERDICT_NO_GO, true, "none: the defaults" },
	{ "\"a.one\": \"blocking\"", "", VERDICT_NO_GO, true, "the default changes nothing" },
	{ "\"a.one\": \"advisory\"", "a.one-", VERDICT_GO, true, "a failure that does not block" },
	{ "\"a.one\": \"advisory\", \"a.two\": \"blocking\"", "a.one- a.two+", VERDICT_UNDETERMINED,
		true, "an unknown that does" },
	{ "\"a.*\": \"advisory\"", "a.one-", VERDICT_GO, true, "a pattern" },
	{ "\"a.*\": \"advisory\", \"a.one\": \"blocking\"", "", VERDICT_NO_GO, true,
		"the id counts before a pattern" },
	{ "\"a.one\": \"blocking\", \"a.*\": \"advisory\"", "", VERDICT_NO_GO, true,
		"in any order" },
	{ "\"*.one\": \"advisory\", \"a.*\": \"advisory\"", "a.one- b.one-", VERDICT_UNDETERMINED,
		true, "two patterns that agree; nothing is left that decides" },
	{ "\"*\": \"blocking\"", "a.two+", VERDICT_NO_GO, false, "all" },
};

START_TEST(weights_decide)
{
	const struct plan plan = plan_with(rows[_i].weights);
	const struct evidence evidence = { 0 };
	struct judgement judgement;
	struct error error = { 0 };
	ck_assert_msg(weights_fit(arena, &plan, &all, &error), "%s", error.text);
	judge(arena, &all, &plan, &evidence, &judgement);
	ck_assert_msg(judgement.verdict == rows[_i].verdict, "%s", rows[_i].because);
	ck_assert_msg(judgement.warned == rows[_i].warned, "%s", rows[_i].because);
	struct text changed = text_new(arena);
	for (size_t i = 0; i < judgement.changed_count; i++)
		text_add(&changed, "%s%s%c", i == 0 ? "" : " ", judgement.changed[i]->id,
			judgement.changed[i]->weight == WEIGHT_BLOCKING ? '+' : '-');
	ck_assert_str_eq(changed.data, rows[_i].changed);
	ck_assert_int_eq(one.weight, WEIGHT_BLOCKING);

	/* A lowered check is one of the things that a GO does not say. */
	bool said = false;
	for (size_t i = 0; i < judgement.unsaid_count; i++)
		said = said || strstr(judgement.unsaid[i].text, "policy.weights") != NULL;
	ck_assert_msg(said == (strchr(changed.data, '-') != NULL), "%s", rows[_i].because);
}
END_TEST

START_TEST(left_out_checks_have_weights)
{
	static const struct check *const in[] = { &three }, *const out[] = { &one, &two };
	static const struct {
		const char *weights;
		enum verdict verdict;
	} of[] = {
		{ "", VERDICT_UNDETERMINED },
		{ "\"a.one\": \"advisory\"", VERDICT_GO },
		{ "\"a.*\": \"blocking\"", VERDICT_UNDETERMINED },
	};
	const struct catalogue some = {
		.check = in, .count = 1, .left_out = out, .left_out_count = 2, .identity = nobody
	};
	for (size_t i = 0; i < COUNT(of); i++) {
		const struct plan plan = plan_with(of[i].weights);
		const struct evidence evidence = { 0 };
		struct judgement judgement;
		judge(arena, &some, &plan, &evidence, &judgement);
		ck_assert_msg(judgement.verdict == of[i].verdict, "%s", of[i].weights);
		ck_assert_uint_eq(judgement.left_out_count, 2);
	}
}
END_TEST

static const struct {
	const char *weights, *place, *said, *because;
} wrong_rows[] = {
	{ "\"a.on\": \"advisory\"", "plan.json:3: /policy/weights/a.on: ", "\"a.one\"",
		"unknown: the nearest is named" },
	{ "\"a.one\": \"advisory\",\n\"A.ONE\": \"advisory\"",
		"plan.json:4: /policy/weights/A.ONE: ", "\"a.one\"", "letters have a case" },
	{ "\"c.*\": \"blocking\"", "plan.json:3: /policy/weights/c.*: ", "no check",
		"a pattern that nothing matches" },
	{ "\"a.*\": \"blocking\",\n\"*.one\": \"advisory\"", "plan.json:4: /policy/weights/*.one: ",
		"a.one", "two patterns that contradict each other" },
};

START_TEST(wrong_weights_are_refused)
{
	const struct plan plan = plan_with(wrong_rows[_i].weights);
	struct error error = { 0 };
	ck_assert_msg(!weights_fit(arena, &plan, &all, &error), "%s", wrong_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_msg(strncmp(error.text, wrong_rows[_i].place, strlen(wrong_rows[_i].place)) == 0,
		"%s", error.text);
	ck_assert_msg(strstr(error.text, wrong_rows[_i].said) != NULL, "%s", error.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("weight");
	TCase *tcase = tcase_create("weight");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, weights_decide, 0, COUNT(rows));
	tcase_add_test(tcase, left_out_checks_have_weights);
	tcase_add_loop_test(tcase, wrong_weights_are_refused, 0, COUNT(wrong_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
