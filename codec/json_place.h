/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where something stands in a JSON text: the line of a JSON pointer, and the pointer of an offset.
 * Looks at tokens only, so that it also works up to the place where a text stops being JSON.
 * (RFC 6901 pointers; "" is the whole document.)
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

/* The line, from 1, on which the value of that pointer begins; 0 when there is none. */
size_t json_place_line(struct arena *arena, const char *text, size_t length, const char *pointer);

/* The pointer of the value or key that the offset lies in or behind. */
char *json_place_pointer(struct arena *arena, const char *text, size_t length, size_t offset);

/* Adds one step to a pointer; escapes "~" and "/" in the key. */
void json_pointer_step(struct text *pointer, const char *key);
