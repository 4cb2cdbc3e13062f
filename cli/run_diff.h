/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command diff: what differs between two saved reports. */
#pragma once

#include "cli/options.h"

int run_diff(struct arena *arena, const struct options *options);
