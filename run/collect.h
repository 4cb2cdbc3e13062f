/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of the collectors: finds the servers, asks them all at once in worker processes, and
 * assembles what came back. What did not come back is a gap; there is always evidence.
 */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/worker.h"
#include "model/plan.h"
#include "model/source.h"

/*
 * What is asked about the plan: of the sources (model/source.h) that are wanted. Returns
 * the evidence as JSON text within deadline_ms, or at once after SIGHUP, SIGINT or SIGTERM. None of
 * these ends what follows until collect_release(): a report is owed. But a second one does, as by
 * default.
 * `progress` may be NULL.
 */
struct bytes collect(struct arena *arena, const struct plan *plan, unsigned sources,
	int64_t deadline_ms, progress_function *progress, void *progress_context);

/*
 * To be called when the report is about to be written, which lasts as long as its reader likes: a
 * signal that has come since the run is answered by the report, and the next one ends the program.
 */
void collect_release(void);
