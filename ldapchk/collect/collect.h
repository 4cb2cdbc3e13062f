/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a directory server, in a worker process. */
#pragma once

#include <stddef.h>

#include "base/worker.h"
#include "model/plan.h"

struct directory_job {
	const struct plan *plan;
	const char *server;
	const char *found_by;
};

/* A job_function: `argument` is a struct directory_job; the result is a directory_visit as JSON. */
struct bytes directory_collect(const void *argument, struct deadline deadline, struct arena *arena);

/*
 * The same for one who has no plan yet: the visit holds the parts "exchange", "clusters" (accounts
 * with service principal names of clusters) and "machines" (those of the servers, nodes and SCR
 * targets that the organisation names), and no more. Of the plan only `directory` is looked at.
 */
struct bytes discovery_collect(const void *argument, struct deadline deadline, struct arena *arena);
