/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/escape.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/*
 * Reads a code point and returns its size in bytes; 0 if it is not UTF-8 (RFC 3629: overlong forms,
 * surrogates and values above U+10FFFF are invalid).
 */
static size_t code_point_read(const char *from, uint32_t *code_point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char first = (unsigned char)*from;
	size_t size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (size == 0 || first > 0xf4)
		return 0;
	*code_point = size == 1 ? first : first & (0xffU >> (size + 1));
	for (size_t i = 1; i < size; i++) {
		if (((unsigned char)from[i] & 0xc0) != 0x80)
			return 0;
		*code_point = *code_point << 6 | ((unsigned char)from[i] & 0x3f);
	}
	if (*code_point < least[size] || *code_point > 0x10ffff ||
		(*code_point >= 0xd800 && *code_point <= 0xdfff))
		return 0;
	return size;
}

/* Characters that control a terminal, or that hide or reorder text. */
static bool must_escape(uint32_t code_point)
{
	static const struct {
		uint32_t first, last;
	} range[] = {
		{ 0x00, 0x1f },      /* C0 controls */
		{ 0x7f, 0x9f },      /* delete and C1 controls */
		{ 0xad, 0xad },      /* soft hyphen */
		{ 0x61c, 0x61c },    /* Arabic letter mark */
		{ 0x180e, 0x180e },  /* Mongolian vowel separator */
		{ 0x200b, 0x200f },  /* zero width, direction marks */
		{ 0x2028, 0x202e },  /* separators, direction overrides */
		{ 0x2060, 0x206f },  /* invisible operators, direction isolates */
		{ 0xfe00, 0xfe0f },  /* variation selectors */
		{ 0xfeff, 0xfeff },  /* byte order mark */
		{ 0xfff0, 0xfffb },  /* annotations */
		{ 0xe0000, 0xe0fff } /* tags */
	};
	for (size_t i = 0; i < sizeof range / sizeof range[0]; i++) {
		if (code_point >= range[i].first && code_point <= range[i].last)
			return true;
	}
	return false;
}

size_t escape_take(const char **from, char to[ESCAPE_ROOM])
{
	const char *at = *from;
	if (*at >= ' ' && *at <= '~') {
		*to = *(*from)++;
		return 1;
	}
	uint32_t code_point = 0;
	const size_t size = code_point_read(*from, &code_point);
	*from += size > 0 ? size : 1;
	if (size > 0 && !must_escape(code_point)) {
		memcpy(to, at, size);
		return size;
	}
	const unsigned shown = size == 0 ? (unsigned char)*at : (unsigned)code_point;
	return (size_t)snprintf(
		to, ESCAPE_ROOM, size == 0 || shown < 0x80 ? "\\x%02x" : "\\u%04x", shown);
}

/* The length of what may stay as it is, at the start of the text. */
static size_t harmless_length(const char *text)
{
	const char *at = text;
	for (;;) {
		uint32_t code_point = 0;
		while (*at >= ' ' && *at <= '~')
			at++;
		const size_t size = *at == '\0' ? 0 : code_point_read(at, &code_point);
		if (size == 0 || must_escape(code_point))
			return (size_t)(at - text);
		at += size;
	}
}

bool is_harmless(const char *text)
{
	return text[harmless_length(text)] == '\0';
}

bool is_readable(const char *text)
{
	while (*text != '\0') {
		uint32_t code_point = 0;
		const size_t size = code_point_read(text, &code_point);
		if (size == 0 || code_point < ' ' || code_point == 0x7f)
			return false;
		text += size;
	}
	return true;
}

const char *escaped(struct arena *arena, const char *text)
{
	const char *at = text + harmless_length(text);
	if (*at == '\0' && *text != ' ')
		return text;
	struct text to = text_new(arena);
	if (*text == ' ') {
		text_add_string(&to, "\\x20");
		text++;
	}
	text_add_bytes(&to, text, (size_t)(at - text));
	while (*at != '\0') {
		char piece[ESCAPE_ROOM];
		text_add_bytes(&to, piece, escape_take(&at, piece));
	}
	return to.data;
}

void escape_into(char *to, size_t room, const char *from)
{
	size_t length = 0;
	while (*from != '\0') {
		char piece[ESCAPE_ROOM];
		const size_t size = escape_take(&from, piece);
		if (length + size >= room)
			break;
		memcpy(to + length, piece, size);
		length += size;
	}
	to[length] = '\0';
}
