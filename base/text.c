/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 128 };

struct text text_new(struct arena *arena)
{
	return (struct text){ arena, arena_alloc(arena, FIRST_ROOM), 0, FIRST_ROOM };
}

static void text_reserve(struct text *text, size_t more)
{
	if (more > SIZE_MAX / 4 || text->length > SIZE_MAX / 4)
		out_of_memory();
	if (text->length + more < text->room)
		return;
	size_t room = (text->length + more + 1) * 2;
	char *larger = arena_alloc(text->arena, room);
	memcpy(larger, text->data, text->length);
	text->data = larger;
	text->room = room;
}

void text_add_bytes(struct text *text, const char *from, size_t length)
{
	text_reserve(text, length);
	if (length > 0) /* `from` may be NULL otherwise */
		memcpy(text->data + text->length, from, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_add_string(struct text *text, const char *string)
{
	text_add_bytes(text, string, strlen(string));
}

void text_add(struct text *text, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (length < 0)
		out_of_memory();
	text_reserve(text, (size_t)length);
	va_start(list, format);
	vsnprintf(text->data + text->length, (size_t)length + 1, format, list);
	va_end(list);
	text->length += (size_t)length;
}
