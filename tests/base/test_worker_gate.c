/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gate lets one job through at a time until it is open, and none when it is shut. */
#include <check.h>
#include <string.h>

#include "base/worker.h"
#include "tests/base/jobs.h"
#include "tests/test.h"

/* How long each runs, so that others could be seen beside it; what counts as slow. */
enum { RUNNING_MS = 20, SLOW_MS = 300, JOBS = 5, MEETING = 3 };

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

/* Returns its argument, and counts how many run at once. */
static struct bytes reply(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	atomic_fetch_add(&shared->started, 1);
	enter(shared);
	sleep_ms(RUNNING_MS);
	const bool met = strcmp(argument, "meet") != 0 || reaches(&shared->most_running, MEETING);
	leave(shared);
	const char *text = arena_string(own, met ? argument : "in vain");
	return bytes_of(text, strlen(text));
}

/* Blocks until all other jobs have run. */
static struct bytes reply_last(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	const char *text =
		arena_string(own, reaches(&shared->started, JOBS - 1) ? argument : "in vain");
	return bytes_of(text, strlen(text));
}

static struct bytes crash(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	_exit(1);
}

static enum gate_state judge(struct arena *own, const struct job *job, struct error *why)
{
	(void)own;
	if (result_is(job, "no"))
		error_set(why, ERROR_DENIED, "no to %s", job->name);
	return result_is(job, "no") ? GATE_SHUT : result_is(job, "yes") ? GATE_OPEN : GATE_NARROW;
}

static void run_all(struct job jobs[JOBS], struct job_gate *gate, job_function *first,
	const char *const results[JOBS])
{
	const struct worker_limits limits = limits_wide(JOBS);
	*gate = (struct job_gate){ GATE_NARROW, .judge = judge };
	for (size_t i = 0; i < JOBS; i++) {
		jobs[i] = job_of("job", i == 0 ? first : reply, results[i]);
		jobs[i].gate = gate;
	}
	jobs[0].name = "first";
	ck_assert(run_jobs(jobs, JOBS, &limits, arena));
}

START_TEST(narrow_until_one_is_through)
{
	struct job jobs[JOBS];
	struct job_gate gate;
	run_all(jobs, &gate, reply, (const char *[]){ "?", "?", "?", "?", "?" });
	ck_assert_int_eq(gate.state, GATE_NARROW);
	ck_assert_int_eq(atomic_load(&shared->most_running), 1);
	ck_assert_int_eq(atomic_load(&shared->started), JOBS);

	run_all(jobs, &gate, reply, (const char *[]){ "?", "yes", "meet", "meet", "meet" });
	ck_assert_int_eq(gate.state, GATE_OPEN);
	ck_assert_int_eq(atomic_load(&shared->most_running), MEETING);
	for (size_t i = 0; i < JOBS; i++)
		ck_assert_int_eq(jobs[i].failed.kind, ERROR_NONE);
}
END_TEST

START_TEST(shut_after_a_refusal)
{
	struct job jobs[JOBS];
	struct job_gate gate;
	run_all(jobs, &gate, reply, (const char *[]){ "?", "no", "yes", "yes", "yes" });
	ck_assert_int_eq(atomic_load(&shared->started), 2);
	ck_assert(result_is(&jobs[1], "no"));
	for (size_t i = 2; i < JOBS; i++) {
		ck_assert_int_eq(jobs[i].failed.kind, ERROR_DENIED);
		ck_assert_str_eq(jobs[i].failed.text, "no to job");
	}
}
END_TEST

/* A slow job does not delay the others; a crashed one leaves the gate as it is. */
START_TEST(silence_and_crashes_prove_nothing)
{
	struct job jobs[JOBS];
	struct job_gate gate = { GATE_NARROW, .judge = judge };
	struct worker_limits limits = limits_wide(JOBS);
	limits.max_slow = JOBS;
	limits.slow_ms = SLOW_MS;
	limits.crowded_ms = LONG_MS;
	for (size_t i = 0; i < JOBS; i++) {
		jobs[i] = job_of("job", i == 0 ? reply_last : reply, "?");
		jobs[i].gate = &gate;
	}
	ck_assert(run_jobs(jobs, JOBS, &limits, arena));
	ck_assert(result_is(&jobs[0], "?"));
	ck_assert_int_eq(gate.state, GATE_NARROW);
	ck_assert_int_eq(atomic_load(&shared->started), JOBS - 1);

	run_all(jobs, &gate, crash, (const char *[]){ "", "no", "", "", "" });
	ck_assert_int_eq(jobs[0].failed.kind, ERROR_CRASHED);
	ck_assert_int_eq(gate.state, GATE_SHUT);
}
END_TEST

START_TEST(those_without_a_gate_pass)
{
	struct job_gate gate = { .state = GATE_SHUT, .judge = judge };
	error_set(&gate.why, ERROR_DENIED, "shut before");
	struct job jobs[] = { job_of("a", reply, "a"), job_of("b", reply, "b"),
		job_of("c", reply, "c") };
	jobs[0].gate = jobs[2].gate = &gate;
	const struct worker_limits limits = limits_wide(JOBS);
	ck_assert(run_jobs(jobs, 3, &limits, arena));
	ck_assert(result_is(&jobs[1], "b"));
	ck_assert_str_eq(jobs[0].failed.text, "shut before");
	ck_assert_str_eq(jobs[2].failed.text, "shut before");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("gates of workers");
	TCase *tcase = tcase_create("gates of workers");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 2 * LONG_MS / 1000);
	tcase_add_test(tcase, narrow_until_one_is_through);
	tcase_add_test(tcase, shut_after_a_refusal);
	tcase_add_test(tcase, silence_and_crashes_prove_nothing);
	tcase_add_test(tcase, those_without_a_gate_pass);
	suite_add_tcase(suite, tcase);
	return suite;
}
