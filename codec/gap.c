/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/gap.h"

#include <string.h>

struct gap gap_of(struct arena *arena, const struct error *error)
{
	return (struct gap){ error->kind, arena_string(arena, error->text) };
}

int gap_compare(const struct gap *a, const struct gap *b)
{
	if (a->cause != b->cause)
		return a->cause < b->cause ? -1 : 1;
	return strcmp(a->text != NULL ? a->text : "", b->text != NULL ? b->text : "");
}
