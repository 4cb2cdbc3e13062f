/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of work for a worker process, and its result. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/cage.h"
#include "base/deadline.h"
#include "base/error.h"

/*
 * Runs in the worker process. Returns its result as bytes (in the arena). It should return before
 * the deadline, otherwise its result is lost. Standard input is empty and standard output is
 * discarded, so a library may print anything.
 */
typedef struct bytes job_function(
	const void *argument, struct deadline deadline, struct arena *arena);

struct job;

/*
 * For jobs that may all be refused for the same reason (a wrong password), where each refusal does
 * harm (it may lock the account). While the gate is narrow, one job runs at a time, not counting
 * jobs that take longer than slow_ms. After each job judge() returns the new state. When the gate
 * is shut, the remaining jobs fail with `why`.
 */
enum gate_state { GATE_OPEN, GATE_NARROW, GATE_SHUT };

struct job_gate {
	enum gate_state state;
	enum gate_state (*judge)(struct arena *arena, const struct job *job, struct error *why);
	struct error why;
};

/* The name of every job's result in error messages, so that gaps of the same cause are equal. */
#define WORKER_RESULT "the worker's result"

/* Why jobs failed that a signal has ended (ERROR_INTERRUPTED): while they ran, or before. */
#define WORKER_INTERRUPTED "no answer yet when the run was interrupted"
#define WORKER_NOT_STARTED "not asked: the run was interrupted"

struct job {
	const char *name; /* for progress: "directory dc1.corp.example.com" */
	job_function *run;
	/*
	 * Before the cage is closed; or NULL: reads secrets and files that the worker cannot open
	 * from within, and talks to nobody. False with the reason why the job fails.
	 */
	bool (*prepare)(const void *argument, struct error *error);
	const void *argument;
	bool patient;          /* never ended early to make room for others */
	struct job_gate *gate; /* or NULL */
	struct cage cage;      /* what it may do; zeros: only compute */

	/* Filled in by worker_run(). */
	/* ERROR_NONE, or why there is no result: timeout, crashed, ...; without the job's name. */
	struct error failed;
	struct bytes result; /* in the arena given to worker_run() */
};
