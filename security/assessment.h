/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The full answer about one object and one requester: the greatest mask, the rights that a cluster
 * needs on a CMS's object, and the level that follows. Pure.
 */
#pragma once

#include "security/access.h"
#include "security/rights.h"

enum access_level {
	LEVEL_INSUFFICIENT,
	/* Reset password, SPN and DNS host name are granted: what Microsoft documents for the
	 * service account of a Windows Server 2003 cluster (KB 307532). */
	LEVEL_FUNCTIONAL_MINIMUM,
	/* Full Control but for an accidental-deletion guard, and every right of rights.h. */
	LEVEL_FULL_CONTROL,
};

struct assessment {
	struct access whole;   /* every bit, on the object as a whole (no object tree) */
	struct access guarded; /* Full Control with the accidental-deletion guard left out */
	struct right_access right[CMS_RIGHT_COUNT]; /* of directory objects alone */
	enum access_level level;                    /* what is certain */
	enum access_level possible;                 /* what it is at best */
};

/* Files have no functional minimum: they are at full control or insufficient. */
void assess(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct assessment *assessment);

const char *access_level_name(enum access_level level); /* "full-control", ... */
