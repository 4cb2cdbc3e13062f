/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/interruption.h"

#include <signal.h>
#include <string.h>

#include "tests/test.h"

static const struct {
	struct interruption interruption;
	const char *text; /* NULL: none */
	const char *because;
} rows[] = {
	{ { SIGINT, 8400, 12, 3 }, "by SIGINT after 7 s: 3 of 12 answers were there", "Ctrl+C" },
	{ { SIGTERM, 1100, 2, 0 }, "by SIGTERM after 0 s: 0 of 2 answers were there", "kill" },
	{ { SIGHUP, 61000, 2, 1 }, "by SIGHUP after 60 s: 1 of 2 answers were there",
		"the terminal was closed" },
	{ { 0, 0, 12, 3 }, NULL, "no signal: what is missing has other reasons" },
	{ { SIGINT, 8000, 12, 12 }, NULL, "too late: nothing is missing" },
	{ { 250, 1000, 1, 0 }, "by a signal after 0 s: 0 of 1 answers were there",
		"a signal without a name" },
};

START_TEST(what_an_interrupted_run_says)
{
	struct arena *arena = arena_new();
	const char *text = interruption_text(arena, &rows[_i].interruption, 1000);
	if (rows[_i].text == NULL)
		ck_assert_msg(text == NULL, "%s: %s", rows[_i].because, text);
	else
		ck_assert_msg(text != NULL && strcmp(text, rows[_i].text) == 0, "%s: %s",
			rows[_i].because, text);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("interruption");
	TCase *tcase = tcase_create("interruption");
	tcase_add_loop_test(
		tcase, what_an_interrupted_run_says, 0, (int)(sizeof rows / sizeof *rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
