/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places in a JSON text: the line of a JSON pointer, and the JSON pointer of an offset. Reads
 * tokens only, so it also works in a malformed text, up to the error.
 * (RFC 6901 pointers; "" is the whole document.)
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/name_index.h"
#include "base/text.h"

/* The line, from 1, where the value of that pointer begins; 0 if there is none. */
size_t json_place_line(struct arena *arena, const char *text, size_t length, const char *pointer);

/* The line, from 1, of an offset, at most that of the end. */
size_t json_place_line_at(const char *text, size_t length, size_t offset);

/* The pointer of the value or key at the offset, or of the last one before it. */
char *json_place_pointer(struct arena *arena, const char *text, size_t length, size_t offset);

/* The lines of all values of a text, found in one pass. */
struct json_lines {
	struct name_index index;
};

struct json_lines json_lines_read(struct arena *arena, const char *text, size_t length);

/*
 * As json_place_line(), but 0 for a value below more than 1 KiB of keys. Keys that differ in case
 * alone are not told apart.
 */
size_t json_lines_find(const struct json_lines *lines, const char *pointer);

/* Adds one step to a pointer; escapes "~" and "/" in the key. */
void json_pointer_step(struct text *pointer, const char *key);
