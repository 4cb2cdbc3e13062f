/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point on the monotonic clock by which something has to be over. Milliseconds throughout. */
#pragma once

#include <stdint.h>

struct deadline {
	int64_t at_ms; /* on CLOCK_MONOTONIC */
};

struct deadline deadline_after(int64_t ms);

/* The deadline that lies ms before this one. */
struct deadline deadline_before(struct deadline deadline, int64_t ms);

struct deadline deadline_earlier(struct deadline a, struct deadline b);

/* What is left, never negative. */
int64_t deadline_left_ms(struct deadline deadline);
