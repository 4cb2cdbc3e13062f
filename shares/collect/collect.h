/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a file server under one name, in a worker process. */
#pragma once

#include <stddef.h>

#include "base/worker.h"
#include "model/plan.h"

struct share_job {
	const struct plan *plan;
	const char *home;    /* for the library (shares/collect/home.h) */
	const char *name;    /* fully qualified */
	const char **shares; /* to be opened */
	size_t share_count;
};

/*
 * One job for each name: every CMS and every node, source and standby, with the shares of its
 * recoveries.
 */
struct share_job *share_jobs(struct arena *arena, const struct plan *plan, size_t *count);

/* A job_function: `argument` is a struct share_job; the result is a share_visit as JSON. */
struct bytes share_collect(const void *argument, struct deadline deadline, struct arena *arena);
