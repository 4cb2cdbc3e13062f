/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time as documents and reports have them: RFC 3339 in UTC, "2026-11-21T01:35:27Z". */
#pragma once

#include <stdbool.h>
#include <time.h>

#include "base/arena.h"

/* NULL where the year has more than four digits. */
char *utc_write(struct arena *arena, time_t seconds);

/* False where the text, which may be NULL, is written otherwise. */
bool utc_read(const char *text, time_t *seconds);
