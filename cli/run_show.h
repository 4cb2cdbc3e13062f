/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command `plan`: loads a plan and shows it. No server is asked. */
#pragma once

#include "cli/options.h"
#include "model/judgement.h"

/* Returns the exit status: 0, or that of a plan which `check` refuses. */
int run_show(struct arena *arena, const struct options *options, const struct catalogue *catalogue);
