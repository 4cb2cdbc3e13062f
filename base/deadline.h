/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point on the monotonic clock by which something must have ended. All times in milliseconds. */
#pragma once

#include <stdint.h>

struct deadline {
	int64_t at_ms; /* on CLOCK_MONOTONIC */
};

struct deadline deadline_after(int64_t ms);

/* The deadline ms before this one. */
struct deadline deadline_before(struct deadline deadline, int64_t ms);

struct deadline deadline_earlier(struct deadline a, struct deadline b);
struct deadline deadline_later(struct deadline a, struct deadline b);

/* The time left, never negative. */
int64_t deadline_left_ms(struct deadline deadline);
