/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a run of the collectors; used in run/collect.c, run/ask.c and run/take.c. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/run_folder.h"
#include "base/worker.h"
#include "model/evidence.h"
#include "model/plan.h"
#include "run/interruption.h"

struct collection;
struct dns_job;

/* What jobs of one kind have in common: which source they ask, and how. */
struct job_kind {
	job_function *collect;
	struct cage (*cage)(const struct plan *plan, const void *argument);
	bool (*prepare)(const void *argument, struct error *error); /* see struct job; or NULL */
	/* Adds the result of the job to the collection, or a gap if it failed. */
	void (*take)(struct collection *collection, const struct job *job);
	bool patient; /* see struct job */
};

extern const struct job_kind resolver_kind, directory_kind, dns_kind, share_kind,
	share_by_name_kind;

struct collection {
	struct arena *arena;
	const struct plan *plan;
	unsigned sources; /* that are asked: enum source */
	struct deadline deadline;
	/* By SIGHUP, SIGINT or SIGTERM: no more servers are asked. */
	struct interruption interruption;
	progress_function *progress;
	void *progress_context;
	size_t finished; /* jobs of earlier rounds */
	size_t received; /* bytes of their results */
	size_t items;    /* and the values in them, about */
	struct evidence evidence;
	struct dns_visit answers; /* of this machine's resolver: the servers of the domain */
	struct job *job;
	const struct job_kind **kind; /* of each job */
	size_t count;
	struct run_folder *folder; /* with the homes of the workers that read shares; NULL: none */
	size_t homes;
	struct job_gate directory_gate, share_gate;
};

struct job *add_job(struct collection *collection, const struct job_kind *kind, const char *name,
	const void *argument);

/*
 * Adds a job for each server of these sources: those of the plan, or those in the resolver's
 * answers. If there is none, the source gets a gap.
 */
void add_source_jobs(struct collection *collection, unsigned sources);

/* Adds jobs for domain controllers that the Sites container lists and that were not asked yet. */
void add_unvisited_jobs(struct collection *collection);

/*
 * If the directory shows longer DNS names than the plan, DNS and the shares are asked for these
 * instead, with jobs for all of their servers. Their earlier answers are dropped. False if no name
 * is longer.
 */
bool add_real_name_jobs(struct collection *collection);

/* Adds jobs for folders of address books that should be in a share and that it does not list. */
void add_share_by_name_jobs(struct collection *collection);

/*
 * Add jobs for the domain controllers of the standby sites that were not asked as DNS servers yet:
 * they answer there when the other site is lost, published by NS records or not. Afterwards, those
 * are dropped that were asked before under another name, or that do not answer while others of the
 * site serve the zone.
 */
void add_standby_dns_jobs(struct collection *collection);
void add_unpublished_dns_job(struct collection *collection, const struct endpoint *server);
void drop_unneeded_dns(struct collection *collection);

/* Add the visit of a server that was not asked, or that gave no usable result, with its gap. */
void add_failed_directory(struct collection *collection, const char *server, const char *found_by,
	const struct error *error);
void add_failed_dns(
	struct collection *collection, const struct dns_job *ask, const struct error *error);

/* Moves the results of all jobs into the evidence, and empties the list of jobs. */
void take_all(struct collection *collection);
