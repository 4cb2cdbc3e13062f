/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { FIRST_ROOM = 256 * 1024 };

void lines_open(struct lines *lines, int file, size_t most)
{
	*lines = (struct lines){ .file = file, .most = most, .room = FIRST_ROOM };
	lines->data = malloc(lines->room);
	if (lines->data == NULL)
		out_of_memory();
}

void lines_close(struct lines *lines)
{
	free(lines->data);
	*lines = (struct lines){ .file = -1 };
}

/* The next line feed in the bytes read so far, or NULL. */
static const char *line_end(struct lines *lines)
{
	const char *from = lines->data + lines->begin;
	const size_t length = lines->end - lines->begin;
	const char *end = memchr(from + lines->searched, '\n', length - lines->searched);
	lines->searched = end == NULL ? length : (size_t)(end - from);
	return end;
}

bool lines_ready(struct lines *lines)
{
	return lines->ended || line_end(lines) != NULL;
}

/* Drops the lines already taken. Doubles the buffer if it is full of one long line. */
static void lines_make_room(struct lines *lines)
{
	memmove(lines->data, lines->data + lines->begin, lines->end - lines->begin);
	lines->end -= lines->begin;
	lines->begin = 0;
	if (lines->end < lines->room)
		return;
	lines->room *= 2;
	char *larger = realloc(lines->data, lines->room);
	if (larger == NULL)
		out_of_memory();
	lines->data = larger;
}

static bool lines_read(struct lines *lines, struct error *error)
{
	lines_make_room(lines);
	ssize_t length;
	do
		length = read(lines->file, lines->data + lines->end, lines->room - lines->end);
	while (length < 0 && errno == EINTR);
	if (length < 0)
		return error_set(error, ERROR_UNREACHABLE, "standard input cannot be read: %s",
			strerror(errno));
	lines->ended = length == 0;
	lines->end += (size_t)length;
	return true;
}

static struct bytes line_of(const struct lines *lines, size_t length)
{
	const char *data = lines->data + lines->begin;
	if (length > 0 && data[length - 1] == '\r')
		length--;
	return bytes_of(data, length);
}

enum line lines_take(struct lines *lines, struct bytes *line, struct error *error)
{
	bool too_long = false;
	const char *end;
	while ((end = line_end(lines)) == NULL && !lines->ended) {
		/* One more byte is allowed: a carriage return at the end of the line. */
		if (lines->end - lines->begin > lines->most + 1) {
			too_long = true;
			lines->begin = lines->end;
			lines->searched = 0;
		}
		if (!lines_read(lines, error))
			return LINE_FAILED;
	}
	const size_t length = lines->searched;
	if (end == NULL && length == 0 && !too_long)
		return LINE_NONE;
	*line = line_of(lines, length);
	lines->begin += length + (end != NULL);
	lines->searched = 0;
	lines->number++;
	return too_long || line->length > lines->most ? LINE_TOO_LONG : LINE_TAKEN;
}
