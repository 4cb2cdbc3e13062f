/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/worker.h"
#include "tests/base/jobs.h"
#include "tests/test.h"

enum { SLOW_MS = 100, CROWDED_MS = 300 };

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

static struct bytes say_place_in_order(
	const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	const char *text = arena_format(own, "%d", atomic_fetch_add(&shared->started, 1));
	return bytes_of(text, strlen(text));
}

static struct bytes hang(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	hang_forever();
}

/* Returns once the next one has started, that is, once this one counts as slow. */
static struct bytes say_late(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	const char *text = arena_string(own, reaches(&shared->started, 1) ? "late" : "in vain");
	return bytes_of(text, strlen(text));
}

/* Returns once all three have started and crowded_ms is over. */
static struct bytes say_very_late(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	atomic_fetch_add(&shared->started, 1);
	const bool met = reaches(&shared->started, 3);
	sleep_ms(2 * CROWDED_MS);
	const char *text = arena_string(own, met ? "late" : "in vain");
	return bytes_of(text, strlen(text));
}

static struct worker_limits limits_slow(size_t max_workers, size_t max_slow)
{
	struct worker_limits limits = limits_wide(max_workers);
	limits.max_slow = max_slow;
	limits.slow_ms = SLOW_MS;
	limits.crowded_ms = CROWDED_MS;
	limits.deadline = deadline_after(2 * SLACK_MS); /* when what hangs in spite of this ends */
	return limits;
}

/* The others wait for the last job, which would not start without places for slow ones. */
START_TEST(slow_jobs_do_not_delay_others)
{
	struct job jobs[] = { job_of("late", say_late, NULL), job_of("late", say_late, NULL),
		job_of("late", say_late, NULL), job_of("0", say_place_in_order, NULL) };
	const struct worker_limits limits = limits_slow(1, 3);
	ck_assert(run_jobs(jobs, 4, &limits, arena));
	for (size_t i = 0; i < 3; i++)
		ck_assert(result_is(&jobs[i], "late"));
	ck_assert(result_is(&jobs[3], "0"));
}
END_TEST

/* No job waits any more: a slow one has its full time. */
START_TEST(slow_jobs_keep_their_time)
{
	struct job jobs[] = { job_of("late", say_very_late, NULL),
		job_of("late", say_very_late, NULL), job_of("late", say_very_late, NULL) };
	const struct worker_limits limits = limits_slow(1, 2);
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	for (size_t i = 0; i < 3; i++)
		ck_assert(result_is(&jobs[i], "late"));
}
END_TEST

/* The last one starts when the first has made room, and the second is slow. */
START_TEST(too_many_slow_jobs_make_room)
{
	struct job jobs[] = { job_of("hang", hang, NULL), job_of("late", say_late, NULL),
		job_of("0", say_place_in_order, NULL) };
	const struct worker_limits limits = limits_slow(1, 1);
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	ck_assert_int_eq(jobs[0].failed.kind, ERROR_TIMEOUT);
	ck_assert(result_is(&jobs[1], "late"));
	ck_assert(result_is(&jobs[2], "0"));
}
END_TEST

/* The first is the one that has been running longest, and stays all the same. */
START_TEST(patient_jobs_are_not_ended_early)
{
	struct job jobs[] = { job_of("late", say_late, NULL), job_of("hang", hang, NULL),
		job_of("0", say_place_in_order, NULL) };
	jobs[0].patient = true;
	const struct worker_limits limits = limits_slow(1, 1);
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	ck_assert(result_is(&jobs[0], "late"));
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_TIMEOUT);
	ck_assert(result_is(&jobs[2], "0"));
}
END_TEST

START_TEST(jobs_start_in_the_given_order)
{
	static const size_t order[] = { 2, 0, 3, 1 };
	static const char *const place[] = { "1", "3", "0", "2" };
	struct job jobs[4];
	for (size_t i = 0; i < 4; i++)
		jobs[i] = job_of("job", say_place_in_order, NULL);
	struct worker_limits limits = limits_wide(1);
	limits.order = order;
	ck_assert(run_jobs(jobs, 4, &limits, arena));
	for (size_t i = 0; i < 4; i++)
		ck_assert(result_is(&jobs[i], place[i]));
}
END_TEST

START_TEST(order_counts_at_the_deadline_too)
{
	static const size_t order[] = { 1, 0 };
	struct job jobs[] = { job_of("left", say_place_in_order, NULL),
		job_of("hang", hang, NULL) };
	struct worker_limits limits = limits_wide(1);
	limits.order = order;
	limits.deadline = deadline_after(200);
	ck_assert(run_jobs(jobs, 2, &limits, arena));
	ck_assert_int_eq(jobs[0].failed.kind, ERROR_TIMEOUT);
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_TIMEOUT);
	ck_assert_int_eq(atomic_load(&shared->started), 0);
}
END_TEST

/* Both signals are there before the parent looks: the second one is left for the caller. */
START_TEST(second_signal_is_left_pending)
{
	sigset_t both, pending;
	sigemptyset(&both);
	sigaddset(&both, SIGINT);
	sigaddset(&both, SIGTERM);
	sigprocmask(SIG_BLOCK, &both, NULL);
	raise(SIGINT);
	raise(SIGTERM);
	struct job job = job_of("hang", hang, NULL);
	struct worker_limits limits = limits_wide(1);
	ck_assert(!worker_run(&job, 1, &limits, arena));
	ck_assert_int_eq(job.failed.kind, ERROR_INTERRUPTED);
	sigpending(&pending);
	ck_assert_int_eq(sigismember(&pending, SIGINT) + sigismember(&pending, SIGTERM), 1);
	/* Taken away, so that it does not end the test. */
	int taken;
	ck_assert_int_eq(sigwait(&both, &taken), 0);
	sigprocmask(SIG_UNBLOCK, &both, NULL);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("slow workers");
	TCase *tcase = tcase_create("slow workers");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 2 * LONG_MS / 1000);
	tcase_add_test(tcase, slow_jobs_do_not_delay_others);
	tcase_add_test(tcase, slow_jobs_keep_their_time);
	tcase_add_test(tcase, too_many_slow_jobs_make_room);
	tcase_add_test(tcase, patient_jobs_are_not_ended_early);
	tcase_add_test(tcase, jobs_start_in_the_given_order);
	tcase_add_test(tcase, order_counts_at_the_deadline_too);
	tcase_add_test(tcase, second_signal_is_left_pending);
	suite_add_tcase(suite, tcase);
	return suite;
}
