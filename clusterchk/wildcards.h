/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that a wildcard gave. They hold for every name, so they say nothing of the machine: its
 * own record may be gone. Pure.
 */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/*
 * Sets `wildcard` in the answers about a name that are equal to the answer about a random name of
 * the same domain. It is not set if the directory's copy has a node of its own with these records.
 * It is set as well if the random name got no answer, and if the directory has a wildcard but no
 * node of the CMS's name. Evidence without random names (before 1.4) stays as it is.
 */
void wildcards_mark(struct arena *arena, const struct plan *plan, struct evidence *evidence);
