/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collecting evidence from one directory server, in a worker process. */
#pragma once

#include <stddef.h>

#include "base/worker.h"
#include "model/plan.h"

struct directory_job {
	const struct plan *plan;
	const char *server;
	const char *found_by;
};

/* Before the worker's cage is closed: reads what its sessions need of files. See struct job. */
bool directory_prepare(const void *argument, struct error *error);

/* A job_function: `argument` is a struct directory_job; the result is a directory_visit as JSON. */
struct bytes directory_collect(const void *argument, struct deadline deadline, struct arena *arena);

/*
 * The same for `discover`, without a plan: the visit has only the parts "exchange", "clusters"
 * (accounts with service principal names of clusters) and "machines" (accounts of the servers,
 * nodes and SCR targets that the organisation names). Of the plan only `directory` is used.
 */
struct bytes discovery_collect(const void *argument, struct deadline deadline, struct arena *arena);
