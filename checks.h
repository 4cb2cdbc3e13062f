/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of checks, in the order of the report: the only place that knows them all. */
#pragma once

#include <stddef.h>

#include "model/judgement.h"

extern const struct check *const checks[];
extern const size_t check_count;

/* The same, with what goes with them. */
extern const struct catalogue catalogue;

/* The check of that id, or NULL. */
const struct check *check_find(const char *id);
