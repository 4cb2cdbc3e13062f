/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/gap.h"

#include <string.h>

struct gap gap_of(struct arena *arena, const struct error *error)
{
	return (struct gap){ error->kind, arena_string(arena, error->text) };
}

static const char *past_digits(const char *text)
{
	return text + strspn(text, "0123456789");
}

int gap_compare(const struct gap *a, const struct gap *b)
{
	if (a->cause != b->cause)
		return a->cause < b->cause ? -1 : 1;
	const char *one = past_digits(a->text != NULL ? a->text : "");
	const char *other = past_digits(b->text != NULL ? b->text : "");
	while (*one != '\0' && *one == *other) {
		one = past_digits(one + 1);
		other = past_digits(other + 1);
	}
	return (unsigned char)*one - (unsigned char)*other;
}

char *gap_wording(struct arena *arena, const struct gap *gap)
{
	const char *from = gap->text != NULL ? gap->text : "";
	char *wording = arena_string(arena, from), *to = wording;
	for (from = past_digits(from); *from != '\0'; from = past_digits(from + 1))
		*to++ = *from;
	*to = '\0';
	return wording;
}
