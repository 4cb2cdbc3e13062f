/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of checks, in the order of the report: the only place that knows them all. */
#pragma once

#include <stddef.h>

#include "model/judgement.h"

extern const struct check *const checks[];
extern const size_t check_count;

/* The same, with what goes with them. */
extern const struct catalogue catalogue;

/*
 * Which sources these checks need. All but those that read DNS alone need the directory, which says
 * where servers stand and what a CMS is for, and all that judge its copies need the addresses of
 * the standby nodes: whoever left one out would fail what is only a warning.
 */
unsigned sources_of(const struct catalogue *wanted);

/* The check of that id, or NULL. */
const struct check *check_find(const char *id);
