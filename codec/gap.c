/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/gap.h"

#include <string.h>

struct gap gap_of(struct arena *arena, const struct error *error)
{
	return (struct gap){
		.cause = error->kind,
		.text = arena_string(arena, error->text),
		.next = *error->next == '\0' ? NULL : arena_string(arena, error->next),
		.here = error->here,
	};
}

bool gap_fail(const struct gap *gap, struct error *error)
{
	struct error reason = { .here = gap->here };
	error_set(&reason, gap->cause, "%s", gap->text != NULL ? gap->text : "");
	if (gap->next != NULL)
		error_next(&reason, "%s", gap->next);
	return error_pass(error, &reason);
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
