/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memo.h"

#include <stddef.h>

/* One entry per function and server visit: few enough for a linear search. */
struct memo {
	struct arena *arena;
	struct known {
		memo_function *make;
		const void *of, *made;
	} * known;
	size_t count;
};

struct memo *memo_new(struct arena *arena)
{
	struct memo *memo = arena_alloc(arena, sizeof *memo);
	memo->arena = arena;
	return memo;
}

const void *memo_of(struct memo *memo, struct arena *arena, memo_function *make, const void *of)
{
	if (memo == NULL)
		return make(arena, of);
	for (size_t i = 0; i < memo->count; i++) {
		if (memo->known[i].make == make && memo->known[i].of == of)
			return memo->known[i].made;
	}
	const void *made = make(memo->arena, of);
	memo->known = arena_more(memo->arena, memo->known, memo->count, sizeof *memo->known);
	memo->known[memo->count++] = (struct known){ make, of, made };
	return made;
}
