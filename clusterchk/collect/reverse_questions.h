/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions for PTR records. Pure. */
#pragma once

#include "clusterchk/collect/resolver.h"

/*
 * One PTR question for each address in the answers to those of `asked` that have wants_reverse.
 * Each address once.
 */
struct dns_question *reverse_questions(struct arena *arena, const struct dns_question *asked,
	size_t asked_count, const struct dns_visit *visit, size_t *count);
