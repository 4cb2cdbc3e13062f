/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the plan is, seen from the working folder: as a repository knows it. */
#pragma once

#include "base/arena.h"

/* "plans/plan.json"; NULL for standard input, and for a file that is not below the folder. */
const char *plan_path(struct arena *arena, const char *file);
