/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of open questions: complete, within 80 columns, without control characters. */
#include "tests/test.h"

#include <check.h>
#include <string.h>

#include "base/text.h"
#include "cli/questions.h"

#define LONG "Which cluster is it? Candidates: ALPHA01, BETA02, GAMMA03, DELTA04, EPSILON05, ZETA06"

static const struct plan_question questions[] = {
	{ .at = "/recoveries/0/standby_cluster", .ask = LONG },
	{ .at = "/recoveries/0/standby_nodes", .ask = "\x1b[2J a\nb" },
	{ .at = "", .ask = "" },
};

static const struct plan_question answered[] = {
	{ .at = "/recoveries/0/standby_cluster", .ask = LONG, .answer = "\"ZETA06\"", .line = 12 },
	{ .at = "/recoveries/0/standby_nodes", .ask = "Which?", .answer = "[\"A\"]" },
	{ .at = "/a", .ask = "What?" },
};

START_TEST(answers_are_shown)
{
	struct arena *arena = arena_new();
	const char *text = questions_write(arena, "p", answered, 3);
	ck_assert_ptr_nonnull(strstr(text, "already answered: \"ZETA06\" in line 12."));
	ck_assert_ptr_nonnull(strstr(text, "already answered: [\"A\"]. If"));
	ck_assert_ptr_nonnull(strstr(text, "3. /a\n    What?\n"));
	ck_assert_ptr_nonnull(strstr(text, "Write each answer"));
	text = questions_write(arena, "p", answered, 2);
	ck_assert_msg(strstr(text, "Write each answer") == NULL, "nothing is to be answered");
	ck_assert_ptr_nonnull(strstr(text, "Remove the answered questions"));
	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
		ck_assert_uint_le(strcspn(line, "\n"), 80);
	const char **list = questions_list(arena, answered, 3);
	ck_assert_ptr_nonnull(strstr(list[0], "already answered: remove it"));
	ck_assert_ptr_nonnull(strstr(list[0], "\"ZETA06\" in line 12"));
	ck_assert_str_eq(list[2], "/a: What?");
	arena_free(arena);
}
END_TEST

START_TEST(all_are_shown)
{
	struct arena *arena = arena_new();
	const char *text = questions_write(arena, "my plan.json", questions, 3);
	ck_assert_ptr_nonnull(strstr(text, "1. /recoveries/0/standby_cluster\n"));
	ck_assert_ptr_nonnull(strstr(text, "2. /recoveries/0/standby_nodes\n"));
	ck_assert_ptr_nonnull(strstr(text, "\n3."));
	ck_assert_ptr_nonnull(strstr(text, "ZETA06"));
	ck_assert_ptr_nonnull(strstr(text, "\n    cmsready check 'my plan.json'\n"));
	ck_assert_ptr_null(strchr(text, '\x1b'));
	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
		ck_assert_uint_le(strcspn(line, "\n"), 80);
	arena_free(arena);
}
END_TEST

START_TEST(as_a_list)
{
	struct arena *arena = arena_new();
	const char **list = questions_list(arena, questions, 3);
	ck_assert_str_eq(list[0], "/recoveries/0/standby_cluster: " LONG);
	ck_assert_ptr_nonnull(list[2]);
	arena_free(arena);
}
END_TEST

START_TEST(none)
{
	struct arena *arena = arena_new();
	const char *text = questions_write(arena, "p", NULL, 0);
	ck_assert_ptr_null(strstr(text, "1."));
	ck_assert_ptr_nonnull(strstr(text, "    cmsready check p\n"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("questions");
	TCase *tcase = tcase_create("questions");
	tcase_add_test(tcase, all_are_shown);
	tcase_add_test(tcase, answers_are_shown);
	tcase_add_test(tcase, as_a_list);
	tcase_add_test(tcase, none);
	suite_add_tcase(suite, tcase);
	return suite;
}
