/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A trial: the judgement of one recovery with some fixes applied to the evidence. Each has its own
 * arena, so that thousands of them need the memory of one.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/fix.h"
#include "model/judgement.h"

/* What is judged. */
struct trial_of {
	const struct plan *plan;
	const struct evidence *evidence;
	const struct catalogue *catalogue;
};

/* Texts, sorted, each once. */
struct names {
	const char **name;
	size_t count;
};

struct trial {
	enum verdict verdict;
	struct names open;  /* blocking findings that failed or are unknown: "dns.ttl EXCMS01" */
	struct fixes fixes; /* that the findings propose, of actions that can be applied */
};

/* The plan with only that recovery. */
const struct plan *plan_of_recovery(struct arena *arena, const struct plan *plan, size_t recovery);

/*
 * Judges with the fixes whose flag is set. The result is in the arena; where `fixes` of the result
 * are not needed, `lean` leaves them out.
 */
struct trial trial_run(struct arena *arena, const struct trial_of *of, const struct fixes *fixes,
	const bool *used, bool lean);

/* The evidence with these fixes. */
struct evidence *evidence_with(struct arena *arena, const struct evidence *evidence,
	const struct fixes *fixes, const bool *used);

bool names_have(const struct names *names, const char *name);

/* Whether all of the first are among the second. */
bool trial_names_within(const struct names *some, const struct names *all);
