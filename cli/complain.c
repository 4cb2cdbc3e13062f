/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complain.h"

#include <stdio.h>

#include "base/wrap.h"

/* Errors quote files, whose control characters must not reach a terminal. */
int complain(const struct error *error, int status)
{
	struct arena *arena = arena_new();
	fprintf(stderr, "cmsready: %s\n", safe_lines(arena, error->text));
	arena_free(arena);
	return status;
}
