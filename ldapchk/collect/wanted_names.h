/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which SIDs of a visit a report may have to name, and how a server is asked for them. Pure. */
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
 * Owners and trustees of the descriptors that were read, and all that is in the tokens of the
 * accounts; each SID once, in rising order, without those that have the same name everywhere.
 */
struct sid *names_wanted(struct arena *arena, const struct directory_visit *visit, size_t *count);

/*
 * RFC 4515: the objects that have one of the SIDs, or had it before they moved from another domain
 * (sIDHistory).
 */
const char *names_filter(struct arena *arena, const struct sid *sids, size_t count);
