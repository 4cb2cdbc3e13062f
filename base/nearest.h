/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions for mistyped words. */
#pragma once

#include <stddef.h>

/* The known word nearest to this one, or NULL if none is near enough. */
const char *nearest(const char *word, const char *const *known, size_t count);

/*
 * All that are equally near, each once, in their order: at most `most`, and none that differs by
 * more than `within` letters. Returns their number.
 */
size_t nearest_words(const char *word, const char *const *known, size_t count, size_t within,
	const char **found, size_t most);
