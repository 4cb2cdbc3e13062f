/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random text for the tests of this room, and the width of the result. */
#pragma once

#include <check.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { RANDOM_ROUNDS = 200 };

/* A small generator, the same on every machine, so that a failure can be repeated. */
static inline uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Words of any length, in scripts of one to four bytes a character. */
static inline const char *random_text(struct arena *arena, uint32_t *state)
{
	static const char *const letter[] = { "a", "Z", "0", ",", "=", "\u00e4", "\u20ac",
		"\U0001f600" };
	struct text text = text_new(arena);
	size_t words = next_random(state) % 60;
	for (size_t i = 0; i < words; i++) {
		size_t length = 1 + next_random(state) % (next_random(state) % 8 == 0 ? 300 : 12);
		for (size_t k = 0; k < length; k++)
			text_add(&text, "%s",
				letter[next_random(state) % (sizeof letter / sizeof letter[0])]);
		text_add(&text, next_random(state) % 10 == 0 ? "\n" : " ");
	}
	return text.data;
}

static inline void assert_no_line_longer(const char *text, size_t most, const char *because)
{
	while (*text != '\0') {
		const char *end = strchr(text, '\n');
		size_t count = 0;
		for (; text < end; text++)
			count += ((unsigned char)*text & 0xc0) != 0x80;
		ck_assert_msg(count <= most, "%s: %zu columns", because, count);
		text = end + 1;
	}
}
