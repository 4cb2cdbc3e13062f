/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/program.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/test.h"

static bool shell(struct arena *arena, const char *script, struct bytes input, int64_t ms,
	struct program_end *end, struct error *error)
{
	const char *const argument[] = { "sh", "-c", script, NULL };
	const struct program program = { .argument = argument,
		.package = "dash",
		.input = input,
		.file = { bytes_of("first", 5), bytes_of("second", 6) },
		.file_count = 2 };
	return program_run(arena, &program, deadline_after(ms), end, error);
}

static const struct {
	const char *script;
	int status;
	const char *output, *said;
} rows[] = {
	{ "cat", 0, "input", "" },
	{ "cat " PROGRAM_FILE_1 " " PROGRAM_FILE_0 " " PROGRAM_FILE_0, 0, "secondfirstfirst", "" },
	{ "echo wrong >&2; exit 3", 3, "", "wrong\n" },
	{ "kill -TERM $$", 128 + 15, "", "" },
	{ "test -t 0 || test -e /dev/tty && ! (: </dev/tty) 2>/dev/null && echo none", 0, "none\n",
		"" },
	{ "echo $PATH $LC_ALL $EXTRA", 0, "/usr/bin:/bin:/usr/local/bin C\n", "" },
	{ "test ! -e /proc/self/fd/32 && echo none", 0, "none\n", "" },
};

START_TEST(what_it_reads_and_writes)
{
	struct arena *arena = arena_new();
	setenv("EXTRA", "seen", 1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct program_end end;
		struct error error = { 0 };
		ck_assert_msg(
			shell(arena, rows[i].script, bytes_of("input", 5), 20000, &end, &error),
			"%s: %s", rows[i].script, error.text);
		ck_assert_msg(end.status == rows[i].status, "%s: %d", rows[i].script, end.status);
		ck_assert_str_eq((const char *)end.output.data, rows[i].output);
		ck_assert_str_eq((const char *)end.said.data, rows[i].said);
	}
	arena_free(arena);
}
END_TEST

/* The children of the program, too: they are in its group. */
START_TEST(it_ends_at_the_deadline)
{
	struct arena *arena = arena_new();
	struct program_end end;
	struct error error = { 0 };
	const struct deadline late = deadline_after(10000);
	ck_assert(
		!shell(arena, "sleep 60 & echo $!; wait", (struct bytes){ 0 }, 300, &end, &error));
	ck_assert_int_eq(error.kind, ERROR_TIMEOUT);
	ck_assert_int_gt(deadline_left_ms(late), 0);
	const int child = atoi((const char *)end.output.data);
	ck_assert_int_gt(child, 1);
	while (kill(child, 0) == 0 && deadline_left_ms(late) > 0)
		usleep(10000);
	ck_assert_int_gt(deadline_left_ms(late), 0);
	arena_free(arena);
}
END_TEST

START_TEST(there_is_no_such_program)
{
	struct arena *arena = arena_new();
	const char *const argument[] = { "no-such-program", NULL };
	const struct program program = { .argument = argument, .package = "some-package" };
	struct program_end end;
	struct error error = { 0 };
	ck_assert(!program_run(arena, &program, deadline_after(1000), &end, &error));
	ck_assert_int_eq(error.kind, ERROR_ABSENT);
	ck_assert_ptr_nonnull(strstr(error.text, "some-package"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("program");
	TCase *tcase = tcase_create("program");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, what_it_reads_and_writes);
	tcase_add_test(tcase, it_ends_at_the_deadline);
	tcase_add_test(tcase, there_is_no_such_program);
	suite_add_tcase(suite, tcase);
	return suite;
}
