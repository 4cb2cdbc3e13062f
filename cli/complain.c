/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/complain.h"

#include <stdio.h>

#include "base/wrap.h"

/* Errors quote files, whose control characters must not reach a terminal. */
int complain(const struct error *error, int status)
{
	struct arena *arena = arena_new();
	fprintf(stderr, "cmsready: %s\n", safe_lines(arena, error->text));
	if (*error->next != '\0')
		fprintf(stderr, "cmsready: next: %s\n", safe_line(arena, error->next));
	arena_free(arena);
	return status;
}
