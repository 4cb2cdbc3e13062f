/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the directory: FILETIME, 100 ns since 1601-01-01 (MS-DTYP 2.3.3), as signed numbers. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "codec/attribute.h"

/* The attribute's first value. False if it is missing or no number of 64 bits. */
bool entry_filetime(
	struct arena *arena, const struct entry *entry, const char *name, int64_t *filetime);

/* Whole seconds since 1970. */
time_t filetime_seconds(int64_t filetime);
