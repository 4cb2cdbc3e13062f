/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that run a plan: check and collect. Each ends within a second after its deadline,
 * whatever the files, the servers and the reader of the report do. Returns the exit status.
 */
#pragma once

#include "cli/options.h"
#include "model/judgement.h"

int run_check(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue);
int run_collect(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue);
