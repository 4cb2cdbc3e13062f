/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command fix: what would mend the findings of a report, and the proof of it. */
#pragma once

#include "base/arena.h"
#include "cli/options.h"
#include "model/judgement.h"

int run_fix(struct arena *arena, const struct options *options, const struct catalogue *catalogue);
