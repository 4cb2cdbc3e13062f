/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that explains checks and rights. Returns the exit status. */
#pragma once

#include "cli/options.h"

int run_explain(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue);
