/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

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
		if (!is_continuation(from[i]))
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

static char *safe(struct arena *arena, const char *from, bool keep_lines)
{
	struct text to = text_new(arena);
	while (from != NULL && *from != '\0') {
		uint32_t code_point = 0;
		size_t size = code_point_read(from, &code_point);
		if (size == 0)
			text_add(&to, "\\x%02x", (unsigned)(unsigned char)*from);
		else if (code_point == '\t')
			text_add_bytes(&to, " ", 1);
		else if ((code_point == '\n' && keep_lines) || !must_escape(code_point))
			text_add_bytes(&to, from, size);
		else
			text_add(&to, code_point < 0x80 ? "\\x%02x" : "\\u%04x",
				(unsigned)code_point);
		from += size > 0 ? size : 1;
	}
	return to.data;
}

char *safe_line(struct arena *arena, const char *from)
{
	return safe(arena, from != NULL ? from + strspn(from, " \t") : NULL, false);
}

char *safe_lines(struct arena *arena, const char *from)
{
	return safe(arena, from, true);
}

static size_t columns_between(const char *from, const char *end)
{
	size_t count = 0;
	for (; from < end; from++)
		count += !is_continuation(*from);
	return count;
}

size_t columns(const char *text)
{
	return columns_between(text, text + strlen(text));
}

/* The position `count` columns after `from`, or the end. */
static const char *columns_on(const char *from, const char *end, size_t count)
{
	while (from < end && (count > 0 || is_continuation(*from)))
		count -= !is_continuation(*from++);
	return from;
}

void truncated_add(struct text *to, const char *text, size_t most)
{
	static const char mark[] = "...";
	const char *end = text + strlen(text);
	if (columns(text) <= most) {
		text_add_bytes(to, text, (size_t)(end - text));
		return;
	}
	size_t kept = most > sizeof mark - 1 ? most - (sizeof mark - 1) : 0;
	text_add_bytes(to, text, (size_t)(columns_on(text, end, kept) - text));
	text_add_bytes(to, mark, most - kept);
}

void spaces_add(struct text *to, size_t count)
{
	text_add(to, "%*s", (int)count, "");
}

void cell_add(struct text *to, const char *text, size_t width)
{
	truncated_add(to, text, width);
	size_t used = columns(text);
	if (used < width)
		spaces_add(to, width - used);
}

/* Where to break the line. A word longer than a full line is broken, after a comma if possible. */
static const char *line_end(const char *from, const char *end, size_t room, size_t full)
{
	const char *most = columns_on(from, end, room);
	if (most == end || *most == ' ')
		return most;
	const char *cut = most;
	while (cut > from && cut[-1] != ' ')
		cut--;
	if (cut > from)
		return cut;
	const char *far = columns_on(from, end, full);
	if (far == end || memchr(from, ' ', (size_t)(far - from) + 1) != NULL)
		return from; /* the next line has room for all of the word */
	for (cut = most; cut > from && cut[-1] != ',';)
		cut--;
	return cut > from ? cut : most;
}

static void paragraph_add(
	struct text *to, const char *from, const char *end, size_t column, size_t indent)
{
	const size_t full = PAGE_COLUMNS - indent;
	for (;;) {
		size_t room = PAGE_COLUMNS > column ? PAGE_COLUMNS - column : 0;
		const char *cut = line_end(from, end, room, full);
		const char *last = cut;
		while (last > from && last[-1] == ' ')
			last--;
		text_add_bytes(to, from, (size_t)(last - from));
		for (from = cut; from < end && *from == ' ';)
			from++;
		text_add_bytes(to, "\n", 1);
		if (from == end)
			return;
		spaces_add(to, indent);
		column = indent;
	}
}

static bool is_command(const char *from, const char *end)
{
	const char *text = from;
	while (text < end && *text == ' ')
		text++;
	return text > from && text < end;
}

void wrap_add(struct text *to, const char *text, size_t column, size_t indent)
{
	const char *end = text + strlen(text);
	while (end > text && (end[-1] == '\n' || end[-1] == ' '))
		end--;
	for (;;) {
		const char *new_line = memchr(text, '\n', (size_t)(end - text));
		const char *line = new_line != NULL ? new_line : end;
		if (is_command(text, line)) {
			text_add_bytes(to, text, (size_t)(line - text));
			text_add_bytes(to, "\n", 1);
		} else {
			paragraph_add(to, text, line, column, indent);
		}
		if (line == end)
			return;
		text = line + 1;
		column = indent;
		if (*text != '\n')
			spaces_add(to, indent);
	}
}
