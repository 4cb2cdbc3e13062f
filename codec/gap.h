/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gap: what stands in the evidence where something could not be seen. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Why something could not be seen; cause ERROR_NONE: no gap. The text does not name the server: the
 * place of the gap does. So gaps that have one cause say the same at all servers.
 */
struct gap {
	enum error_kind cause;
	const char *text;
};

struct gap gap_of(struct arena *arena, const struct error *error);
static inline bool gap_is(const struct gap *gap)
{
	return gap->cause != ERROR_NONE;
}

/* By what they say: negative, 0 or positive. */
int gap_compare(const struct gap *a, const struct gap *b);
