/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system allows fewer processes and descriptors than the workers need. */
#include <check.h>
#include <string.h>
#include <sys/resource.h>

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

/* Returns its text once as many have started as may run at once, and counts them. */
static struct bytes reply(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	const int *together = argument;
	enter(shared);
	const bool met = reaches(&shared->most_running, *together);
	leave(shared);
	const char *text = arena_string(own, met ? "x" : "alone");
	return bytes_of(text, strlen(text));
}

static struct bytes say_place_in_order(
	const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	const char *text = arena_format(own, "%d", atomic_fetch_add(&shared->started, 1));
	return bytes_of(text, strlen(text));
}

/* The limit that leaves so many descriptors; some in between may be open. */
static rlim_t limit_for(int spare)
{
	int fd = 0;
	for (; spare > 0; fd++)
		spare -= fcntl(fd, F_GETFD) < 0;
	return (rlim_t)fd;
}

START_TEST(lack_of_descriptors_fails_the_job)
{
	struct rlimit before;
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	/* None at all; one, which is not enough for a pipe. */
	for (int spare = 0; spare <= 1; spare++) {
		struct job jobs[] = { job_of("a", say_place_in_order, NULL),
			job_of("b", say_place_in_order, NULL) };
		struct worker_limits limits = limits_wide(2);
		const struct rlimit few = { limit_for(spare), before.rlim_max };
		setrlimit(RLIMIT_NOFILE, &few);
		bool finished = run_jobs(jobs, 2, &limits, arena);
		setrlimit(RLIMIT_NOFILE, &before);
		ck_assert(finished);
		ck_assert_int_eq(jobs[0].failed.kind, ERROR_CRASHED);
		ck_assert_int_eq(jobs[1].failed.kind, ERROR_CRASHED);
	}
}
END_TEST

/* A container may allow few processes: then the other jobs wait. */
START_TEST(scarce_descriptors_are_shared)
{
	enum {
		JOBS = 6,
		MOST = 2,
		SPARE = 1 + 2 * (MOST - 1) + 4
	}; /* for signals; two for each that runs, and two pipes for the one that starts */
	static const int together = MOST;
	struct rlimit before;
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	struct job jobs[JOBS];
	for (size_t i = 0; i < JOBS; i++)
		jobs[i] = job_of("x", reply, &together);
	struct worker_limits limits = limits_wide(JOBS);
	const struct rlimit few = { limit_for(SPARE), before.rlim_max };
	setrlimit(RLIMIT_NOFILE, &few);
	bool finished = run_jobs(jobs, JOBS, &limits, arena);
	setrlimit(RLIMIT_NOFILE, &before);
	ck_assert(finished);
	for (size_t i = 0; i < JOBS; i++)
		ck_assert_msg(result_is(&jobs[i], "x"), "%zu: %s", i, jobs[i].failed.text);
	ck_assert_int_eq(atomic_load(&shared->most_running), MOST);
}
END_TEST

/* In a process of its own, as neither the limit nor the user can be taken back. */
static _Noreturn void run_without_processes(void)
{
	const struct rlimit none = { 0, 0 };
	const uid_t nobody = 65534;
	struct job jobs[] = { job_of("a", say_place_in_order, NULL),
		job_of("b", say_place_in_order, NULL) };
	struct worker_limits limits = limits_wide(2);
	if ((geteuid() == 0 && setuid(nobody) != 0) || setrlimit(RLIMIT_NPROC, &none) != 0)
		_exit(1);
	const int descriptors = open_descriptors();
	bool finished = worker_run(jobs, 2, &limits, arena);
	bool failed = jobs[0].failed.kind == ERROR_CRASHED && jobs[1].failed.kind == ERROR_CRASHED;
	_exit(finished && failed && open_descriptors() == descriptors ? 0 : 2);
}

START_TEST(lack_of_processes_fails_the_job)
{
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		run_without_processes();
	int status = 0;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("scarce workers");
	TCase *tcase = tcase_create("scarce workers");
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, lack_of_descriptors_fails_the_job);
	tcase_add_test(tcase, scarce_descriptors_are_shared);
	tcase_add_test(tcase, lack_of_processes_fails_the_job);
	suite_add_tcase(suite, tcase);
	return suite;
}
