/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The checks and recoveries that a run is limited to. Those that are left out are kept in lists, so
 * that a report can show them. The names are the user's.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/judgement.h"

struct name_list {
	const char **name;
	size_t count;
};

void name_list_add(struct arena *arena, struct name_list *list, const char *name);

struct selection {
	struct name_list only, skip; /* ids of checks, or patterns such as "dns.*", see glob(7) */
	struct name_list recovery;   /* CMSs, by their short or full names */
};

/*
 * The checks of `all` that are selected: those that match `only` (all where it is empty), without
 * those that match `skip`; the others go to left_out. ERROR_CONFIG where a name or pattern matches
 * no check (the error names the nearest one), or where no check is left.
 */
bool selection_checks(struct arena *arena, const struct selection *selection,
	const struct catalogue *all, struct catalogue *wanted, struct error *error);

/* "there is no check "dns.tll"; did you mean "dns.ttl"?" */
const char *check_missing(struct arena *arena, const struct catalogue *all, const char *name);

/* The sources that these checks read: bits of enum source. */
unsigned sources_of(const struct catalogue *wanted);

/*
 * Leaves only the selected recoveries in the plan, all where none is named; the others go to
 * left_out. ERROR_CONFIG where a name matches none of them; the error lists those of the plan.
 */
bool selection_recoveries(struct arena *arena, const struct selection *selection, struct plan *plan,
	struct error *error);
