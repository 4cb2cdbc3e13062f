/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the options of `discover` need together; used in cli/options.c. */
#pragma once

#include "base/arena.h"
#include "model/plan.h"

/*
 * Completes names with the domain, and file names with the current folder, since the plan may be
 * written to another one. NULL, or what is wrong.
 */
const char *discover_options_complete(struct arena *arena, struct plan_directory *directory);
