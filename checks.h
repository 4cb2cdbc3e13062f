/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of checks, in the order of the report: the only place that knows them all. */
#pragma once

#include <stddef.h>

#include "model/check.h"

extern const struct check *const checks[];
extern const size_t check_count;

/* The check of that id, or NULL. */
const struct check *check_find(const char *id);
