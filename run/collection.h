/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of the collectors on its way: used in run/collect.c, run/ask.c and run/take.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/worker.h"
#include "model/evidence.h"
#include "model/plan.h"

struct collection;

/* What jobs of one kind have in common: which source they ask, and how. */
struct job_kind {
	job_function *collect;
	/* What it brought, or why it brought nothing, goes into the collection. */
	void (*take)(struct collection *collection, const struct job *job);
	bool patient; /* as struct job has it */
};

extern const struct job_kind resolver_kind, directory_kind, dns_kind, share_kind;

struct collection {
	struct arena *arena;
	const struct plan *plan;
	struct deadline deadline;
	bool interrupted; /* by SIGHUP, SIGINT or SIGTERM: nothing more is asked */
	progress_function *progress;
	void *progress_context;
	size_t finished; /* jobs of the rounds before this one */
	struct evidence evidence;
	struct dns_visit answers; /* of this machine's resolver: who serves the domain */
	struct job *job;
	const struct job_kind **kind; /* of each job */
	size_t count;
	const char *home; /* of the libraries that look at shares */
	struct job_gate directory_gate, share_gate;
};

struct job *add_job(struct collection *collection, const struct job_kind *kind, const char *name,
	const void *argument);

/*
 * What is asked: the servers of the plan, or those that the resolver's answers name. Where they
 * name none, the source has a gap.
 */
void add_directory_jobs(struct collection *collection);
void add_dns_jobs(struct collection *collection);
void add_share_jobs(struct collection *collection);

/* The domain controllers that the Sites container names and nobody has visited. */
void add_unvisited_jobs(struct collection *collection);

/* Takes what the jobs brought into the evidence, and leaves no job. */
void take_all(struct collection *collection);
