/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Worker processes: each job may block, leak or crash, so it runs in its own process with a
 * deadline. A job returns its result over a pipe as bytes; the parent only polls. Every failed job
 * has a reason. worker_run() returns by the deadline, plus the time to kill the remaining workers.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/job.h"

/* The progress of a run. */
struct worker_state {
	size_t done, count;       /* jobs */
	const char *awaited;      /* the job that has been running longest; "" if none is running */
	size_t others;            /* the number of other running jobs */
	struct deadline deadline; /* of all of them */
};

/* Called when something changed, and at least once a second. */
typedef void progress_function(void *context, const struct worker_state *state);

/*
 * A worker that takes longer than slow_ms is slow: it keeps running, but no longer counts against
 * max_workers, so that unresponsive servers do not delay other jobs. If max_slow is used up too and
 * jobs wait, the worker that has been running longest is ended after crowded_ms.
 */
struct worker_limits {
	size_t max_workers;          /* in parallel, without the slow ones; at least 1 */
	size_t max_slow;             /* in addition; 0: no worker is slow, none is ended early */
	int64_t slow_ms, crowded_ms; /* used if max_slow is not 0 */
	const size_t *order;         /* of starts: indexes of jobs; NULL: order of the array */
	size_t max_result_bytes;     /* of one job; a larger result fails it as malformed */
	size_t max_total_bytes;      /* of all results together, also those to come; 0: no limit */
	int64_t job_ms;              /* time limit of one job */
	struct deadline deadline;    /* of all jobs together */
	int *signal;                 /* gets the number of the signal that ended it; or NULL */
	progress_function *progress; /* or NULL */
	void *progress_context;
};

/*
 * Runs all jobs in order, at most max_workers in parallel. Returns false if SIGHUP, SIGINT or
 * SIGTERM arrived: unfinished jobs then fail with that reason, as they do at the deadline. After a
 * second signal it does not wait for killed workers; that signal is raised again at the end, so it
 * is pending if the caller blocks it. If the system allows no more processes or pipes, fewer
 * workers run; if it allows none at all, the job fails.
 */
bool worker_run(
	struct job *jobs, size_t count, const struct worker_limits *limits, struct arena *arena);
