/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A growing text in an arena. The string is always terminated; `data` moves when it grows. */
#pragma once

#include <stddef.h>

#include "base/arena.h"

struct text {
	struct arena *arena;
	char *data;
	size_t length, room;
};

struct text text_new(struct arena *arena);
void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_string(struct text *text, const char *string); /* no format */
void text_add_bytes(struct text *text, const char *from, size_t length);
