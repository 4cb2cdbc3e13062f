/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "base/arena.h"

/* The DN of a common name. What a conflict renamed has a line feed, which a DN writes as a pair. */
static inline const char *dn_below(struct arena *arena, const char *cn, const char *base)
{
	const int length = (int)strcspn(cn, "\n");
	return cn[length] == '\0'
		       ? arena_format(arena, "CN=%s,%s", cn, base)
		       : arena_format(arena, "CN=%.*s\\0A%s,%s", length, cn, cn + length + 1, base);
}
