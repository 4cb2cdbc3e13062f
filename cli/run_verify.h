/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/arena.h"
#include "cli/options.h"

/* `cmsready verify`: whether a signed report may be trusted, and its verdict. */
int run_verify(struct arena *arena, const struct options *options);
