/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A batch of questions to one address, by c-ares. */
#pragma once

#include "clusterchk/collect/resolver.h"

/* Where and how questions are asked. */
struct target {
	const char *address; /* NULL: the resolvers of this machine */
	bool over_tcp;
	bool tcp_failed; /* it was tried before, without a reply */
};

/*
 * Asks all questions, many in parallel, and adds their answers to the visit, with the target.
 * `heard`: something was received. False: c-ares cannot be used, or not for this address.
 */
bool batch_ask(struct arena *arena, struct target target, const struct dns_question *questions,
	size_t count, struct deadline deadline, struct dns_visit *visit, bool *heard,
	struct error *error);

/* Name and version of the library. */
const char *batch_library(struct arena *arena);
