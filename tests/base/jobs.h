/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the tests of workers: a shared memory page, with which the worker processes wait for
 * each other; limits that no test reaches; and a run that checks that no process and no descriptor
 * is left.
 */
#pragma once

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/worker.h"

enum { LONG_MS = 60 * 1000, SLACK_MS = 20 * 1000 };

/* Common to this process and the workers. */
struct shared {
	atomic_int started, running, most_running, ended, progress_calls;
	atomic_int survivor; /* a process that another process must end */
};

static inline struct shared *shared_new(void)
{
	void *page = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(page, MAP_FAILED);
	return page;
}

static inline void sleep_ms(long ms)
{
	const struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	nanosleep(&time, NULL);
}

static inline int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until other processes have raised the value to this; false if they do not. */
static inline bool reaches(const atomic_int *value, int least)
{
	const int64_t end = now_ms() + SLACK_MS;
	while (atomic_load(value) < least && now_ms() < end)
		sleep_ms(1);
	return atomic_load(value) >= least;
}

/* Ends by itself if it is not killed. */
static inline _Noreturn void hang_forever(void)
{
	alarm(2 * LONG_MS / 1000);
	for (;;)
		pause();
}

/* Hangs after it has stored its PID. */
static inline _Noreturn void survive(struct shared *shared)
{
	atomic_store(&shared->survivor, getpid());
	hang_forever();
}

/* Whether the survivor, which may be no child of this process, ends. */
static inline bool survivor_ends(struct shared *shared)
{
	const int process = pidfd_open(atomic_load(&shared->survivor), 0);
	if (process < 0)
		return errno == ESRCH;
	struct pollfd polled = { .fd = process, .events = POLLIN };
	const bool ended = poll(&polled, 1, SLACK_MS) == 1;
	close(process);
	return ended;
}

/* Counts the jobs that run at once, this one included. */
static inline void enter(struct shared *shared)
{
	const int running = atomic_fetch_add(&shared->running, 1) + 1;
	int most = atomic_load(&shared->most_running);
	while (running > most &&
		!atomic_compare_exchange_weak(&shared->most_running, &most, running))
		;
}

static inline void leave(struct shared *shared)
{
	atomic_fetch_sub(&shared->running, 1);
	atomic_fetch_add(&shared->ended, 1);
}

static inline int open_descriptors(void)
{
	int count = 0;
	for (int fd = 0; fd < 1024; fd++)
		count += fcntl(fd, F_GETFD) >= 0;
	return count;
}

static inline struct worker_limits limits_wide(size_t max_workers)
{
	return (struct worker_limits){
		.max_workers = max_workers,
		.max_result_bytes = 64 * 1024,
		.job_ms = LONG_MS,
		.deadline = deadline_after(2 * LONG_MS),
	};
}

/* The members that worker_run() fills in have other values before. */
static inline struct job job_of(const char *name, job_function *run, const void *argument)
{
	return (struct job){
		.name = name,
		.run = run,
		.argument = argument,
		.failed.kind = ERROR_CONFIG,
		.result.failed = true,
	};
}

/* worker_run(), and no descriptor and no process is left afterwards. */
static inline bool run_jobs(
	struct job *jobs, size_t count, const struct worker_limits *limits, struct arena *arena)
{
	const int descriptors = open_descriptors();
	bool finished = worker_run(jobs, count, limits, arena);
	ck_assert_int_eq(open_descriptors(), descriptors);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
	return finished;
}

static inline bool result_is(const struct job *job, const char *expected)
{
	return job->failed.kind == ERROR_NONE &&
	       bytes_equal(job->result, bytes_of(expected, strlen(expected)));
}
