/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of a recovery, with what each must be the name of, and which name of the directory a
 * person may have meant who mistyped one. Pure.
 */
#pragma once

#include "ldapchk/known_names.h"
#include "model/plan.h"

/* What a member of a plan can mean, and what it cannot. */
struct plan_member {
	const char *key;         /* in the plan */
	unsigned may_be, is_not; /* enum known_role */
};

struct planned_name {
	const struct name *name;
	const struct plan_member *member;
};

/* First the CMS, then the standby cluster, then the nodes. */
struct planned_names {
	struct planned_name *name;
	size_t count;
};

enum { PLANNED_CMS, PLANNED_CLUSTER };

struct planned_names planned_names_of(struct arena *arena, const struct recovery *recovery);

/*
 * "EXCMS01 or EXCMS02": the nearest names that the directory shows; NULL: none is near. Those that
 * the recovery has already are not meant.
 */
const char *planned_name_meant(struct arena *arena, const struct known_names *known,
	const struct planned_names *all, const struct planned_name *of);
