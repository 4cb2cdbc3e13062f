/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All results about one object and one requester: the greatest mask, the rights that a cluster
 * needs on a CMS's object, and the resulting level. Pure.
 */
#pragma once

#include "security/access.h"
#include "security/rights.h"

enum access_level {
	LEVEL_INSUFFICIENT,
	/* Reset password, SPN and DNS host name are granted: what Microsoft documents for the
	 * service account of a Windows Server 2003 cluster (KB 307532). */
	LEVEL_FUNCTIONAL_MINIMUM,
	/* Full Control, an accidental-deletion guard aside, and every right of rights.h. */
	LEVEL_FULL_CONTROL,
};

struct assessment {
	struct access whole;   /* every bit, on the object as a whole (no object tree) */
	struct access guarded; /* Full Control, ignoring the accidental-deletion guard */
	struct right_access right[CMS_RIGHT_COUNT]; /* directory objects only */
	enum access_level level;                    /* certain */
	enum access_level possible;                 /* at best */
};

/* Files have no functional minimum: the level is full control or insufficient. */
void assess(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct assessment *assessment);

const char *access_level_name(enum access_level level); /* "full-control", ... */
