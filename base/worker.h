/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Worker processes: jobs that may block, leak or crash, each in a process of its own under a
 * deadline. A job hands its result back over a pipe as bytes; the parent only polls. However a
 * worker ends, its job ends with a reason, and worker_run() returns no later than the deadline
 * plus the time it takes to kill what is left.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/job.h"

/* Where a run of the workers stands. */
struct worker_state {
	size_t done, count;       /* jobs */
	const char *awaited;      /* the job that has been running longest; "" when none is */
	size_t others;            /* how many run beside it */
	struct deadline deadline; /* of all of them */
};

/* Called when something changed, and at least once a second. */
typedef void progress_function(void *context, const struct worker_state *state);

/*
 * A worker that takes longer than slow_ms gives up its place, but not its life: others start beside
 * it, so that whoever waits for silence holds nobody up. Where the places for slow ones are taken,
 * too, and others still wait, the one that has been running longest is ended after crowded_ms.
 */
struct worker_limits {
	size_t max_workers;          /* at once, without the slow ones; at least 1 */
	size_t max_slow;             /* beside them; 0: all count alike, and none is ended early */
	int64_t slow_ms, crowded_ms; /* used where max_slow is not 0 */
	const size_t *order;         /* in which the jobs start, by index; NULL: as they stand */
	size_t max_result_bytes;     /* of one job; beyond it the job has failed as malformed */
	int64_t job_ms;              /* how long one job may take */
	struct deadline deadline;    /* when all of them must be over */
	progress_function *progress; /* or NULL */
	void *progress_context;
};

/*
 * Runs all jobs, at most max_workers at once, in order. Returns false when SIGHUP, SIGINT or
 * SIGTERM arrived: the jobs that were not done then have failed with that reason, as at the
 * deadline. A second one ends the waiting for what was killed, and is raised again at the end, for
 * whoever blocks it to find it pending. Where the system gives no more processes or pipes, as many
 * run as it gives; where it gives none, that fails the job.
 */
bool worker_run(
	struct job *jobs, size_t count, const struct worker_limits *limits, struct arena *arena);
