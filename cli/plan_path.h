/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the plan is, as a repository knows it. */
#pragma once

#include "base/arena.h"

/*
 * "plans/plan.json": from the top of the Git repository that it is in, or where there is none from
 * the working folder. NULL for standard input, and for a file that is not below it.
 */
const char *plan_path(struct arena *arena, const char *file);
