/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which site each recovery goes to; used by ldapchk/sites/topology.c. Pure. */
#pragma once

#include "ldapchk/sites/site.h"
#include "model/evidence.h"
#include "model/plan.h"

/* Where a recovery goes. */
struct standby {
	const char *site;     /* NULL: not known */
	const char *words;    /* how it is known, or why it is not: a sentence for the proof */
	struct causes causes; /* why it is not */
};

/* One per recovery of the plan; the sites and subnets are read already. */
struct standby *standbys_find(struct arena *arena, const struct sites *sites,
	const struct plan *plan, const struct dns_evidence *dns);
