/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <ctype.h>
#include <string.h>

enum { MAX_WORD = 64 };

static size_t least_of(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return least < c ? least : c;
}

/* Levenshtein distance of two words shorter than MAX_WORD, ignoring case. */
static size_t distance(const char *a, const char *b)
{
	size_t row[MAX_WORD + 1];
	size_t length = strlen(b);
	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			int differs = tolower((unsigned char)a[i - 1]) !=
				      tolower((unsigned char)b[j - 1]);
			size_t here =
				least_of(row[j] + 1, row[j - 1] + 1, diagonal + (size_t)differs);
			diagonal = row[j];
			row[j] = here;
		}
	}
	return row[length];
}

const char *nearest(const char *word, const char *const *known, size_t count)
{
	if (strlen(word) > MAX_WORD)
		return NULL;
	const char *best = NULL;
	size_t best_distance = strlen(word) / 2 + 1;
	for (size_t i = 0; i < count; i++) {
		if (strlen(known[i]) > MAX_WORD)
			continue;
		size_t away = distance(word, known[i]);
		if (away < best_distance) {
			best_distance = away;
			best = known[i];
		}
	}
	return best;
}
