/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The waivers of a run: those of the plan, and those of --waivers. */
#pragma once

#include "base/deadline.h"
#include "cli/options.h"

/*
 * Adds those of --waivers to the plan; from now on they count, as of `now`. EX_OK, or the exit
 * status with an error.
 */
int waivers_take(struct arena *arena, const struct options *options, struct deadline deadline,
	int64_t now, struct plan *plan, struct error *error);
