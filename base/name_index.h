/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of names, ignoring case: built once, then searched with binary search. */
#pragma once

#include <stdbool.h>
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

/* Sorts it, and returns for each position in the list whether no earlier one has the same name. */
const bool *name_index_firsts(struct arena *arena, struct name_index *index);

/* Keeps the first of names that are the same, ignoring case. Returns how many are left. */
size_t names_once(struct arena *arena, const char **names, size_t count);

/* The first place in the list whose name has an earlier place; NULL: no name has two. */
const struct named_place *name_index_repeated(const struct name_index *index);
