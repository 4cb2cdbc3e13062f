/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to ask for the names of addresses. Pure. */
#pragma once

#include "clusterchk/collect/resolver.h"

/*
 * What to ask for the names of the addresses that a server gave in answer to those of its questions
 * that want it: each address once.
 */
struct dns_question *reverse_questions(struct arena *arena, const struct dns_question *asked,
	size_t asked_count, const struct dns_visit *visit, size_t *count);
