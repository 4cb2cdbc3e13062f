/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/json_writer.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST_ROOM = 64 * 1024,
	INDENT = 2,
	FLAGS = JSON_INDENT(INDENT) | JSON_SORT_KEYS | JSON_ENCODE_ANY
};

/* Outside the arena, which would keep every old copy of a large text. */
void json_put(struct json_writer *writer, const char *from, size_t length)
{
	if (length > SIZE_MAX / 4 || writer->length > SIZE_MAX / 4)
		out_of_memory();
	if (writer->length + length > writer->room) {
		const size_t needed = writer->length + length;
		writer->room = needed > FIRST_ROOM / 2 ? needed + needed / 2 : FIRST_ROOM;
		writer->data = realloc(writer->data, writer->room);
		if (writer->data == NULL)
			out_of_memory();
	}
	memcpy(writer->data + writer->length, from, length);
	writer->length += length;
}

void json_put_line(struct json_writer *writer)
{
	static const char spaces[] = "                                ";
	if (writer->on_one_line)
		return;
	json_put(writer, "\n", 1);
	for (size_t left = writer->depth * INDENT; left > 0;) {
		const size_t some = left < sizeof spaces - 1 ? left : sizeof spaces - 1;
		json_put(writer, spaces, some);
		left -= some;
	}
}

/* Every line feed is between tokens: in strings they are escaped. */
void json_put_lines(struct json_writer *writer, const char *from, size_t length)
{
	const char *end = from + length;
	for (const char *line = from; line < end;) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		json_put(writer, line, (size_t)((feed == NULL ? end : feed) - line));
		if (feed == NULL)
			break;
		json_put_line(writer);
		line = feed + 1;
	}
}

static int put_dumped(const char *from, size_t length, void *context)
{
	json_put_lines(context, from, length);
	return 0;
}

void json_put_value(struct json_writer *writer, json_t *value)
{
	const size_t flags = writer->on_one_line ? JSON_SORT_KEYS | JSON_ENCODE_ANY : (size_t)FLAGS;
	if (json_dump_callback(value, put_dumped, writer, flags) != 0)
		out_of_memory();
	json_decref(value);
}

struct bytes json_writer_end(struct json_writer *writer, struct arena *arena)
{
	json_put(writer, "\n", 2); /* and a zero */
	char *data = realloc(writer->data, writer->length);
	if (data == NULL)
		data = writer->data;
	arena_adopt(arena, data);
	return bytes_of(data, writer->length - 1);
}
