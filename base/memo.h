/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cache of values computed from a piece of evidence. Every check of every recovery needs them;
 * without the cache the cost of judging would grow with the square of the number of servers.
 */
#pragma once

#include "base/arena.h"

struct memo;

/* Computes the value from that piece only. Never returns NULL. */
typedef const void *memo_function(struct arena *arena, const void *of);

struct memo *memo_new(struct arena *arena);

/*
 * The value that `make` computes from that piece (compared by address). It is computed once, in the
 * memo's arena. Without a memo (NULL) it is computed on every call, in `arena`.
 */
const void *memo_of(struct memo *memo, struct arena *arena, memo_function *make, const void *of);
