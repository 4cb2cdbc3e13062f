/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of work for a worker process, and what came of it. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

/*
 * Runs in the worker process. Whatever it learned is returned as bytes (in the arena); it should
 * be done by the deadline, at which it would lose what it has. Standard input is empty and
 * standard output is discarded: a library may print what it likes.
 */
typedef struct bytes job_function(
	const void *argument, struct deadline deadline, struct arena *arena);

struct job;

/*
 * Where all jobs might meet with the same refusal, and each of them would do harm: as long as it is
 * narrow one goes at a time, beside those that take longer than slow_ms. Of each that has ended
 * judge() says what the gate is from now on. When it is shut, the jobs left fail with `why`.
 */
enum gate_state { GATE_OPEN, GATE_NARROW, GATE_SHUT };

struct job_gate {
	enum gate_state state;
	enum gate_state (*judge)(struct arena *arena, const struct job *job, struct error *why);
	struct error why;
};

/* What the result of any job is called by whoever reads it: a gap is to say the same of all. */
#define WORKER_RESULT "the worker's result"

struct job {
	const char *name; /* for progress: "directory dc1.corp.example.com" */
	job_function *run;
	const void *argument;
	bool patient;          /* it is never ended early for the sake of others */
	struct job_gate *gate; /* or NULL */

	/* Filled in by worker_run(). */
	/* ERROR_NONE, or why there is no result: timeout, crashed, ...; without the job's name. */
	struct error failed;
	struct bytes result; /* in the arena given to worker_run() */
};
