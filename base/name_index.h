/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of names, ignoring case: built once, then searched with binary search. */
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

/* Call after the last name was added. */
void name_index_sort(struct name_index *index);

/* The entries of that name, ordered by position; count 0 if there are none. */
const struct named_place *name_index_find(
	const struct name_index *index, const char *name, size_t *count);
