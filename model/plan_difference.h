/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the plan that evidence was collected for differs from the one it is judged with. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/evidence.h"
#include "model/plan.h"

/* Whether the evidence was collected for a plan with another text. */
bool plan_is_other(const struct plan *plan, const struct evidence *evidence);

/*
 * What the evidence itself can tell, a sentence each: names and servers of this plan that it was
 * not asked about, names that this plan does not have. None if the plan is the same one. Returns
 * their number.
 */
size_t plan_differences(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, const char ***sentence);
