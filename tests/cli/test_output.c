/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/output.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_WORDS = 4 };

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char *read_values(
	const char *const value[MAX_WORDS], const char *format, struct outputs *outputs)
{
	*outputs = (struct outputs){ 0 };
	for (size_t i = 0; i < MAX_WORDS && value[i] != NULL; i++) {
		const char *wrong = outputs_add(arena, outputs, value[i]);
		if (wrong != NULL)
			return wrong;
	}
	return outputs_complete(
		arena, outputs, format == NULL ? &formats[0] : format_find(format), format != NULL);
}

/* "json=r.json text=-": all outputs. */
static const char *shown(const struct outputs *outputs)
{
	const char *all = "";
	for (size_t i = 0; i < outputs->count; i++)
		all = arena_format(arena, "%s%s%s=%s", all, i == 0 ? "" : " ",
			outputs->output[i].format->name,
			outputs->output[i].file == NULL ? "-" : outputs->output[i].file);
	return all;
}

static const struct {
	const char *value[MAX_WORDS], *format, *outputs, *because;
} good_rows[] = {
	{ { NULL }, NULL, "text=-", "by default" },
	{ { NULL }, "json", "json=-", "with a format" },
	{ { "r" }, NULL, "text=r", "a file" },
	{ { "r" }, "json", "json=r", "a file, with a format" },
	{ { "r.json" }, NULL, "text=r.json", "the ending of a name says nothing" },
	{ { "json=r" }, NULL, "json=r", "a format of its own" },
	{ { "json=r", "text=-" }, NULL, "json=r text=-", "several" },
	{ { "json=r", "s" }, NULL, "json=r text=s", "one with and one without" },
	{ { "text=r", "s" }, "json", "text=r json=s", "--format is for the one without" },
	{ { "json=r", "text=s" }, "json", "json=r text=s", "--format says it again" },
	{ { "json=r", "json=s" }, NULL, "json=r json=s", "twice the same format" },
	{ { "json=a=b" }, NULL, "json=a=b", "only the first = divides" },
	{ { "json=-" }, NULL, "json=-", "standard output" },
	{ { "-" }, "json", "json=-", "standard output, in the format of --format" },
	{ { "json=./-" }, NULL, "json=./-", "a file that is called like that" },
	{ { "a=b.txt" }, NULL, "text=a=b.txt", "no format is called a" },
	{ { "./jsn=r" }, NULL, "text=./jsn=r", "how to name such a file" },
	{ { "/tmp/x=1/json=r" }, NULL, "text=/tmp/x=1/json=r", "a path is no format" },
	{ { "date=2026-12-01" }, NULL, "text=date=2026-12-01", "like none" },
	{ { "=r" }, NULL, "text==r", "no word at all" },
	{ { "json" }, NULL, "text=json", "a file that is called like a format" },
};

START_TEST(good_outputs)
{
	struct outputs outputs;
	const char *wrong = read_values(good_rows[_i].value, good_rows[_i].format, &outputs);
	ck_assert_msg(wrong == NULL, "%s: %s", good_rows[_i].because, wrong);
	ck_assert_str_eq(shown(&outputs), good_rows[_i].outputs);
}
END_TEST

static const struct {
	const char *value[MAX_WORDS], *format, *named, *because;
} bad_rows[] = {
	{ { "" }, NULL, "a file", "nothing" },
	{ { "json=" }, NULL, "a file", "a format and no file" },
	{ { "jsn=r" }, NULL, "\"json\"", "a letter less" },
	{ { "JSON=r" }, NULL, "\"json\"", "letters have a case" },
	{ { "jsom=r" }, NULL, "./jsom=r", "how to name such a file" },
	{ { "js=r" }, NULL, "\"json\"", "cut short" },
	{ { "txt=r" }, NULL, "\"text\"", "how such files end" },
	{ { "Text=-" }, NULL, "\"text\"", "standard output, too" },
	{ { "-", "-" }, NULL, "standard output", "two reports on one stream" },
	{ { "text=-", "json=-" }, NULL, "standard output", "of two formats" },
	{ { "r", "json=r" }, NULL, "one file", "one name" },
	{ { "r", "json=./r" }, NULL, "one file", "two names of one file that is not there yet" },
	{ { "text=r", "json=.//r" }, NULL, "one file", "and a third" },
	{ { "text=a", "json=b", "json=./a" }, NULL, "./a", "the first and the last" },
	{ { "text=r" }, "json", "--format json", "a format that nobody gets" },
};

START_TEST(bad_outputs)
{
	struct outputs outputs;
	const char *wrong = read_values(bad_rows[_i].value, bad_rows[_i].format, &outputs);
	ck_assert_msg(wrong != NULL, "%s", bad_rows[_i].because);
	ck_assert_msg(
		strstr(wrong, bad_rows[_i].named) != NULL, "%s: %s", bad_rows[_i].because, wrong);
}
END_TEST

/* Files that are there: links, and standard output that was redirected into one. */
START_TEST(files_that_are_there)
{
	char folder[] = "/tmp/test_output.XXXXXX";
	ck_assert(mkdtemp(folder) != NULL);
	const char *one = arena_format(arena, "%s/one", folder),
		   *link_to_it = arena_format(arena, "%s/link", folder),
		   *other = arena_format(arena, "%s/other", folder);
	FILE *file = fopen(one, "w");
	ck_assert(file != NULL && symlink("one", link_to_it) == 0);
	struct outputs outputs;
	ck_assert(
		read_values((const char *[MAX_WORDS]){ one, link_to_it }, NULL, &outputs) != NULL);
	ck_assert(read_values((const char *[MAX_WORDS]){ one, other }, NULL, &outputs) == NULL);
	const int kept = dup(STDOUT_FILENO);
	ck_assert(kept >= 0 && dup2(fileno(file), STDOUT_FILENO) >= 0);
	const char *wrong = read_values((const char *[MAX_WORDS]){ one, "json=-" }, NULL, &outputs);
	const char *right =
		read_values((const char *[MAX_WORDS]){ other, "json=-" }, NULL, &outputs);
	dup2(kept, STDOUT_FILENO);
	ck_assert(wrong != NULL && right == NULL);
	close(kept);
	fclose(file);
	ck_assert(unlink(one) == 0 && unlink(link_to_it) == 0 && rmdir(folder) == 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("output");
	TCase *tcase = tcase_create("output");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, good_outputs, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, bad_outputs, 0, COUNT(bad_rows));
	tcase_add_test(tcase, files_that_are_there);
	suite_add_tcase(suite, tcase);
	return suite;
}
