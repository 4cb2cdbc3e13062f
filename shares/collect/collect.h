/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a file server under one name, in a worker process. */
#pragma once

#include <stddef.h>

#include "base/worker.h"
#include "model/evidence.h"
#include "model/plan.h"
#include "shares/collect/session.h"

struct share_job {
	const struct plan *plan;
	const char *home;     /* for the library (shares/collect/home.h); NULL: there is none */
	const char *homeless; /* the reason */
	const char *name;     /* fully qualified */
	const char **shares;  /* to be opened */
	size_t share_count;
	const struct named_folder *folder; /* to be read; all if there are none */
	size_t folder_count;
};

/*
 * One job for each name: every CMS and every node, source and standby, with the shares of its
 * recoveries.
 */
struct share_job *share_jobs(struct arena *arena, const struct plan *plan, size_t *count);

/*
 * In a second round, when the directory is known: one job for each server whose share lists no
 * folder for an address book that its CMS generates. A server need not list what the account may
 * not read (access-based enumeration), so the folder is opened by its name.
 */
struct share_job *share_jobs_by_name(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, size_t *count);

/*
 * Before the worker's cage is closed: reads the credentials file, or the tickets. share_collect()
 * needs what it read. See struct job.
 */
bool share_prepare(const void *argument, struct error *error);

/* A job_function: `argument` is a struct share_job; the result is a share_visit as JSON. */
struct bytes share_collect(const void *argument, struct deadline deadline, struct arena *arena);
