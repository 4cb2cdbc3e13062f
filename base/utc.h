/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in documents and reports: RFC 3339 in UTC, "2026-11-21T01:35:27Z". */
#pragma once

#include <stdbool.h>
#include <time.h>

#include "base/arena.h"

/* NULL if the year has more than four digits. */
char *utc_write(struct arena *arena, time_t seconds);

/* False if the text is NULL or has another format. */
bool utc_read(const char *text, time_t *seconds);
