/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The DNS jobs of worker processes. */
#pragma once

#include "base/worker.h"
#include "clusterchk/collect/resolver.h"

struct dns_job {
	const struct endpoint *server;
	const char *found_by;
	const struct dns_question *question;
	size_t count;
	bool published; /* named by an NS record, which may be stale; else by the plan */
};

/* A job_function: `argument` is a struct dns_job; the result is a dns_visit as JSON. */
struct bytes dns_collect(const void *argument, struct deadline deadline, struct arena *arena);

/* The visit of a job that failed: its questions without answers, and the gap. */
struct dns_visit dns_visit_failed(
	struct arena *arena, const struct dns_job *job, const struct error *error);

/*
 * A job_function that asks the resolver of this machine for servers: `argument` is a struct plan,
 * the result is a dns_visit as JSON.
 */
struct bytes servers_collect(const void *argument, struct deadline deadline, struct arena *arena);
