/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gap: a place in the evidence where something could not be read. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Why something could not be read; cause ERROR_NONE: no gap. The text does not name the server, so
 * gaps of the same cause have the same text at all servers. The place of the gap gives the server.
 */
struct gap {
	enum error_kind cause;
	const char *text;
	const char *next; /* what to do about it, one sentence; or NULL */
	bool here;        /* the fault is on the machine that collected, not at the server */
};

struct gap gap_of(struct arena *arena, const struct error *error);

/* The other way: the gap as a reason, with what to do about it. Returns false. */
bool gap_fail(const struct gap *gap, struct error *error);

static inline bool gap_is(const struct gap *gap)
{
	return gap->cause != ERROR_NONE;
}

/*
 * Order by cause, then by text without its digits: negative, 0 or positive. The digits are times,
 * counts, ports and addresses, which differ between servers and between runs with one cause. What
 * to do, and whose fault it is, follow from these.
 */
int gap_compare(const struct gap *a, const struct gap *b);

/* The text without its digits; "" if there is none. */
char *gap_wording(struct arena *arena, const struct gap *gap);
