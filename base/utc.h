/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in documents and reports: RFC 3339 in UTC, "2026-11-21T01:35:27Z". */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/arena.h"

/* NULL if the year has more than four digits. */
char *utc_write(struct arena *arena, time_t seconds);

/* False if the text is NULL or has another format. */
bool utc_read(const char *text, time_t *seconds);

/*
 * Reads every time of RFC 3339: "2026-11-21T02:35:27.5+01:00", with small letters, too. A fraction
 * is cut off, a leap second counts as the one before it. False where the text is NULL, no such
 * time, or a day that is not in the calendar.
 */
bool utc_read_any(const char *text, int64_t *seconds);
