/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/escape.h"

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static char *safe(struct arena *arena, const char *from, bool keep_lines)
{
	struct text to = text_new(arena);
	while (from != NULL && *from != '\0') {
		char piece[ESCAPE_ROOM];
		if (*from == '\t' || (*from == '\n' && keep_lines))
			text_add_bytes(&to, *from++ == '\t' ? " " : "\n", 1);
		else
			text_add_bytes(&to, piece, escape_take(&from, piece));
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

/* The last place in a word behind a comma, or else behind another separator; or its start. */
static const char *separator_before(const char *from, const char *most)
{
	static const char *const separator[] = { ",", "./\\-:;=" };
	for (size_t i = 0; i < sizeof separator / sizeof *separator; i++) {
		for (const char *cut = most; cut > from; cut--) {
			if (strchr(separator[i], cut[-1]) != NULL)
				return cut;
		}
	}
	return from;
}

/* Where to break the line. A word longer than a full line is broken. */
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
	cut = separator_before(from, most);
	return cut > from ? cut : most;
}

/* No blanks at the end of a line that has no room for the next word. */
static void trim(struct text *to)
{
	while (to->length > 0 && to->data[to->length - 1] == ' ')
		to->data[--to->length] = '\0';
}

static void paragraph_add(struct text *to, const char *from, const char *end, size_t width,
	size_t column, size_t indent)
{
	const size_t full = width > indent ? width - indent : 1;
	for (;;) {
		size_t room = width > column ? width - column : column == indent ? full : 0;
		const char *cut = line_end(from, end, room, full);
		const char *last = cut;
		while (last > from && last[-1] == ' ')
			last--;
		text_add_bytes(to, from, (size_t)(last - from));
		if (last == from)
			trim(to);
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

void wrap_to(struct text *to, const char *text, size_t width, size_t column, size_t indent)
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
			paragraph_add(to, text, line, width, column, indent);
		}
		if (line == end)
			return;
		text = line + 1;
		column = indent;
		if (*text != '\n')
			spaces_add(to, indent);
	}
}

void wrap_add(struct text *to, const char *text, size_t column, size_t indent)
{
	wrap_to(to, text, PAGE_COLUMNS, column, indent);
}
