/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What confines the workers on this machine, for `cmsready -V`. */
#pragma once

#include "base/arena.h"

/* As a worker says that asks a server; or why none can be started. */
const char *walls_describe(struct arena *arena);
