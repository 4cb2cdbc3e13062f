/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standby site of each recovery. Used by ldapchk/sites/topology.c. Pure. */
#pragma once

#include "ldapchk/sites/site.h"
#include "model/evidence.h"
#include "model/plan.h"

/* The standby site of a recovery. */
struct standby {
	const char *site;     /* NULL: not known */
	const char *words;    /* how the site is known, or why not: a sentence for the proof */
	struct causes causes; /* why it is not known */
};

/* One per recovery of the plan. The sites and subnets must have been read before. */
struct standby *standbys_find(struct arena *arena, const struct sites *sites,
	const struct plan *plan, const struct dns_evidence *dns);
