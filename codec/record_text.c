/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/gap.h"
#include "codec/record.h"

enum {
	FIRST_ROOM = 64 * 1024,
	INDENT = 2,
	FLAGS = JSON_INDENT(INDENT) | JSON_SORT_KEYS | JSON_ENCODE_ANY
};

/* A growing text outside the arena: an arena would keep every old copy of a large text. */
struct writer {
	char *data;
	size_t length, room;
	size_t depth; /* nesting of the current value in objects and arrays */
};

static void put(struct writer *writer, const char *from, size_t length)
{
	if (length > SIZE_MAX / 4 || writer->length > SIZE_MAX / 4)
		out_of_memory();
	if (writer->length + length > writer->room) {
		const size_t needed = writer->length + length;
		writer->room = needed > FIRST_ROOM / 2 ? needed * 2 : FIRST_ROOM;
		writer->data = realloc(writer->data, writer->room);
		if (writer->data == NULL)
			out_of_memory();
	}
	memcpy(writer->data + writer->length, from, length);
	writer->length += length;
}

static void put_line(struct writer *writer)
{
	static const char spaces[] = "                                ";
	put(writer, "\n", 1);
	for (size_t left = writer->depth * INDENT; left > 0;) {
		const size_t some = left < sizeof spaces - 1 ? left : sizeof spaces - 1;
		put(writer, spaces, some);
		left -= some;
	}
}

/* Indents a JSON text. Every line feed is between tokens: in strings they are escaped. */
static int put_dumped(const char *from, size_t length, void *context)
{
	struct writer *writer = context;
	const char *end = from + length;
	for (const char *line = from; line < end;) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		put(writer, line, (size_t)((feed == NULL ? end : feed) - line));
		if (feed == NULL)
			break;
		put_line(writer);
		line = feed + 1;
	}
	return 0;
}

static void put_value(struct writer *writer, json_t *value)
{
	if (json_dump_callback(value, put_dumped, writer, FLAGS) != 0)
		out_of_memory();
	json_decref(value);
}

static void put_record(struct writer *writer, const struct shape *shape, const void *record);

static void put_records(
	struct writer *writer, const struct shape *shape, const char *record, size_t count)
{
	put(writer, "[", 1);
	writer->depth++;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			put(writer, ",", 1);
		put_line(writer);
		put_record(writer, shape, record + i * shape->size);
	}
	writer->depth--;
	if (count > 0)
		put_line(writer);
	put(writer, "]", 1);
}

static bool is_left_out(const struct field *field, const char *at)
{
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_RAW:
		return *(const char *const *)at == NULL;
	case FIELD_GAP:
		return !gap_is((const struct gap *)at);
	case FIELD_RECORD_AT:
		return *(const void *const *)at == NULL;
	default:
		return false;
	}
}

static void put_field_value(struct writer *writer, const struct field *field, const char *record)
{
	const char *at = record + field->offset;
	switch (field->kind) {
	case FIELD_RECORD:
		put_record(writer, field->shape, at);
		return;
	case FIELD_RECORD_AT:
		put_record(writer, field->shape, *(const void *const *)at);
		return;
	case FIELD_RECORDS:
		put_records(writer, field->shape, *(const char *const *)at,
			*(const size_t *)(record + field->count));
		return;
	default:
		put_value(writer, record_field_write(field, record));
	}
}

/* False if the field is missing. */
static bool put_field(
	struct writer *writer, const struct field *field, const char *record, bool first)
{
	if (is_left_out(field, record + field->offset))
		return false;
	if (!first)
		put(writer, ",", 1);
	put_line(writer);
	put(writer, "\"", 1);
	put(writer, field->key, strlen(field->key));
	put(writer, "\": ", 3);
	put_field_value(writer, field, record);
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(
		(*(const struct field *const *)a)->key, (*(const struct field *const *)b)->key);
}

/* False if the record does not have the text it was read from. */
static bool put_own_text(struct writer *writer, const struct shape *shape, const char *record)
{
	if (shape->text == 0)
		return false;
	struct bytes text = *(const struct bytes *)(record + shape->text);
	while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) != NULL)
		text.length--;
	if (text.length > 0)
		put_dumped((const char *)text.data, text.length, writer);
	return text.length > 0;
}

/* The recursion is as deep as the tables of model/evidence.c. */
static void put_record(struct writer *writer, const struct shape *shape, const void *record)
{
	if (put_own_text(writer, shape, record))
		return;
	const struct field *sorted[RECORD_MAX_FIELDS];
	for (size_t i = 0; i < shape->field_count; i++)
		sorted[i] = &shape->field[i];
	qsort(sorted, shape->field_count, sizeof *sorted, compare_keys);
	put(writer, "{", 1);
	writer->depth++;
	bool first = true;
	for (size_t i = 0; i < shape->field_count; i++) {
		if (put_field(writer, sorted[i], record, first))
			first = false;
	}
	writer->depth--;
	if (!first)
		put_line(writer);
	put(writer, "}", 1);
}

struct bytes record_write_text(struct arena *arena, const struct shape *shape, const void *record)
{
	struct writer writer = { 0 };
	put_record(&writer, shape, record);
	put(&writer, "\n", 2); /* and a zero */
	char *data = realloc(writer.data, writer.length);
	arena_adopt(arena, data == NULL ? writer.data : data);
	return bytes_of(data == NULL ? writer.data : data, writer.length - 1);
}
