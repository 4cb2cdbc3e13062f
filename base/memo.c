/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memo.h"

#include <stddef.h>
#include <stdint.h>

enum { FIRST_ROOM = 64 };

struct known {
	memo_function *make; /* NULL: a free place */
	const void *of, *made;
};

/* A hash table with open addressing, at most half full; `room` is a power of two. */
struct memo {
	struct arena *arena;
	struct known *known;
	size_t count, room;
};

struct memo *memo_new(struct arena *arena)
{
	struct memo *memo = arena_alloc(arena, sizeof *memo);
	memo->arena = arena;
	memo->room = FIRST_ROOM;
	memo->known = arena_alloc(arena, memo->room * sizeof *memo->known);
	return memo;
}

/* The place of the value, or the free one where it belongs. */
static struct known *place_of(const struct memo *memo, memo_function *make, const void *of)
{
	const uint64_t mixed = ((uint64_t)(uintptr_t)make * 31 + (uint64_t)(uintptr_t)of) *
			       UINT64_C(0x9e3779b97f4a7c15); /* Fibonacci hashing */
	size_t at = (size_t)(mixed >> 32) & (memo->room - 1);
	while (memo->known[at].make != NULL &&
		(memo->known[at].make != make || memo->known[at].of != of))
		at = (at + 1) & (memo->room - 1);
	return &memo->known[at];
}

static void grow(struct memo *memo)
{
	const struct memo old = *memo;
	memo->room *= 2;
	memo->known = arena_alloc(memo->arena, memo->room * sizeof *memo->known);
	for (size_t i = 0; i < old.room; i++) {
		if (old.known[i].make != NULL)
			*place_of(memo, old.known[i].make, old.known[i].of) = old.known[i];
	}
}

const void *memo_of(struct memo *memo, struct arena *arena, memo_function *make, const void *of)
{
	if (memo == NULL)
		return make(arena, of);
	const struct known *known = place_of(memo, make, of);
	if (known->make != NULL)
		return known->made;
	const void *made = make(memo->arena, of); /* which may use the memo, too */
	if (2 * (memo->count + 1) > memo->room)
		grow(memo);
	memo->count++;
	*place_of(memo, make, of) = (struct known){ make, of, made };
	return made;
}
