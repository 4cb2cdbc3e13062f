/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What discovery writes into a plan: questions that stop a run, remarks, and "discovered". */
#include "tests/test.h"

#include "base/text.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

#define DIRECTORY "\"directory\":{\"domain\":\"corp.example.com\"}"
#define PLAN(before, recovery, after)                                                              \
	"{\"schema_version\":\"1.0\"," before DIRECTORY                                            \
	",\"recoveries\":[{\"cms\":\"EXCMS01\",\"source_nodes\":[\"NODE1\"],"                      \
	"\"standby_cluster\":\"DRCLU01\"" recovery "}]" after "}"
#define QUESTION(at, ask) "{\"at\":\"" at "\",\"ask\":\"" ask "\"}"

static const struct {
	const char *text;
	size_t count;
	const char *last_at, *last_ask, *because;
} open_rows[] = {
	{ PLAN("\"questions\":[" QUESTION("/a", "b") "],", "", ""), 1, "/a", "b", "one" },
	{ PLAN("", "", ",\"questions\":[" QUESTION("/a", "b") "," QUESTION("/c", "d") "]"), 2, "/c",
		"d", "two, at the end" },
	{ "{\"questions\":[" QUESTION("none", "") "]}", 1, "none", "",
		"in what is no plan otherwise: it may be what is asked for" },
	{ "{\"questions\":[" QUESTION("/a", "b") "],\"x\":1,\"schema_version\":\"2.0\"}", 1, "/a",
		"b", "before an unknown key and another version" },
	{ PLAN("\"questions\":[" QUESTION("/a", "b") "],", ",\"standby_nodes\":[]", ""), 1, "/a",
		"b", "before the empty place that it asks about" },
};

START_TEST(open_questions)
{
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(!plan_read(arena, "p", exact_text(arena, open_rows[_i].text), &plan, &error),
		"%s", open_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	place_is(&error, "p", 1, "/questions", open_rows[_i].because);
	ck_assert_uint_eq(plan.questions.count, open_rows[_i].count);
	const struct plan_question *last = &plan.questions.question[plan.questions.count - 1];
	ck_assert_str_eq(last->at, open_rows[_i].last_at);
	ck_assert_str_eq(last->ask, open_rows[_i].last_ask);
}
END_TEST

/* The value at the place of a question, and whether that makes an answer of it. */
#define ASKED(proposed, cluster)                                                                   \
	"{\"questions\":[{\"at\":\"/recoveries/0/standby_cluster\",\"ask\":\"Which?\"" proposed    \
	"}," QUESTION("/none", "b") "],\n\"recoveries\":[{\"standby_cluster\":\n" cluster "}]}"

static const struct {
	const char *text, *answer, *because; /* NULL: open */
} answer_rows[] = {
	{ ASKED("", "\"DRCLU01\""), "\"DRCLU01\"", "a name" },
	{ ASKED("", "\"\""), NULL, "an empty text" },
	{ ASKED("", "\" \""), NULL, "a blank" },
	{ ASKED("", "null"), NULL, "null" },
	{ ASKED("", "[]"), NULL, "an empty list" },
	{ ASKED("", "[\"\",\" \"]"), NULL, "a list of empty texts" },
	{ ASKED("", "{}"), NULL, "an empty object" },
	{ ASKED("", "[\"A\",\"B\"]"), "[\"A\", \"B\"]", "a list" },
	{ ASKED("", "[\"\",\"B\"]"), "[\"\", \"B\"]", "a list with one name" },
	{ ASKED("", "{\"a\":1}"), "{...}", "an object" },
	{ ASKED("", "7"), "7", "a number, which is none of a cluster: that is found later" },
	{ ASKED("", "false"), "false", "false" },
	{ ASKED("", "\"a\\u001b\""), "\"a\\x1b\"", "a control character" },
	{ ASKED(",\"proposed\":\"A\"", "\"A\""), NULL, "what discovery proposed is no answer" },
	{ ASKED(",\"proposed\":\"A\"", "\"B\""), "\"B\"", "something else than proposed" },
	{ ASKED(",\"proposed\":\"A\"", "\"\""), NULL, "the proposal was removed" },
	{ ASKED(",\"proposed\":[\"A\"]", "[\"A\"]"), NULL, "a list as proposed" },
	{ ASKED(",\"proposed\":[\"A\"]", "[\"A\",\"B\"]"), "[\"A\", \"B\"]", "more than proposed" },
	{ ASKED(",\"proposed\":[]", "[\"A\"]"), "[\"A\"]", "nothing was proposed" },
};

START_TEST(answered_questions)
{
	struct plan plan;
	struct error error = { 0 };
	const char *because = answer_rows[_i].because, *answer = answer_rows[_i].answer;
	const struct bytes text = exact_text(arena, answer_rows[_i].text);
	ck_assert_msg(!plan_read(arena, "p", text, &plan, &error), "%s", because);
	ck_assert_msg(error.kind == ERROR_CONFIG, "%s: %s", because, error.text);
	ck_assert_uint_eq(plan.questions.count, 2);
	ck_assert_msg(plan.questions.open_count == (answer == NULL ? 2 : 1), "%s", because);
	const struct plan_question *question = &plan.questions.question[0];
	if (answer == NULL) {
		ck_assert_msg(question->answer == NULL, "%s: %s", because, question->answer);
	} else {
		ck_assert_msg(question->answer != NULL, "%s", because);
		ck_assert_str_eq(question->answer, answer);
		ck_assert_uint_eq(question->line, 3);
	}
	ck_assert_ptr_null(plan.questions.question[1].answer);
	ck_assert_ptr_nonnull(strstr(error.text, answer == NULL ? "2 open" : "1 open"));
	ck_assert_msg((strstr(error.text, "already answered: remove") != NULL) == (answer != NULL),
		"%s: %s", because, error.text);
}
END_TEST

/* Only a person knows that the answer is right, so the question is not passed over. */
START_TEST(all_answered_is_refused)
{
	struct plan plan;
	struct error error = { 0 };
	const char *text =
		PLAN("\"questions\":[" QUESTION("/recoveries/0/standby_cluster", "b") "],", "", "");
	ck_assert(!plan_read(arena, "p", exact_text(arena, text), &plan, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	place_is(&error, "p", 1, "/questions", "all are answered");
	ck_assert_uint_eq(plan.questions.open_count, 0);
	ck_assert_str_eq(plan.questions.question[0].answer, "\"DRCLU01\"");
	ck_assert_ptr_nonnull(strstr(error.text, "already answered: remove it"));
	ck_assert_ptr_null(strstr(error.text, "open"));
}
END_TEST

/* A long answer is shortened; a large plan full of answers takes no time. */
START_TEST(long_answers)
{
	struct text text = text_new(arena);
	text_add(&text, "{\"questions\":[");
	for (int i = 0; i < 20000; i++)
		text_add(&text, "%s" QUESTION("/a", "Which?"), i == 0 ? "" : ",");
	text_add(&text, "],\"a\":[\"\"");
	for (int i = 0; i < 200000; i++)
		text_add(&text, ",\"name%d\"", i);
	text_add(&text, "]}");
	struct plan plan;
	struct error error = { 0 };
	ck_assert(!plan_read(arena, "p", exact_text(arena, text.data), &plan, &error));
	ck_assert_uint_eq(plan.questions.count, 20000);
	ck_assert_uint_eq(plan.questions.open_count, 0);
	ck_assert_uint_lt(strlen(plan.questions.question[0].answer), 100);
	ck_assert_ptr_nonnull(strstr(plan.questions.question[0].answer, "\"name1\", "));
}
END_TEST

/* An error has room for one sentence; the list has all questions. */
START_TEST(many_questions)
{
	struct text text = text_new(arena);
	text_add(&text, "{\"questions\":[");
	for (int i = 0; i < 500; i++)
		text_add(&text, "%s" QUESTION("/recoveries/%d/standby_cluster", "Which?"),
			i == 0 ? "" : ",", i);
	text_add(&text, "]}");
	struct plan plan;
	struct error error = { 0 };
	ck_assert(!plan_read(arena, "p", exact_text(arena, text.data), &plan, &error));
	ck_assert_uint_eq(plan.questions.count, 500);
	ck_assert_str_eq(plan.questions.question[499].at, "/recoveries/499/standby_cluster");
	ck_assert_ptr_nonnull(strstr(error.text, "500"));
}
END_TEST

static const struct {
	const char *text, *pointer, *because;
} faults[] = {
	{ PLAN("\"questions\":{},", "", ""), "/questions", "no list" },
	{ PLAN("\"questions\":null,", "", ""), "/questions", "null is no list" },
	{ PLAN("\"questions\":[7],", "", ""), "/questions/0", "a number" },
	{ PLAN("\"questions\":[{\"at\":\"/a\"}],", "", ""), "/questions/0", "asks nothing" },
	{ PLAN("\"questions\":[{\"ask\":\"a\"}],", "", ""), "/questions/0", "no place" },
	{ PLAN("\"questions\":[{\"at\":1,\"ask\":\"a\"}],", "", ""), "/questions/0/at",
		"a place that is no text" },
	{ PLAN("\"questions\":[{\"at\":\"/a\",\"ask\":\"b\",\"answer\":\"c\"}],", "", ""),
		"/questions/0/answer", "an answer belongs at its place" },
	{ PLAN("\"questions\":[{\"at\":\"/a\",\"ask\":\"b\",\"proposed\":7}],", "", ""),
		"/questions/0/proposed", "a number is never proposed" },
	{ PLAN("\"remarks\":\"a\",", "", ""), "/remarks", "no list" },
	{ PLAN("\"remarks\":[\"a\",{}],", "", ""), "/remarks/1", "no text" },
	{ PLAN("", ",\"discovered\":[]", ""), "/recoveries/0/discovered", "no object" },
	{ PLAN("", ",\"discovered\":{}", ""), "/recoveries/0/discovered", "no kind" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"dag\"}", ""), "/recoveries/0/discovered/kind",
		"no such kind" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"CCR\"}", ""), "/recoveries/0/discovered/kind",
		"letters have a case" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"ccr\",\"version\":8}", ""),
		"/recoveries/0/discovered/version", "a number" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"ccr\",\"nodes\":[]}", ""),
		"/recoveries/0/discovered/nodes", "the nodes are in source_nodes" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"ccr\",\"storage_groups\":{}}", ""),
		"/recoveries/0/discovered/storage_groups", "no list" },
	{ PLAN("", ",\"discovered\":{\"kind\":\"ccr\",\"storage_groups\":[{}]}", ""),
		"/recoveries/0/discovered/storage_groups/0", "no name" },
	{ PLAN("",
		  ",\"discovered\":{\"kind\":\"ccr\",\"storage_groups\":[{\"name\":\"a\","
		  "\"scr_targets\":\"b\"}]}",
		  ""),
		"/recoveries/0/discovered/storage_groups/0/scr_targets", "one target, no list" },
};

START_TEST(wrong)
{
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(!plan_read(arena, "p", exact_text(arena, faults[_i].text), &plan, &error),
		"%s", faults[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "p", 1, faults[_i].pointer, faults[_i].because);
	ck_assert_uint_eq(plan.questions.count, 0);
}
END_TEST

START_TEST(answered)
{
	static const char text[] = PLAN("\"questions\":[],\"remarks\":[\"MBX1: \\u001b\",\"\"],",
		",\"discovered\":{\"kind\":\"scc\",\"version\":\"8.1.393\",\"site\":\"Main\","
		"\"storage_groups\":[{\"name\":\"First\",\"scr_targets\":[\"a\",\"b\"]},"
		"{\"name\":\"Second\"}]}",
		"");
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(
		plan_read(arena, "p", exact_text(arena, text), &plan, &error), "%s", error.text);
	ck_assert_uint_eq(plan.questions.count, 0);
	const struct plan_discovered *discovered = plan.recoveries[0].discovered;
	ck_assert_str_eq(discovered->kind, "scc");
	ck_assert_str_eq(discovered->version, "8.1.393");
	ck_assert_str_eq(discovered->site, "Main");
	ck_assert_uint_eq(discovered->group_count, 2);
	ck_assert_str_eq(discovered->group[0].name, "First");
	ck_assert_uint_eq(discovered->group[0].target_count, 2);
	ck_assert_str_eq(discovered->group[0].target[1], "b");
	ck_assert_str_eq(discovered->group[1].name, "Second");
	ck_assert_uint_eq(discovered->group[1].target_count, 0);
}
END_TEST

START_TEST(left_out)
{
	struct plan plan;
	struct error error = { 0 };
	ck_assert(plan_read(arena, "p", exact_text(arena, least_plan), &plan, &error));
	ck_assert_ptr_null(plan.recoveries[0].discovered);
	const char *kind_only = PLAN("", ",\"discovered\":{\"kind\":\"ccr\"}", "");
	ck_assert(plan_read(arena, "p", exact_text(arena, kind_only), &plan, &error));
	ck_assert_ptr_null(plan.recoveries[0].discovered->version);
	ck_assert_ptr_null(plan.recoveries[0].discovered->site);
	ck_assert_uint_eq(plan.recoveries[0].discovered->group_count, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan_notes");
	TCase *tcase = tcase_create("plan_notes");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, open_questions, 0, COUNT(open_rows));
	tcase_add_loop_test(tcase, answered_questions, 0, COUNT(answer_rows));
	tcase_add_test(tcase, all_answered_is_refused);
	tcase_add_test(tcase, long_answers);
	tcase_add_test(tcase, many_questions);
	tcase_add_loop_test(tcase, wrong, 0, COUNT(faults));
	tcase_add_test(tcase, answered);
	tcase_add_test(tcase, left_out);
	suite_add_tcase(suite, tcase);
	return suite;
}
