/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is worked out of a piece of evidence once and then asked for again, by every check about
 * every recovery: without it the cost of judging would grow with the square of the fleet.
 */
#pragma once

#include "base/arena.h"

struct memo;

/* Works it out, from that piece alone. Never NULL. */
typedef const void *memo_function(struct arena *arena, const void *of);

struct memo *memo_new(struct arena *arena);

/*
 * What `make` works out of that piece (compared by address), in the memo's arena: the first time it
 * is made. Without a memo (NULL) it is made anew in `arena`.
 */
const void *memo_of(struct memo *memo, struct arena *arena, memo_function *make, const void *of);
