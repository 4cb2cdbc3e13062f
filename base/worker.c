/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/process.h"

enum { PROGRESS_MS = 1000 };

struct pool {
	const struct worker_limits *limits;
	struct arena *arena;
	struct job *jobs;
	size_t count, next, done;
	struct process *workers; /* in order of start, so the first is the longest running one */
	size_t running, max_workers, max_running;
	size_t held; /* bytes of results, finished or not */
	struct pollfd *polled;
	struct deadline progress_at;
	bool changed, interrupted;
	int signal_fd, second_signal; /* 0: there was none */
	sigset_t old_mask;
	struct sigaction old_child;
};

/* The job number `place` in the order of starts. */
static struct job *job_at(const struct pool *pool, size_t place)
{
	return &pool->jobs[pool->limits->order == NULL ? place : pool->limits->order[place]];
}

/* When the worker, which was not killed, will have been running for ms. */
static struct deadline running_for(const struct process *worker, int64_t ms)
{
	return deadline_before(worker->until, worker->allowed_ms - ms);
}

static bool is_slow(const struct pool *pool, const struct process *worker)
{
	return pool->limits->max_slow > 0 &&
	       (worker->killed ||
		       deadline_left_ms(running_for(worker, pool->limits->slow_ms)) == 0);
}

/* Whether the next job may start now. Slow workers are first in the array and do not count. */
static bool has_place(const struct pool *pool)
{
	const struct job_gate *gate = job_at(pool, pool->next)->gate;
	size_t slow = 0;
	while (slow < pool->running && is_slow(pool, &pool->workers[slow]))
		slow++;
	for (size_t i = slow; gate != NULL && gate->state == GATE_NARROW && i < pool->running;
		i++) {
		if (pool->workers[i].job->gate == gate)
			return false;
	}
	return pool->running < pool->max_running && pool->running - slow < pool->max_workers;
}

/* The worker to end early for waiting jobs; NULL: there is room, or no job waits. */
static struct process *pool_longest_running(const struct pool *pool)
{
	if (pool->limits->max_slow == 0 || pool->next == pool->count ||
		pool->running < pool->max_running)
		return NULL;
	for (size_t i = 0; i < pool->running; i++) {
		struct process *worker = &pool->workers[i];
		if (worker->killed)
			return NULL;
		if (!worker->job->patient)
			return worker;
	}
	return NULL;
}

static void pool_make_room(struct pool *pool)
{
	struct process *worker = pool_longest_running(pool);
	const int64_t ms = pool->limits->crowded_ms;
	if (worker == NULL || deadline_left_ms(running_for(worker, ms)) > 0)
		return;
	error_set(&worker->job->failed, ERROR_TIMEOUT,
		"no result within %g s, and other jobs were waiting",
		(double)((ms + 99) / 100) / 10);
	process_kill(worker);
}

/* The system allows no more processes: the job waits until one of the running ones has ended. */
static void pool_lower(struct pool *pool, struct job *job)
{
	job->failed = (struct error){ .kind = ERROR_NONE };
	pool->max_running = pool->running;
}

/* Fails the next jobs while their gate is shut. */
static void pool_fail_gated(struct pool *pool)
{
	while (pool->next < pool->count) {
		struct job *job = job_at(pool, pool->next);
		if (job->gate == NULL || job->gate->state != GATE_SHUT)
			return;
		job->failed = job->gate->why;
		pool->next++;
		pool->done++;
		pool->changed = true;
	}
}

static void pool_start(struct pool *pool)
{
	const struct worker_limits *limits = pool->limits;
	pool_fail_gated(pool);
	while (pool->next < pool->count && has_place(pool) &&
		deadline_left_ms(limits->deadline) > 0) {
		struct deadline until =
			deadline_earlier(deadline_after(limits->job_ms), limits->deadline);
		struct job *job = job_at(pool, pool->next);
		const bool started =
			process_start(&pool->workers[pool->running], job, until, &pool->old_mask);
		if (!started && pool->running > 0) {
			pool_lower(pool, job);
			return;
		}
		pool->next++;
		pool->changed = true;
		if (started)
			pool->running++;
		else
			pool->done++;
		pool_fail_gated(pool);
	}
}

/* Fails all jobs that were not started. */
static void pool_fail_waiting(struct pool *pool, enum error_kind kind, const char *why)
{
	for (; pool->next < pool->count; pool->next++, pool->done++) {
		struct job *job = job_at(pool, pool->next);
		error_set(&job->failed, kind, "%s", why);
		pool->changed = true;
	}
}

static void pool_interrupt(struct pool *pool, int signal_number)
{
	pool->interrupted = true;
	if (pool->limits->signal != NULL)
		*pool->limits->signal = signal_number;
	pool_fail_waiting(pool, ERROR_INTERRUPTED, WORKER_NOT_STARTED);
	for (size_t i = 0; i < pool->running; i++) {
		struct process *worker = &pool->workers[i];
		error_set(&worker->job->failed, ERROR_INTERRUPTED, WORKER_INTERRUPTED);
		process_kill(worker);
	}
}

/* When a worker becomes slow or must be ended early, while jobs wait; not after `wake`. */
static struct deadline pool_next_event(const struct pool *pool, struct deadline wake)
{
	const struct worker_limits *limits = pool->limits;
	if (limits->max_slow == 0 || pool->next == pool->count)
		return wake;
	const struct process *longest = pool_longest_running(pool);
	if (longest != NULL)
		wake = deadline_earlier(wake, running_for(longest, limits->crowded_ms));
	for (size_t i = 0; i < pool->running; i++) {
		if (!is_slow(pool, &pool->workers[i]))
			return deadline_earlier(
				wake, running_for(&pool->workers[i], limits->slow_ms));
	}
	return wake;
}

static void pool_wait(struct pool *pool)
{
	struct deadline wake = pool_next_event(pool, pool->progress_at);
	pool->polled[0] = (struct pollfd){ .fd = pool->signal_fd, .events = POLLIN };
	for (size_t i = 0; i < pool->running; i++) {
		const struct process *worker = &pool->workers[i];
		pool->polled[2 * i + 1] = (struct pollfd){ .fd = worker->fd, .events = POLLIN };
		pool->polled[2 * i + 2] =
			(struct pollfd){ .fd = worker->said.fd, .events = POLLIN };
		wake = deadline_earlier(wake, worker->until);
	}
	/* At most PROGRESS_MS, so it fits an int. It does not matter which descriptor is ready. */
	poll(pool->polled, 2 * pool->running + 1, (int)deadline_left_ms(wake));
}

static void pool_take_signals(struct pool *pool)
{
	struct signalfd_siginfo info;
	while (read(pool->signal_fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCHLD)
			continue;
		if (pool->interrupted)
			pool->second_signal = (int)info.ssi_signo;
		else
			pool_interrupt(pool, (int)info.ssi_signo);
	}
}

/* In a temporary arena: results are large. */
static void gate_pass(struct job_gate *gate, const struct job *job)
{
	if (gate == NULL || gate->state != GATE_NARROW || job->failed.kind != ERROR_NONE)
		return;
	struct arena *arena = arena_new();
	gate->state = gate->judge(arena, job, &gate->why);
	arena_free(arena);
}

/* Reads what the worker returns, within the limits of one job and of all jobs together. */
static bool pool_step(struct pool *pool, struct process *worker)
{
	const size_t most = pool->limits->max_result_bytes, all = pool->limits->max_total_bytes;
	const size_t others = pool->held - worker->length;
	const size_t left = all == 0 ? most : all > others ? all - others : 0;
	char over[128];
	if (left < most)
		snprintf(over, sizeof over, "the results of all workers together exceed %zu bytes",
			all);
	else
		snprintf(over, sizeof over, "the worker returned more than %zu bytes", most);
	const bool done = process_step(worker, left < most ? left : most, over);
	pool->held = others + worker->length;
	return done;
}

static void pool_sweep(struct pool *pool)
{
	size_t kept = 0;
	for (size_t i = 0; i < pool->running; i++) {
		struct process *worker = &pool->workers[i];
		if (!pool_step(pool, worker)) {
			pool->workers[kept++] = *worker;
			continue;
		}
		process_finish(worker, pool->arena);
		pool->held -= worker->length - worker->job->result.length;
		gate_pass(worker->job->gate, worker->job);
		pool->done++;
		pool->changed = true;
	}
	pool->running = kept;
}

static void pool_progress(struct pool *pool)
{
	if (!pool->changed && deadline_left_ms(pool->progress_at) > 0)
		return;
	pool->changed = false;
	pool->progress_at = deadline_after(PROGRESS_MS);
	const struct worker_state state = {
		.done = pool->done,
		.count = pool->count,
		.awaited = pool->running > 0 ? pool->workers[0].job->name : "",
		.others = pool->running > 0 ? pool->running - 1 : 0,
		.deadline = pool->limits->deadline,
	};
	if (pool->limits->progress != NULL)
		pool->limits->progress(pool->limits->progress_context, &state);
}

static bool is_ignored(int signal_number)
{
	struct sigaction action;
	return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* Resets SIGCHLD for the time of the run: if it is ignored, the exit status of children is lost. */
static bool signals_take(struct pool *pool)
{
	sigset_t taken;
	sigemptyset(&taken);
	sigaddset(&taken, SIGCHLD);
	/* A signal that is ignored stays ignored: nohup, background jobs. */
	static const int ending[] = { SIGHUP, SIGINT, SIGTERM };
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
		if (!is_ignored(ending[i]))
			sigaddset(&taken, ending[i]);
	}
	pool->signal_fd = signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
	if (pool->signal_fd < 0)
		return false;
	const struct sigaction by_default = { .sa_handler = SIG_DFL };
	sigaction(SIGCHLD, &by_default, &pool->old_child);
	sigprocmask(SIG_BLOCK, &taken, &pool->old_mask);
	return true;
}

static void signals_restore(struct pool *pool)
{
	/* A signal that arrived since would end the program before it reports. */
	pool_take_signals(pool);
	close(pool->signal_fd);
	sigaction(SIGCHLD, &pool->old_child, NULL);
	if (pool->second_signal != 0)
		raise(pool->second_signal);
	sigprocmask(SIG_SETMASK, &pool->old_mask, NULL);
}

static void pool_run(struct pool *pool)
{
	/* After a second signal, do not wait for killed workers to end. */
	while (pool->done < pool->count && pool->second_signal == 0) {
		pool_make_room(pool);
		pool_start(pool);
		if (deadline_left_ms(pool->limits->deadline) == 0)
			pool_fail_waiting(pool, ERROR_TIMEOUT, "not started before the deadline");
		pool_progress(pool);
		if (pool->running > 0)
			pool_wait(pool);
		pool_take_signals(pool);
		pool_sweep(pool);
	}
	pool_progress(pool);
}

bool worker_run(
	struct job *jobs, size_t count, const struct worker_limits *limits, struct arena *arena)
{
	struct pool pool = { .limits = limits, .arena = arena, .jobs = jobs, .count = count };
	pool.max_workers = limits->max_workers < count ? limits->max_workers : count;
	if (pool.max_workers == 0)
		pool.max_workers = 1;
	pool.max_running = pool.max_workers + limits->max_slow;
	pool.workers = arena_alloc(arena, pool.max_running * sizeof *pool.workers);
	pool.polled = arena_alloc(arena, (2 * pool.max_running + 1) * sizeof *pool.polled);
	pool.progress_at = deadline_after(PROGRESS_MS);
	for (size_t i = 0; i < count; i++) {
		jobs[i].failed = (struct error){ .kind = ERROR_NONE };
		jobs[i].result = (struct bytes){ .data = NULL };
	}
	if (!signals_take(&pool)) {
		for (size_t i = 0; i < count; i++)
			error_set(&jobs[i].failed, ERROR_CRASHED, "no worker could be started: %s",
				strerror(errno));
		return true;
	}
	pool_run(&pool);
	signals_restore(&pool);
	return !pool.interrupted;
}
