/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "codec/gap.h"
#include "codec/json_writer.h"
#include "codec/record.h"

static void put_record(struct json_writer *writer, const struct shape *shape, const void *record);

static void put_records(
	struct json_writer *writer, const struct shape *shape, const char *record, size_t count)
{
	json_put(writer, "[", 1);
	writer->depth++;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			json_put(writer, ",", 1);
		json_put_line(writer);
		put_record(writer, shape, record + i * shape->size);
	}
	writer->depth--;
	if (count > 0)
		json_put_line(writer);
	json_put(writer, "]", 1);
}

static bool is_left_out(const struct field *field, const char *at)
{
	if (field->nullable)
		return false;
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

static void put_field_value(
	struct json_writer *writer, const struct field *field, const char *record)
{
	const char *at = record + field->offset;
	switch (field->kind) {
	case FIELD_RECORD:
		put_record(writer, field->shape, at);
		return;
	case FIELD_RECORD_AT:
		if (*(const void *const *)at == NULL)
			json_put(writer, "null", 4);
		else
			put_record(writer, field->shape, *(const void *const *)at);
		return;
	case FIELD_RECORDS:
		put_records(writer, field->shape, *(const char *const *)at,
			*(const size_t *)(record + field->count));
		return;
	default:
		json_put_value(writer, record_field_write(field, record));
	}
}

/* False if the field is missing. */
static bool put_field(
	struct json_writer *writer, const struct field *field, const char *record, bool first)
{
	if (is_left_out(field, record + field->offset))
		return false;
	if (!first)
		json_put(writer, ",", 1);
	json_put_line(writer);
	json_put(writer, "\"", 1);
	json_put(writer, field->key, strlen(field->key));
	json_put(writer, "\": ", 3);
	put_field_value(writer, field, record);
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(
		(*(const struct field *const *)a)->key, (*(const struct field *const *)b)->key);
}

/* False if the record does not have the text it was read from. */
static bool put_own_text(struct json_writer *writer, const struct shape *shape, const char *record)
{
	if (shape->text == 0)
		return false;
	struct bytes text = *(const struct bytes *)(record + shape->text);
	while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) != NULL)
		text.length--;
	if (text.length > 0)
		json_put_lines(writer, (const char *)text.data, text.length);
	return text.length > 0;
}

/* The recursion is as deep as the tables of model/evidence.c. */
static void put_record(struct json_writer *writer, const struct shape *shape, const void *record)
{
	if (put_own_text(writer, shape, record))
		return;
	const struct field *sorted[RECORD_MAX_FIELDS];
	for (size_t i = 0; i < shape->field_count; i++)
		sorted[i] = &shape->field[i];
	qsort(sorted, shape->field_count, sizeof *sorted, compare_keys);
	json_put(writer, "{", 1);
	writer->depth++;
	bool first = true;
	for (size_t i = 0; i < shape->field_count; i++) {
		if (put_field(writer, sorted[i], record, first))
			first = false;
	}
	writer->depth--;
	if (!first)
		json_put_line(writer);
	json_put(writer, "}", 1);
}

struct bytes record_write_lines(
	struct arena *arena, const struct shape *shape, const void *records, size_t count)
{
	struct json_writer writer = { .on_one_line = true };
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			json_put(&writer, "\n", 1);
		put_record(&writer, shape, (const char *)records + i * shape->size);
	}
	if (count == 0)
		return bytes_of(arena_string(arena, ""), 0);
	return json_writer_end(&writer, arena);
}

struct bytes record_write_text(struct arena *arena, const struct shape *shape, const void *record)
{
	struct json_writer writer = { 0 };
	put_record(&writer, shape, record);
	return json_writer_end(&writer, arena);
}
