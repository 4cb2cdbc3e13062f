/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes a plan: finds domain controllers, asks them, and takes the best answer. */
#pragma once

#include "base/worker.h"
#include "exchange/discovery/proposal.h"
#include "model/plan.h"

struct discovery {
	const char *server; /* whose answer was taken */
	struct proposal proposal;
};

/*
 * Asks the domain controllers named, or some of those that DNS publishes, in worker processes.
 * False, with the reason, when none of them returned an Exchange organisation. Ends within
 * deadline_ms, or at once after SIGHUP, SIGINT or SIGTERM. `progress` may be NULL.
 */
bool discover(struct arena *arena, const struct plan_directory *directory, int64_t deadline_ms,
	progress_function *progress, void *progress_context, struct discovery *discovery,
	struct error *error);
