/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a name stands in a list, without regard to case: built once, then searched by halves. */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"

struct named_place {
	struct bytes name;
	size_t at; /* position in the list */
};

struct name_index {
	struct named_place *place;
	size_t count;
};

void name_index_add(struct arena *arena, struct name_index *index, struct bytes name, size_t at);

/* To be called when all is added. */
void name_index_sort(struct name_index *index);

/* The places of that name, by position; count 0: there are none. */
const struct named_place *name_index_find(
	const struct name_index *index, const char *name, size_t *count);
