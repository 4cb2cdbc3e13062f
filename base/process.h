/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One worker process, as its parent sees it: started, stepped until it is over, finished. Used by
 * worker_run() alone, which owns it. Once a reason stands in job->failed, the result is not wanted.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/job.h"

struct process {
	struct job *job;
	pid_t pid; /* 0 once reaped */
	int fd; /* where the result comes from, never blocking; -1 once it is not read any more */
	bool killed;
	int64_t allowed_ms;
	struct deadline until; /* killed then; once killed, given up then */
	uint8_t *data;
	size_t length, room;
};

/*
 * Forks. The child runs the job with the given signal mask. Where that fails, job->failed says why
 * and nothing is left to be finished.
 */
bool process_start(
	struct process *process, struct job *job, struct deadline until, const sigset_t *mask);

/* Kills it and whatever it started; the caller has recorded why. It still has to be stepped. */
void process_kill(struct process *process);

/*
 * Reaps it, reads from it, kills it at its limit; never blocks. Returns whether it is over: ended
 * and read to the end, or given up.
 */
bool process_step(struct process *process, size_t max_result_bytes);

/* Releases one that is over; the result, if there is one, goes into the arena. */
void process_finish(struct process *process, struct arena *arena);
