/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to one DNS server, or to the resolver of this machine, by c-ares. Runs in a worker
 * process. Answers are kept as received, with any response code.
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
	bool wants_reverse; /* also ask for the PTR records of the addresses in the answer */
};

/*
 * Asks all questions of the server, many in parallel, at the first of its addresses that replies;
 * UDP with EDNS, TCP when truncated, or for all questions if nothing replies over UDP. Questions to
 * a `server` have RD clear (no recursion); NULL: the resolver of this machine, with recursion. Adds
 * one answer per question, in order; an answer that was not received has a gap. If the visit has an
 * address already, that address is asked, over the same transport. False: nothing could be asked;
 * ERROR_ABSENT: DNS says that the server's name has no address.
 */
bool resolver_ask(struct arena *arena, const struct endpoint *server,
	const struct dns_question *questions, size_t count, struct deadline deadline,
	struct dns_visit *visit, struct error *error);

/* Name and version of the library that is used. */
const char *resolver_library(struct arena *arena);
