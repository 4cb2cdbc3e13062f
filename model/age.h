/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The age of evidence, and evidence that is too old to be judged. */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "model/evidence.h"

/* How old evidence may be. */
struct age_limit {
	int64_t now;          /* seconds since 1970 */
	int64_t most_seconds; /* 0: there is no limit */
	const char *set_by;   /* for the reason: "--max-age" */
};

/* How far a clock may be ahead. */
enum { AGE_AHEAD_SECONDS = 5 * 60 };

/*
 * Why evidence of this run must not be judged, a sentence that says what to do; NULL: it may be. It
 * is too old, it comes from the future, or its time cannot be read. Its age counts from the
 * beginning of the run.
 */
const char *age_refusal(struct arena *arena, const struct run *run, const struct age_limit *limit);

/* "3 days", "1 day 2 hours", "40 seconds": at most two units; at least 0. */
char *age_write(struct arena *arena, int64_t seconds);
