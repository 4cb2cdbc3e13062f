/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One worker process, seen from inside: what happens between its fork and its end. */
#pragma once

#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/deadline.h"
#include "base/job.h"

/*
 * The last byte of what a worker writes. Without it a library that calls exit(0) inside a job would
 * look like a job with an empty result. Before CHILD_FAILED stands a struct error.
 */
enum { CHILD_DONE = 0x04, CHILD_FAILED = 0x15 };

struct child {
	const struct job *job;
	struct deadline until; /* when it is killed */
	int64_t allowed_ms;    /* from its start */
	pid_t parent;
};

/*
 * Confines itself, runs the job with the given signal mask, writes the result to the pipe `fd` and
 * ends. `said` becomes standard error.
 */
_Noreturn void child_run(const struct child *child, int fd, int said, const sigset_t *mask);
