/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to one DNS server, or to the resolver of this machine: the one place that knows c-ares.
 * Runs in a worker process. Answers are kept as received, whatever their response code.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/error.h"
#include "model/endpoint.h"
#include "model/evidence.h"

struct dns_question {
	const char *name;   /* fully qualified */
	const char *type;   /* "A", "AAAA", "CNAME", "NS", "PTR", "SOA", "SRV" */
	bool wants_reverse; /* the names of the addresses in the answer are asked for, too */
};

/*
 * Asks all questions of the server, many in flight at once; UDP with EDNS, TCP when truncated. With
 * `server` the question goes to its address, without recursion (RD clear); NULL stands for the
 * resolver of this machine, with recursion. Adds one answer per question, in order; one that did
 * not come has a gap. A visit that has an address already goes on there. False when nothing could
 * be asked.
 */
bool resolver_ask(struct arena *arena, const struct endpoint *server,
	const struct dns_question *questions, size_t count, struct deadline deadline,
	struct dns_visit *visit, struct error *error);

/* Name and version of the library that is used. */
const char *resolver_library(struct arena *arena);
