/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of the collectors: finds the servers, asks them in parallel in worker processes, and
 * assembles the results. What failed is a gap; there is always evidence.
 */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/worker.h"
#include "model/plan.h"
#include "model/source.h"

/*
 * Asks these sources (bits of enum source) about the plan. Returns the evidence as JSON text before
 * the deadline, with time left for judging it, or at once after SIGHUP, SIGINT or SIGTERM.
 * Afterwards these signals stay blocked, since the report must still be written; after one of them
 * they do not, and a second one ends the program. `progress` may be NULL.
 */
struct bytes collect(struct arena *arena, const struct plan *plan, unsigned sources,
	struct deadline deadline, progress_function *progress, void *progress_context);
