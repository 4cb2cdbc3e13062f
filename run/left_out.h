/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Servers that are to be asked, and which of them the evidence lacks: each becomes a gap, so that
 * evidence without an inconvenient server never looks complete.
 */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/*
 * The hosts of the domain controllers that may serve the plan's domain, are in the Sites container,
 * and have no visit; each once.
 */
const char **unvisited_controllers(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, size_t *count);

/*
 * Adds a visit with a gap for each server that the SRV records of the domain, the NS records of the
 * zones or the Sites container name and that has none, unless the plan names the servers or the
 * source was not asked. Evidence from before 1.5 has no such records to compare with.
 */
void left_out_apply(struct arena *arena, const struct plan *plan, struct evidence *evidence);
