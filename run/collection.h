/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of the collectors on its way: used in run/collect.c, run/ask.c and run/take.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/worker.h"
#include "model/evidence.h"
#include "model/plan.h"

struct collection {
	struct arena *arena;
	const struct plan *plan;
	struct deadline deadline;
	bool interrupted; /* by SIGHUP, SIGINT or SIGTERM: nothing more is asked */
	progress_function *progress;
	void *progress_context;
	size_t finished; /* jobs of the rounds before this one */
	struct evidence evidence;
	struct job *job;
	size_t count;
	const char *home; /* of the libraries that look at shares */
	struct job_gate directory_gate, share_gate;
};

struct job *add_job(
	struct collection *collection, const char *name, job_function *run, const void *argument);

/*
 * What is asked: the servers of the plan, or those that DNS names in these answers. Where they name
 * none, the source has a gap.
 */
void add_directory_jobs(struct collection *collection, const struct dns_visit *answers);
void add_dns_jobs(struct collection *collection, const struct dns_visit *answers);
void add_share_jobs(struct collection *collection);

/* The domain controllers that the Sites container names and nobody has visited. */
void add_unvisited_jobs(struct collection *collection);

/* Takes what the jobs brought into the evidence, and leaves no job. */
void take_all(struct collection *collection);
