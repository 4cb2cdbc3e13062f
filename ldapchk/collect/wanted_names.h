/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SIDs of a visit that a report may have to name, and the filter to search for them. Pure. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "model/evidence.h"
#include "security/sid.h"

enum {
	NAMES_PER_SEARCH = 500, /* two clauses each: some 100 KB of filter */
	NAMES_MAX = 20000,
};

/*
 * Owners and trustees of all descriptors that were read, and the SIDs in the tokens of the
 * accounts. Each SID once, in ascending order; without well-known SIDs, which have the same name
 * everywhere.
 */
struct sid *names_wanted(struct arena *arena, const struct directory_visit *visit, size_t *count);

/*
 * A filter (RFC 4515) for the objects that have one of the SIDs, or had it before they moved from
 * another domain (sIDHistory).
 */
const char *names_filter(struct arena *arena, const struct sid *sids, size_t count);
