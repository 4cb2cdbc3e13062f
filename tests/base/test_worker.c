/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/worker.h"
#include "tests/base/jobs.h"
#include "tests/test.h"

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

struct script {
	const char *text;
	int after;          /* so many other jobs have ended */
	int progress_calls; /* and progress was called so often */
};

/* Returns its text once its conditions hold, and counts how many do so at once. */
static struct bytes reply(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	const struct script *script = argument;
	enter(shared);
	const bool came = reaches(&shared->ended, script->after) &&
			  reaches(&shared->progress_calls, script->progress_calls);
	leave(shared);
	const char *text = arena_string(own, came ? script->text : "waited in vain");
	return bytes_of(text, strlen(text));
}

static struct bytes reply_place_in_order(
	const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	const char *text = arena_format(own, "%d", atomic_fetch_add(&shared->started, 1));
	return bytes_of(text, strlen(text));
}

static struct bytes reply_time_left(
	const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument;
	const char *text = arena_format(own, "%lld", (long long)deadline_left_ms(deadline));
	return bytes_of(text, strlen(text) + 1);
}

static struct bytes hang(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	atomic_fetch_add(&shared->started, 1);
	hang_forever();
}

static struct bytes zeros(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	const size_t *length = argument;
	return bytes_of(arena_alloc(own, *length), *length);
}

/* All workers but one wait until the jobs behind theirs have ended: the jobs end in reverse order.
 */
START_TEST(results_stand_in_the_order_of_jobs)
{
	struct script scripts[] = { { .text = "a" }, { .text = "b" }, { .text = "c" },
		{ .text = "d" }, { .text = "e" }, { .text = "f" }, { .text = "" } };
	enum { JOBS = sizeof scripts / sizeof *scripts };
	for (size_t workers = 1; workers <= JOBS + 1; workers++) {
		struct job jobs[JOBS] = { 0 };
		for (size_t i = 0; i < JOBS; i++) {
			scripts[i].after = i + 1 < workers ? (int)(JOBS - 1 - i) : 0;
			jobs[i] = job_of("job", reply, &scripts[i]);
		}
		atomic_store(&shared->most_running, 0);
		atomic_store(&shared->ended, 0);
		struct worker_limits limits = limits_wide(workers);
		ck_assert(run_jobs(jobs, JOBS, &limits, arena));
		for (size_t i = 0; i < JOBS; i++)
			ck_assert_msg(result_is(&jobs[i], scripts[i].text), "%zu workers, job %zu",
				workers, i);
		ck_assert_uint_le((size_t)atomic_load(&shared->most_running), workers);
	}
}
END_TEST

START_TEST(jobs_start_in_order)
{
	struct job jobs[] = { job_of("0", reply_place_in_order, NULL),
		job_of("1", reply_place_in_order, NULL), job_of("2", reply_place_in_order, NULL),
		job_of("3", reply_place_in_order, NULL) };
	struct worker_limits limits = limits_wide(1);
	ck_assert(run_jobs(jobs, 4, &limits, arena));
	for (size_t i = 0; i < 4; i++)
		ck_assert(result_is(&jobs[i], jobs[i].name));
}
END_TEST

START_TEST(no_jobs_are_done_at_once)
{
	struct worker_limits limits = limits_wide(4);
	ck_assert(run_jobs(NULL, 0, &limits, arena));
}
END_TEST

START_TEST(no_workers_mean_one)
{
	struct job job = job_of("0", reply_place_in_order, NULL);
	struct worker_limits limits = limits_wide(0);
	ck_assert(run_jobs(&job, 1, &limits, arena));
	ck_assert(result_is(&job, "0"));
}
END_TEST

START_TEST(result_is_bounded)
{
	enum { MAX = 1024 * 1024 };
	static const struct {
		size_t length;
		enum error_kind kind;
		const char *because;
	} rows[] = {
		{ 0, ERROR_NONE, "nothing is a result" },
		{ 1, ERROR_NONE, "smallest" },
		{ 64 * 1024, ERROR_NONE, "all that a pipe holds" },
		{ 64 * 1024 + 1, ERROR_NONE, "more than a pipe holds" },
		{ MAX, ERROR_NONE, "as much as is allowed" },
		{ MAX + 1, ERROR_MALFORMED, "one byte too many" },
		{ 8 * MAX, ERROR_MALFORMED, "far too many" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct job job = job_of("zeros", zeros, &rows[i].length);
		struct worker_limits limits = limits_wide(1);
		limits.max_result_bytes = MAX;
		ck_assert(run_jobs(&job, 1, &limits, arena));
		ck_assert_msg(job.failed.kind == rows[i].kind, "%s", rows[i].because);
		size_t length = rows[i].kind == ERROR_NONE ? rows[i].length : 0;
		ck_assert_msg(job.result.length == length, "%s", rows[i].because);
	}
}
END_TEST

/* One worker cannot take the room of the others that came before it. */
START_TEST(results_are_bounded_together)
{
	enum { MAX = 1024 * 1024 };
	static const size_t most = MAX, half = MAX / 2, rest = MAX / 2 + 1, fits = MAX / 4;
	struct job jobs[] = { job_of("half", zeros, &half), job_of("more", zeros, &rest),
		job_of("fits", zeros, &fits) };
	struct worker_limits limits = limits_wide(1);
	limits.max_result_bytes = most;
	limits.max_total_bytes = most;
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	ck_assert_uint_eq(jobs[0].result.length, half);
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_MALFORMED);
	ck_assert_str_eq(
		jobs[1].failed.text, "the results of all workers together exceed 1048576 bytes");
	ck_assert_uint_eq(jobs[2].result.length, fits);
}
END_TEST

START_TEST(hanging_job_ends_at_its_limit)
{
	const struct script script = { .text = "behind it" };
	struct job jobs[] = { job_of("hang", hang, NULL), job_of("answer", reply, &script) };
	struct worker_limits limits = limits_wide(1);
	limits.job_ms = 1000; /* within which the second one has to be done */
	const int64_t start = now_ms();
	ck_assert(run_jobs(jobs, 2, &limits, arena));
	ck_assert_int_lt(now_ms() - start, limits.job_ms + SLACK_MS);
	ck_assert_int_eq(jobs[0].failed.kind, ERROR_TIMEOUT);
	ck_assert(result_is(&jobs[1], script.text));
}
END_TEST

START_TEST(everything_ends_at_the_deadline)
{
	struct job jobs[] = { job_of("a", hang, NULL), job_of("b", hang, NULL),
		job_of("c", hang, NULL), job_of("d", hang, NULL) };
	struct worker_limits limits = limits_wide(2);
	limits.deadline = deadline_after(300);
	const int64_t start = now_ms();
	ck_assert(run_jobs(jobs, 4, &limits, arena));
	ck_assert_int_lt(now_ms() - start, 300 + SLACK_MS);
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(jobs[i].failed.kind, ERROR_TIMEOUT);
	/* The same cause gives the same text for every job. */
	ck_assert_str_eq(jobs[0].failed.text, jobs[1].failed.text);
	ck_assert_str_eq(jobs[2].failed.text, jobs[3].failed.text);
	ck_assert_int_le(atomic_load(&shared->started), 2);
}
END_TEST

START_TEST(nothing_starts_after_the_deadline)
{
	struct job jobs[] = { job_of("a", reply_place_in_order, NULL),
		job_of("b", reply_place_in_order, NULL) };
	struct worker_limits limits = limits_wide(2);
	limits.deadline = deadline_after(0);
	ck_assert(run_jobs(jobs, 2, &limits, arena));
	ck_assert_int_eq(jobs[0].failed.kind, ERROR_TIMEOUT);
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_TIMEOUT);
	ck_assert_int_eq(atomic_load(&shared->started), 0);
}
END_TEST

START_TEST(job_has_its_deadline_before_it_is_killed)
{
	static const struct {
		int64_t job_ms, deadline_ms, at_most;
		const char *because;
	} rows[] = {
		{ 5000, LONG_MS, 4500, "a tenth less" },
		{ LONG_MS, LONG_MS * 2, LONG_MS - 1000, "a second less, however long" },
		{ LONG_MS, 5000, 4500, "the deadline of all counts where it is earlier" },
		{ INT64_MAX, LONG_MS, LONG_MS - 1000, "no limit of its own" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct job job = job_of("left", reply_time_left, NULL);
		struct worker_limits limits = limits_wide(1);
		limits.job_ms = rows[i].job_ms;
		limits.deadline = deadline_after(rows[i].deadline_ms);
		ck_assert(run_jobs(&job, 1, &limits, arena));
		ck_assert_msg(job.failed.kind == ERROR_NONE, "%s", rows[i].because);
		long long left = atoll((const char *)job.result.data);
		ck_assert_msg(left > 0 && left <= rows[i].at_most, "%s", rows[i].because);
	}
}
END_TEST

/* Once a job has started: a process that is no child of this one sends the signal. */
static void signal_once_started(int signal_number)
{
	const pid_t to = getpid();
	const pid_t between = fork();
	ck_assert_int_ge(between, 0);
	if (between == 0) {
		if (fork() != 0)
			_exit(0);
		reaches(&shared->started, 1);
		kill(to, signal_number);
		atomic_store(&shared->progress_calls, 1);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(between, NULL, 0), between);
}

START_TEST(signal_interrupts)
{
	static const int signals[] = { SIGINT, SIGTERM };
	const struct script script = { .text = "done before" };
	struct job jobs[] = { job_of("answer", reply, &script), job_of("hang", hang, NULL),
		job_of("not started", hang, NULL) };
	struct worker_limits limits = limits_wide(1);
	int arrived = 0;
	limits.signal = &arrived;
	signal_once_started(signals[_i]);
	const int64_t start = now_ms();
	ck_assert(!run_jobs(jobs, 3, &limits, arena));
	ck_assert_int_lt(now_ms() - start, SLACK_MS * 2);
	ck_assert(result_is(&jobs[0], script.text));
	ck_assert_int_eq(arrived, signals[_i]);
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_INTERRUPTED);
	ck_assert_str_eq(jobs[1].failed.text, WORKER_INTERRUPTED);
	ck_assert_int_eq(jobs[2].failed.kind, ERROR_INTERRUPTED);
	ck_assert_str_eq(jobs[2].failed.text, WORKER_NOT_STARTED);
	ck_assert_int_eq(atomic_load(&shared->started), 1);
}
END_TEST

static struct bytes reply_after_signal(
	const void *argument, struct deadline deadline, struct arena *own)
{
	atomic_fetch_add(&shared->started, 1);
	return reply(argument, deadline, own);
}

START_TEST(ignored_signal_stays_ignored)
{
	const struct script script = { .text = "undisturbed", .progress_calls = 1 };
	struct job job = job_of("answer", reply_after_signal, &script);
	const struct worker_limits limits = limits_wide(1);
	void (*before)(int) = signal(SIGINT, SIG_IGN);
	signal_once_started(SIGINT);
	ck_assert(run_jobs(&job, 1, &limits, arena));
	ck_assert(result_is(&job, script.text));
	signal(SIGINT, before);
}
END_TEST

START_TEST(signals_are_as_before)
{
	sigset_t mask, before, after;
	sigemptyset(&mask);
	sigaddset(&mask, SIGUSR1);
	sigprocmask(SIG_SETMASK, &mask, &before);
	signal(SIGCHLD, SIG_IGN); /* would take the status of every child away */

	struct job job = job_of("0", reply_place_in_order, NULL);
	struct worker_limits limits = limits_wide(1);
	ck_assert(run_jobs(&job, 1, &limits, arena));
	ck_assert(result_is(&job, "0"));

	sigprocmask(SIG_SETMASK, &before, &after);
	for (int i = 1; i < SIGRTMIN; i++)
		ck_assert_int_eq(sigismember(&after, i), i == SIGUSR1);
	ck_assert(signal(SIGCHLD, SIG_DFL) == SIG_IGN);
}
END_TEST

struct seen {
	size_t calls, done, of_longest;
};

static void see(void *context, const struct worker_state *state)
{
	const size_t done = state->done;
	struct seen *seen = context;
	seen->calls++;
	ck_assert_uint_ge(done, seen->done);
	ck_assert_uint_le(done, state->count);
	ck_assert_ptr_nonnull(state->awaited);
	ck_assert_uint_le(state->others, 1);
	ck_assert_int_gt(deadline_left_ms(state->deadline), 0);
	seen->done = done;
	seen->of_longest += strcmp(state->awaited, "longest") == 0;
	atomic_store(&shared->progress_calls, (int)seen->of_longest);
}

START_TEST(progress_is_reported)
{
	/* Its start, the end of each short one; and time that passed. */
	enum { CALLS_FOR_LONGEST = 4 };
	const struct script long_one = { "", 2, CALLS_FOR_LONGEST }, short_one = { .text = "" };
	struct job jobs[] = { job_of("longest", reply, &long_one),
		job_of("short", reply, &short_one), job_of("short", reply, &short_one) };
	struct seen seen = { 0 };
	struct worker_limits limits = limits_wide(2);
	limits.progress = see;
	limits.progress_context = &seen;
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	ck_assert_uint_eq(seen.done, 3);
	ck_assert(result_is(&jobs[0], ""));
	ck_assert_uint_ge(seen.of_longest, CALLS_FOR_LONGEST);
	ck_assert_uint_gt(seen.calls, seen.of_longest);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("worker");
	TCase *tcase = tcase_create("worker");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 2 * LONG_MS / 1000);
	tcase_add_test(tcase, results_stand_in_the_order_of_jobs);
	tcase_add_test(tcase, jobs_start_in_order);
	tcase_add_test(tcase, no_jobs_are_done_at_once);
	tcase_add_test(tcase, no_workers_mean_one);
	tcase_add_test(tcase, result_is_bounded);
	tcase_add_test(tcase, results_are_bounded_together);
	tcase_add_test(tcase, hanging_job_ends_at_its_limit);
	tcase_add_test(tcase, everything_ends_at_the_deadline);
	tcase_add_test(tcase, nothing_starts_after_the_deadline);
	tcase_add_test(tcase, job_has_its_deadline_before_it_is_killed);
	tcase_add_loop_test(tcase, signal_interrupts, 0, 2);
	tcase_add_test(tcase, ignored_signal_stays_ignored);
	tcase_add_test(tcase, signals_are_as_before);
	tcase_add_test(tcase, progress_is_reported);
	suite_add_tcase(suite, tcase);
	return suite;
}
