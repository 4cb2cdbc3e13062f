/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/worker.h"
#include "tests/base/jobs.h"
#include "tests/test.h"

/* When those are ended that would go on for ever. */
enum { LIMIT_MS = 500 };

static struct arena *arena;
static struct shared *shared;

static void setup(void)
{
	arena = arena_new();
	shared = shared_new();
}

static void teardown(void)
{
	munmap(shared, sizeof *shared);
	arena_free(arena);
}

static const struct bytes nothing;

/* Jobs that end badly. */

static struct bytes hang(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	hang_forever();
}

static struct bytes raise_it(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline, (void)own;
	raise(*(const int *)argument);
	return nothing;
}

static struct bytes exit_with(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline, (void)own;
	_exit(*(const int *)argument);
}

static struct bytes use_all_memory(
	const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	close(STDERR_FILENO); /* it would say so, in the midst of the tests' output */
	out_of_memory();
}

static struct bytes close_pipe_and_hang(
	const void *argument, struct deadline deadline, struct arena *own)
{
	close_range(0, ~0U, 0);
	return hang(argument, deadline, own);
}

static struct bytes close_pipe(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	close_range(3, ~0U, 0);
	return bytes_of(arena_alloc(own, 10), 10);
}

static _Noreturn void helper_run(bool escapes)
{
	if (escapes)
		setsid();
	survive(shared);
}

/* A helper that hangs; or one that escapes from the session and keeps the pipe open. */
static struct bytes leave_behind(const void *argument, struct deadline deadline, struct arena *own)
{
	const bool *escapes = argument;
	(void)deadline, (void)own;
	pid_t pid = fork();
	if (pid == 0)
		helper_run(*escapes);
	return pid > 0 && reaches(&shared->survivor, 1) ? nothing : bytes_of("no process", 10);
}

static struct bytes leave_behind_and_hang(
	const void *argument, struct deadline deadline, struct arena *own)
{
	leave_behind(argument, deadline, own);
	return hang(argument, deadline, own);
}

START_TEST(bad_end_has_a_reason)
{
	static const int sigabrt = SIGABRT, sigkill = SIGKILL, sigterm = SIGTERM;
	static const int zero = 0, one = 1, seven = 7;
	static const struct {
		job_function *run;
		const void *argument;
		const char *because;
	} rows[] = {
		{ raise_it, &sigabrt, "aborts" },
		{ raise_it, &sigkill, "is killed by another process" },
		{ raise_it, &sigterm, "gets SIGTERM from another process" },
		{ exit_with, &one, "a library ends it" },
		{ exit_with, &seven, "a library ends it with another status" },
		{ exit_with, &zero, "a library ends it as if all were well" },
		{ use_all_memory, NULL, "runs out of memory" },
		{ close_pipe, NULL, "cannot hand its result over" },
	};
	enum { ROWS = sizeof rows / sizeof *rows };
	struct job jobs[ROWS] = { 0 };
	for (size_t i = 0; i < ROWS; i++)
		jobs[i] = job_of(rows[i].because, rows[i].run, rows[i].argument);
	const struct worker_limits limits = limits_wide(ROWS);
	ck_assert(run_jobs(jobs, ROWS, &limits, arena));
	for (size_t i = 0; i < ROWS; i++) {
		ck_assert_msg(jobs[i].failed.kind == ERROR_CRASHED, "%s: %s, %s", rows[i].because,
			error_kind_name(jobs[i].failed.kind), jobs[i].failed.text);
		ck_assert_uint_eq(jobs[i].result.length, 0);
	}
}
END_TEST

START_TEST(no_end_ends_at_the_limit)
{
	static const int sigstop = SIGSTOP;
	static const bool escapes = true;
	static const struct {
		job_function *run;
		const void *argument;
		const char *because;
	} rows[] = {
		{ hang, NULL, "hangs" },
		{ raise_it, &sigstop, "is stopped" },
		{ close_pipe_and_hang, NULL, "hangs with its pipe closed" },
		{ leave_behind, &escapes, "the pipe stays open in a helper" },
	};
	enum { ROWS = sizeof rows / sizeof *rows };
	struct job jobs[ROWS] = { 0 };
	for (size_t i = 0; i < ROWS; i++)
		jobs[i] = job_of(rows[i].because, rows[i].run, rows[i].argument);
	jobs[ROWS - 1].cage.open = true; /* helpers are for workers without walls */
	struct worker_limits limits = limits_wide(ROWS);
	limits.job_ms = LIMIT_MS;
	const int64_t start = now_ms();
	ck_assert(run_jobs(jobs, ROWS, &limits, arena));
	ck_assert_int_lt(now_ms() - start, limits.job_ms + SLACK_MS);
	for (size_t i = 0; i < ROWS; i++) {
		ck_assert_msg(jobs[i].failed.kind == ERROR_TIMEOUT, "%s: %s, %s", rows[i].because,
			error_kind_name(jobs[i].failed.kind), jobs[i].failed.text);
		ck_assert_uint_eq(jobs[i].result.length, 0);
	}
	if (atomic_load(&shared->survivor) != 0)
		kill(atomic_load(&shared->survivor), SIGKILL);
}
END_TEST

START_TEST(helper_left_behind_is_killed)
{
	static const bool escapes = false;
	job_function *const runs[] = { leave_behind, leave_behind_and_hang };
	struct job job = job_of("leaves", runs[_i], &escapes);
	job.cage.open = true;
	struct worker_limits limits = limits_wide(1);
	limits.job_ms = _i == 0 ? LONG_MS : LIMIT_MS;
	ck_assert(run_jobs(&job, 1, &limits, arena));
	ck_assert_int_eq(job.failed.kind, _i == 0 ? ERROR_NONE : ERROR_TIMEOUT);
	ck_assert(result_is(&job, "") || _i == 1);
	if (atomic_load(&shared->survivor) != 0) /* 0: the limit was over before its start */
		ck_assert(survivor_ends(shared));
}
END_TEST

static struct bytes stay(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	survive(shared);
}

START_TEST(worker_dies_with_its_parent)
{
	const pid_t parent = fork();
	ck_assert_int_ge(parent, 0);
	if (parent == 0) {
		struct job job = job_of("stay", stay, NULL);
		struct worker_limits limits = limits_wide(1);
		worker_run(&job, 1, &limits, arena);
		_exit(0);
	}
	ck_assert(reaches(&shared->survivor, 1));
	kill(parent, SIGKILL);
	ck_assert_int_eq(waitpid(parent, NULL, 0), parent);
	ck_assert(survivor_ends(shared));
}
END_TEST

/* The environment of a worker. */

static struct bytes look_around(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	char byte;
	struct rlimit core;
	sigset_t mask;
	sigprocmask(SIG_BLOCK, NULL, &mask);
	bool signals = signal(SIGINT, SIG_DFL) == SIG_DFL && signal(SIGTERM, SIG_DFL) == SIG_DFL;
	for (int i = 1; i < SIGRTMIN; i++)
		signals = signals && sigismember(&mask, i) == 0;
	const char *text = arena_format(own, "%d %d %d %d %d %d",
		open_descriptors(), /* the standard ones and the pipe */
		read(STDIN_FILENO, &byte, 1) == 0,
		getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0,
		prctl(PR_GET_DUMPABLE) == 0, getsid(0) == getpid(), signals);
	return bytes_of(text, strlen(text));
}

START_TEST(worker_is_confined)
{
	struct job jobs[] = { job_of("a", look_around, NULL), job_of("b", look_around, NULL),
		job_of("c", look_around, NULL) };
	struct worker_limits limits = limits_wide(3);
	/* Far from the others, so that some lie on either side of the pipe. */
	const int open_here = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 100);
	ck_assert_int_ge(open_here, 100);
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	close(open_here);
	for (size_t i = 0; i < 3; i++)
		ck_assert(result_is(&jobs[i], "4 1 1 1 1 1"));
}
END_TEST

static struct bytes print(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	printf("from the worker\n");
	fflush(stdout);
	ssize_t written = write(STDOUT_FILENO, "from the worker\n", 16);
	printf("and never flushed\n");
	return written == 16 ? nothing : bytes_of("no output", 9);
}

START_TEST(output_is_ours_alone)
{
	static const char ours[] = "buffered before the fork\n";
	FILE *file = tmpfile();
	ck_assert_ptr_nonnull(file);
	fflush(stdout);
	const int before = dup(STDOUT_FILENO);
	ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
	fputs(ours, file);
	struct job jobs[] = { job_of("a", print, NULL), job_of("b", print, NULL) };
	struct worker_limits limits = limits_wide(2);
	bool finished = run_jobs(jobs, 2, &limits, arena);
	dup2(before, STDOUT_FILENO);
	close(before);

	ck_assert(finished);
	ck_assert(result_is(&jobs[0], "") && result_is(&jobs[1], ""));
	char text[256] = "";
	ck_assert_int_eq(fseek(file, 0, SEEK_SET), 0);
	ck_assert_uint_eq(fread(text, 1, sizeof text - 1, file), sizeof ours - 1);
	ck_assert_str_eq(text, ours);
	fclose(file);
}
END_TEST

static struct bytes complain(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline, (void)own;
	const char *text = argument;
	for (size_t rest = strlen(text); rest > 0;) {
		const ssize_t written = write(STDERR_FILENO, text + strlen(text) - rest, rest);
		rest -= written > 0 ? (size_t)written : rest;
	}
	return nothing;
}

/* Runs the job with another standard error, and returns what came there. */
static char *standard_error_of(struct job *job)
{
	FILE *file = tmpfile();
	ck_assert_ptr_nonnull(file);
	const int before = dup(STDERR_FILENO);
	ck_assert_int_ge(dup2(fileno(file), STDERR_FILENO), 0);
	const struct worker_limits limits = limits_wide(1);
	const bool finished = run_jobs(job, 1, &limits, arena);
	dup2(before, STDERR_FILENO);
	close(before);
	ck_assert(finished);
	ck_assert_msg(job->failed.kind == ERROR_NONE, "%s", job->failed.text);
	const long length = ftell(file);
	char *text = arena_alloc(arena, (size_t)length + 1);
	rewind(file);
	ck_assert_uint_eq(fread(text, 1, (size_t)length, file), (size_t)length);
	text[length] = '\0';
	fclose(file);
	return text;
}

/* A server may have shaped it. */
START_TEST(messages_are_named_and_harmless)
{
	struct job job = job_of("server", complain, "one\n\n\033[2Jtwo\nthree");
	ck_assert_str_eq(standard_error_of(&job),
		"cmsready: server: one\ncmsready: server: \\x1b[2Jtwo\ncmsready: server: three\n");
}
END_TEST

/* More than a pipe holds: nobody waits for it, and the screen is not full of it. */
START_TEST(messages_are_bounded)
{
	enum { MANY = 512 * 1024, SHOWN = 64 * 1024 };
	char *text = arena_alloc(arena, MANY + 1);
	memset(text, 'x', MANY);
	for (size_t i = 99; i < MANY; i += 100)
		text[i] = '\n';
	text[MANY] = '\0';
	struct job job = job_of("server", complain, text);
	const size_t shown = strlen(standard_error_of(&job));
	ck_assert_uint_gt(shown, 0);
#if !defined(__SANITIZE_ADDRESS__)
	ck_assert_uint_lt(shown, SHOWN);
#endif
}
END_TEST

START_TEST(standard_descriptors_may_be_closed)
{
	/* Then the pipe itself comes to stand where standard output has to. */
	const int in = dup(STDIN_FILENO), out = dup(STDOUT_FILENO);
	ck_assert(in > STDERR_FILENO && out > STDERR_FILENO);
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	struct job job = job_of("a", look_around, NULL);
	struct worker_limits limits = limits_wide(1);
	bool finished = run_jobs(&job, 1, &limits, arena);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	close(in);
	close(out);
	ck_assert(finished);
	ck_assert(result_is(&job, "4 1 1 1 1 1"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("process");
	TCase *tcase = tcase_create("process");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 2 * LONG_MS / 1000);
	tcase_add_test(tcase, bad_end_has_a_reason);
	tcase_add_test(tcase, no_end_ends_at_the_limit);
	tcase_add_loop_test(tcase, helper_left_behind_is_killed, 0, 2);
	tcase_add_test(tcase, worker_dies_with_its_parent);
	tcase_add_test(tcase, worker_is_confined);
	tcase_add_test(tcase, output_is_ours_alone);
	tcase_add_test(tcase, messages_are_named_and_harmless);
	tcase_add_test(tcase, messages_are_bounded);
	tcase_add_test(tcase, standard_descriptors_may_be_closed);
	suite_add_tcase(suite, tcase);
	return suite;
}
