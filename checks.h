/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of checks, made from checks.list: the only place that knows them all. */
#pragma once

#include <stddef.h>

#include "model/judgement.h"

#define CHECK(name) extern const struct check check_##name;
#include "checks.list"
#undef CHECK

/* In the order of the report. */
extern const struct check *const checks[];
extern const size_t check_count;

/* The same, with what goes with them. */
extern const struct catalogue catalogue;

/* The check of that id, or NULL. */
const struct check *check_find(const char *id);
