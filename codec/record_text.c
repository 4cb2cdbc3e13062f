/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "codec/attribute.h"
#include "codec/record.h"

enum {
	FIRST_ROOM = 64 * 1024,
	PLAIN_ATTRIBUTES_MAX = 64,
	INDENT = 2,
	FLAGS = JSON_INDENT(INDENT) | JSON_SORT_KEYS | JSON_ENCODE_ANY
};

/* A text that moves as it grows: too large for each of its former places to stay in an arena. */
struct writer {
	char *data;
	size_t length, room;
	size_t depth; /* of the value that is being written, in objects and arrays */
	struct arena *scratch;
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

/* What jansson writes, as deep as it belongs: a string holds no line feed that is not escaped. */
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

enum value_form { VALUE_STRING, VALUE_BASE64, VALUE_ODD };

/* As attribute_values_write() has it; odd is what takes a closer look: UTF-8, or an escape. */
static enum value_form value_form(struct bytes value)
{
	enum value_form form = VALUE_STRING;
	for (size_t i = 0; i < value.length; i++) {
		const uint8_t byte = value.data[i];
		if (byte < 0x20 || byte == 0x7f)
			return VALUE_BASE64;
		if (byte > 0x7f || byte == '"' || byte == '\\')
			form = VALUE_ODD;
	}
	return form;
}

static int compare_names(const void *a, const void *b)
{
	const struct attribute *const *one = a, *const *other = b;
	return strcmp((*one)->name, (*other)->name);
}

/* By name. False where jansson has to look at them. */
static bool attributes_sort(
	const struct attribute *attribute, size_t count, const struct attribute **sorted)
{
	for (size_t i = 0; i < count; i++) {
		const char *name = attribute[i].name;
		bool plain = !gap_is(&attribute[i].gap) &&
			     value_form(bytes_of(name, strlen(name))) == VALUE_STRING;
		for (size_t k = 0; k < attribute[i].count && plain; k++)
			plain = value_form(attribute[i].value[k]) != VALUE_ODD;
		if (!plain)
			return false;
		sorted[i] = &attribute[i];
	}
	if (count > 0)
		qsort(sorted, count, sizeof *sorted, compare_names);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0)
			return false;
	}
	return true;
}

static void put_text(struct writer *writer, const char *text)
{
	put(writer, text, strlen(text));
}

static void put_open(struct writer *writer, const char *bracket)
{
	put_text(writer, bracket);
	writer->depth++;
}

static void put_close(struct writer *writer, const char *bracket, bool filled)
{
	writer->depth--;
	if (filled)
		put_line(writer);
	put_text(writer, bracket);
}

static void put_bytes(struct writer *writer, struct bytes value)
{
	if (value_form(value) == VALUE_STRING) {
		put_text(writer, "\"");
		if (value.length > 0)
			put(writer, (const char *)value.data, value.length);
		put_text(writer, "\"");
		return;
	}
	put_open(writer, "{");
	put_line(writer);
	put_text(writer, "\"base64\": \"");
	put_text(writer, base64_write(writer->scratch, value));
	put_text(writer, "\"");
	arena_reset(writer->scratch);
	put_close(writer, "}", true);
}

static void put_attribute(struct writer *writer, const struct attribute *attribute)
{
	put_text(writer, "\"");
	put_text(writer, attribute->name);
	put_text(writer, "\": ");
	put_open(writer, "[");
	for (size_t i = 0; i < attribute->count; i++) {
		if (i > 0)
			put_text(writer, ",");
		put_line(writer);
		put_bytes(writer, attribute->value[i]);
	}
	put_close(writer, "]", attribute->count > 0);
}

/* False, and nothing written, where jansson has to look at them. */
static bool put_attributes(struct writer *writer, const struct field *field, const void *record)
{
	const struct attribute *attribute, *sorted[PLAIN_ATTRIBUTES_MAX];
	size_t count;
	memcpy(&attribute, (const char *)record + field->offset, sizeof attribute);
	memcpy(&count, (const char *)record + field->count, sizeof count);
	if (count > PLAIN_ATTRIBUTES_MAX || !attributes_sort(attribute, count, sorted))
		return false;
	put_open(writer, "{");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			put_text(writer, ",");
		put_line(writer);
		put_attribute(writer, sorted[i]);
	}
	put_close(writer, "}", count > 0);
	return true;
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
		return *(const char *const *)at == NULL;
	case FIELD_GAP:
		return !gap_is((const struct gap *)at);
	case FIELD_RECORD_AT:
		return *(const void *const *)at == NULL;
	default:
		return false;
	}
}

/* False, and nothing written, where jansson has to look at the value. */
static bool put_plain(struct writer *writer, const struct field *field, const char *record)
{
	const char *at = record + field->offset;
	char number[sizeof "-9223372036854775808"];
	struct bytes text;
	switch (field->kind) {
	case FIELD_TEXT:
		text = bytes_of(*(const char *const *)at, strlen(*(const char *const *)at));
		if (value_form(text) != VALUE_STRING)
			return false;
		put_bytes(writer, text);
		return true;
	case FIELD_NUMBER:
		snprintf(number, sizeof number, "%lld", (long long)*(const int64_t *)at);
		put_text(writer, number);
		return true;
	case FIELD_FLAG:
		put_text(writer, *(const bool *)at ? "true" : "false");
		return true;
	case FIELD_RECORD:
		put_record(writer, field->shape, at);
		return true;
	case FIELD_RECORD_AT:
		put_record(writer, field->shape, *(const void *const *)at);
		return true;
	case FIELD_RECORDS:
		put_records(writer, field->shape, *(const char *const *)at,
			*(const size_t *)(record + field->count));
		return true;
	case FIELD_ATTRIBUTES:
		return put_attributes(writer, field, record);
	default:
		return false;
	}
}

/* False where the field is left out. */
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
	if (!put_plain(writer, field, record))
		put_value(writer, record_field_write(field, record));
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(
		(*(const struct field *const *)a)->key, (*(const struct field *const *)b)->key);
}

/* Shapes are nested as deep as the tables of model/evidence.c. */
static void put_record(struct writer *writer, const struct shape *shape, const void *record)
{
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
	struct writer writer = { .scratch = arena_new() };
	put_record(&writer, shape, record);
	put(&writer, "\n", 2); /* and a zero */
	arena_free(writer.scratch);
	char *data = realloc(writer.data, writer.length);
	arena_adopt(arena, data == NULL ? writer.data : data);
	return bytes_of(data == NULL ? writer.data : data, writer.length - 1);
}
