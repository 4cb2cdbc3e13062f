/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of `discover` that no other command has, and its help; used in cli/options.c. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "model/plan.h"

extern const char help_discover[];

/* NULL when the option is set; otherwise what is wrong with its value. */
const char *discover_option_set(struct arena *arena, const char *option, const char *value,
	struct plan_directory *directory);

/*
 * Completes names with the domain, and file names with the current folder, since the plan may be
 * written to another one. NULL, or what is wrong.
 */
const char *discover_options_complete(struct arena *arena, struct plan_directory *directory);
