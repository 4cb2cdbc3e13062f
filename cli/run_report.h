/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that renders a saved report again. Returns the exit status. */
#pragma once

#include "cli/options.h"

int run_report(struct arena *arena, const struct options *options);
