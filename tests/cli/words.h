/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines as words, read into an arena of the test. */
#pragma once

#include <string.h>

#include "cli/options.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_WORDS = 12 };

static struct arena *arena;

static inline void arena_up(void)
{
	arena = arena_new();
}

static inline void arena_down(void)
{
	arena_free(arena);
}

/* Reads these arguments, up to the first NULL. */
static inline bool read_words(
	const char *const words[MAX_WORDS], struct options *options, struct error *error)
{
	char *copies[MAX_WORDS + 2] = { arena_string(arena, "cmsready") };
	int count = 1;
	for (; words[count - 1] != NULL; count++)
		copies[count] = arena_string(arena, words[count - 1]);
	return options_read(arena, count, copies, options, error);
}

static inline bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}
