/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the tests of this room: the place in an error, and texts without a byte behind them. */
#pragma once

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A copy in memory of its own: the address sanitizer detects reads beyond its end. */
static inline struct bytes exact_bytes(struct arena *arena, const void *from, size_t length)
{
	return bytes_of(arena_copy(arena, from, length), length);
}

static inline struct bytes exact_text(struct arena *arena, const char *text)
{
	return exact_bytes(arena, text, strlen(text));
}

/* The text with the one occurrence of `find` replaced. */
static inline const char *text_with(
	struct arena *arena, const char *text, const char *find, const char *replacement)
{
	const char *at = strstr(text, find);
	ck_assert_msg(at != NULL, "\"%s\" is not in the text", find);
	ck_assert_msg(strstr(at + 1, find) == NULL, "\"%s\" is there twice", find);
	return arena_format(
		arena, "%.*s%s%s", (int)(at - text), text, replacement, at + strlen(find));
}

/* The error is "NAME:LINE: POINTER: reason", or "NAME:LINE: reason" for the whole document. */
static inline void place_is(const struct error *error, const char *name, unsigned line,
	const char *pointer, const char *because)
{
	char place[512];
	int length = snprintf(place, sizeof place, "%s:%u: %s%s", name, line, pointer,
		*pointer == '\0' ? "" : ": ");
	ck_assert(length > 0 && (size_t)length < sizeof place);
	ck_assert_msg(strncmp(error->text, place, (size_t)length) == 0,
		"%s\n  expected \"%s\"\n  but got  \"%s\"", because, place, error->text);
	ck_assert_msg(error->text[length] != '\0' && error->text[length] != '/',
		"%s: a reason after the place, and no deeper one: \"%s\"", because, error->text);
}
