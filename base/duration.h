/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Durations as people write them: "12h", "30m", "2d", "90s", "1h30m". */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* In seconds: ten years of 365 days. */
enum { DURATION_MOST_SECONDS = 10 * 365 * 24 * 60 * 60 };

/* What a duration looks like, for error messages. */
#define DURATION_FORM "such as \"12h\", \"30m\", \"2d\", \"90s\" or \"1h30m\""

/*
 * Whole numbers with the units d, h, m (minutes) and s, from the greatest unit to the least and
 * each at most once; or one number without a unit: seconds. False, with `*seconds` unchanged, for
 * any other text (NULL, too), and for less than a second or more than DURATION_MOST_SECONDS.
 */
bool duration_read(const char *text, int64_t *seconds);

/* The shortest text that reads as these seconds, at least 0: "1h30m", "0s". */
char *duration_write(struct arena *arena, int64_t seconds);
