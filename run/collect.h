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
 * Asks these sources (bits of enum source) about the plan. Returns the evidence as JSON text within
 * deadline_ms, or at once after SIGHUP, SIGINT or SIGTERM. Until collect_release() the first such
 * signal does not end the program, since the report must still be written. A second one does, as by
 * default. `progress` may be NULL.
 */
struct bytes collect(struct arena *arena, const struct plan *plan, unsigned sources,
	int64_t deadline_ms, progress_function *progress, void *progress_context);

/*
 * Call before writing the report: a blocked reader must not make signals ineffective. A signal that
 * has come since the run is dropped, and the next one ends the program.
 */
void collect_release(void);
