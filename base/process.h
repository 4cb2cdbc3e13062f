/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One worker process, seen from its parent: started, stepped until it has ended, finished. Used by
 * worker_run() only, which owns it. Once job->failed is set, the result is discarded.
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
#include "base/said.h"

struct process {
	struct job *job;
	pid_t pid;        /* 0 once reaped */
	int fd;           /* non-blocking pipe with the result; -1 after it was closed */
	struct said said; /* on its standard error */
	bool killed;
	int64_t allowed_ms;
	struct deadline until; /* when to kill it; after that, when to stop waiting for it */
	uint8_t *data;
	size_t length, room;
};

/*
 * Forks. The child runs the job with the given signal mask. On failure job->failed has the reason,
 * and process_finish() must not be called.
 */
bool process_start(
	struct process *process, struct job *job, struct deadline until, const sigset_t *mask);

/* Kills it and its children. The caller must record the reason and go on stepping. */
void process_kill(struct process *process);

/*
 * Reaps it, reads from it, kills it at its limit; never blocks. Returns whether it is done: ended
 * and read to the end, or no longer waited for. A longer result fails the job as malformed, with
 * the text `over`.
 */
bool process_step(struct process *process, size_t max_result_bytes, const char *over);

/*
 * Releases a process that is done, and prints what it said. Its result, if any, is moved to the
 * arena.
 */
void process_finish(struct process *process, struct arena *arena);
