/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weights that a plan sets (policy.weights), and the checks that get them. */
#pragma once

#include "model/judgement.h"

/*
 * ERROR_CONFIG with file, line and pointer where the plan sets the weight of a check that does not
 * exist (the error names the nearest one), or where two patterns give one check two weights and
 * nothing names it exactly.
 */
bool weights_fit(struct arena *arena, const struct plan *plan, const struct catalogue *all,
	struct error *error);

/*
 * The catalogue with the plan's weights: checks that get another one are copies. They become
 * `changed` of the judgement.
 */
struct catalogue weights_apply(struct arena *arena, const struct plan *plan,
	const struct catalogue *catalogue, struct judgement *judgement);
