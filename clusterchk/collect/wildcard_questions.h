/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions for names that cannot exist: what answers them is a wildcard. */
#pragma once

#include "clusterchk/collect/resolver.h"

/*
 * For each domain that holds names of the `asked` address questions: the A and AAAA records of one
 * random name in it. A wildcard that would answer for a name answers for its random neighbour, too,
 * whatever the level it stands on (RFC 4592 3.3.1).
 */
struct dns_question *wildcard_questions(
	struct arena *arena, const struct dns_question *asked, size_t asked_count, size_t *count);
