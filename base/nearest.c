/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

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

static bool holds(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(words[i], word) == 0)
			return true;
	}
	return false;
}

size_t nearest_words(const char *word, const char *const *known, size_t count, size_t within,
	const char **found, size_t most)
{
	const size_t length = strlen(word);
	size_t best = within, found_count = 0;
	if (length > MAX_WORD)
		return 0;
	for (size_t i = 0; i < count; i++) {
		const size_t its = strlen(known[i]);
		if (its > MAX_WORD || its > length + best || its + best < length)
			continue;
		const size_t away = distance(word, known[i]);
		if (away > best || (away == best && holds(found, found_count, known[i])))
			continue;
		if (away < best)
			found_count = 0;
		best = away;
		if (found_count < most)
			found[found_count++] = known[i];
	}
	return found_count;
}

const char *nearest(const char *word, const char *const *known, size_t count)
{
	const char *found;
	return nearest_words(word, known, count, strlen(word) / 2, &found, 1) > 0 ? found : NULL;
}
