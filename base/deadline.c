/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/deadline.h"

#include <time.h>

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Saturates: "never" is a very large number of milliseconds and must not wrap around. */
static int64_t sum(int64_t a, int64_t b)
{
	int64_t result;
	if (!__builtin_add_overflow(a, b, &result))
		return result;
	return a < 0 ? INT64_MIN : INT64_MAX;
}

static int64_t difference(int64_t a, int64_t b)
{
	int64_t result;
	if (!__builtin_sub_overflow(a, b, &result))
		return result;
	return a < 0 ? INT64_MIN : INT64_MAX;
}

struct deadline deadline_after(int64_t ms)
{
	return (struct deadline){ sum(now_ms(), ms) };
}

struct deadline deadline_before(struct deadline deadline, int64_t ms)
{
	return (struct deadline){ difference(deadline.at_ms, ms) };
}

struct deadline deadline_earlier(struct deadline a, struct deadline b)
{
	return a.at_ms < b.at_ms ? a : b;
}

struct deadline deadline_later(struct deadline a, struct deadline b)
{
	return a.at_ms > b.at_ms ? a : b;
}

int64_t deadline_left_ms(struct deadline deadline)
{
	int64_t left = difference(deadline.at_ms, now_ms());
	return left > 0 ? left : 0;
}
