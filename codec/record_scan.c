/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <string.h>

#include "base/encode.h"
#include "codec/attribute.h"
#include "codec/record.h"

enum { PLAIN_ATTRIBUTES_MAX = 64 }; /* of one entry; names are compared with each other */

/*
 * Steps over the braces and brackets of records; each value inside is parsed by jansson, and is
 * gone when it was read. Whatever is not expected ends the scan.
 */
struct scan {
	const struct document *document;
	const char *at, *end;
};

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end &&
		(*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' || *scan->at == '\r'))
		scan->at++;
}

static bool take_here(struct scan *scan, char wanted)
{
	if (scan->at == scan->end || *scan->at != wanted)
		return false;
	scan->at++;
	return true;
}

static bool take(struct scan *scan, char wanted)
{
	skip_space(scan);
	return take_here(scan, wanted);
}

/* The index of the field whose key it is; field_count: none. */
static size_t take_key(struct scan *scan, const struct shape *shape)
{
	if (!take(scan, '"'))
		return shape->field_count;
	const char *quote = memchr(scan->at, '"', (size_t)(scan->end - scan->at));
	if (quote == NULL)
		return shape->field_count;
	const size_t length = (size_t)(quote - scan->at);
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->field[i];
		if (strlen(field->key) == length && memcmp(field->key, scan->at, length) == 0) {
			scan->at = quote + 1;
			return take(scan, ':') ? i : shape->field_count;
		}
	}
	return shape->field_count;
}

static bool take_parsed(struct scan *scan, const struct field *field, void *record)
{
	json_error_t reason;
	skip_space(scan);
	json_t *value = json_loadb(scan->at, (size_t)(scan->end - scan->at),
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &reason);
	if (value == NULL)
		return false;
	scan->at += reason.position;
	const struct node node = { .document = scan->document, .value = value };
	struct error error = { 0 };
	const bool ok = record_field_read(&node, field, record, &error);
	json_decref(value);
	return ok;
}

/* A string of printable ASCII without escapes: what nearly all are. */
static bool take_plain(struct scan *scan, struct bytes *string)
{
	if (!take(scan, '"'))
		return false;
	const char *from = scan->at;
	while (scan->at < scan->end && *scan->at >= 0x20 && *scan->at < 0x7f && *scan->at != '"' &&
		*scan->at != '\\')
		scan->at++;
	*string = bytes_of(from, (size_t)(scan->at - from));
	return take_here(scan, '"');
}

static bool take_number(struct scan *scan, int64_t *number)
{
	const char *from = scan->at;
	*number = 0;
	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9' &&
		*number <= UINT32_MAX)
		*number = *number * 10 + (*scan->at++ - '0');
	const size_t length = (size_t)(scan->at - from);
	return length > 0 && (length == 1 || *from != '0') && *number <= UINT32_MAX;
}

static bool take_word(struct scan *scan, const char *word)
{
	const size_t length = strlen(word);
	if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
		return false;
	scan->at += length;
	return true;
}

/* A text, a number or a flag, where there is nothing odd about it. */
static bool take_plain_field(struct scan *scan, const struct field *field, char *record)
{
	char *at = record + field->offset;
	struct bytes string;
	skip_space(scan);
	switch (field->kind) {
	case FIELD_TEXT:
		if (!take_plain(scan, &string))
			return false;
		*(const char **)at = arena_text(scan->document->arena, string.data, string.length);
		return true;
	case FIELD_NUMBER:
		return take_number(scan, (int64_t *)at);
	case FIELD_FLAG:
		*(bool *)at = take_word(scan, "true");
		return *(bool *)at || take_word(scan, "false");
	default:
		return false;
	}
}

static bool take_value(struct scan *scan, const struct field *field, char *record)
{
	struct scan ahead = *scan;
	if (!take_plain_field(&ahead, field, record))
		return take_parsed(scan, field, record);
	scan->at = ahead.at;
	return true;
}

/* The string, or the bytes of {"base64": "..."}; in the arena. */
static bool take_plain_value(struct scan *scan, struct bytes *value)
{
	struct arena *arena = scan->document->arena;
	struct bytes string;
	if (take(scan, '{'))
		return take_plain(scan, &string) && string.length == strlen("base64") &&
		       memcmp(string.data, "base64", string.length) == 0 && take(scan, ':') &&
		       take_plain(scan, &string) && base64_read(arena, string, value) &&
		       take(scan, '}');
	if (!take_plain(scan, &string))
		return false;
	*value = bytes_of(arena_text(arena, string.data, string.length), string.length);
	return true;
}

/* Most attributes have one value: room for just that, and then as arena_more() grows. */
static void values_grow(struct arena *arena, struct attribute *attribute)
{
	const size_t size = sizeof *attribute->value;
	const struct bytes *old = attribute->value;
	if (attribute->count == 0) {
		attribute->value = arena_alloc(arena, size);
	} else if (attribute->count == 1) {
		attribute->value = arena_more(arena, NULL, 0, size);
		attribute->value[0] = old[0];
	} else {
		attribute->value = arena_more(arena, attribute->value, attribute->count, size);
	}
}

static bool take_plain_values(struct scan *scan, struct attribute *attribute)
{
	struct arena *arena = scan->document->arena;
	attribute->value = arena_alloc(arena, 0);
	if (!take(scan, '['))
		return false;
	bool more = !take(scan, ']');
	while (more) {
		values_grow(arena, attribute);
		if (!take_plain_value(scan, &attribute->value[attribute->count++]))
			return false;
		more = take(scan, ',');
		if (!more && !take(scan, ']'))
			return false;
	}
	return true;
}

/* The attributes of an entry, where there is nothing odd about them; if so, jansson looks at them.
 */
static bool take_plain_attributes(struct scan *scan, struct attribute *attribute, size_t *count)
{
	struct arena *arena = scan->document->arena;
	if (!take(scan, '{'))
		return false;
	bool more = !take(scan, '}');
	while (more) {
		struct bytes name;
		if (*count == PLAIN_ATTRIBUTES_MAX || !take_plain(scan, &name) || !take(scan, ':'))
			return false;
		for (size_t i = 0; i < *count; i++) {
			if (strlen(attribute[i].name) == name.length &&
				memcmp(attribute[i].name, name.data, name.length) == 0)
				return false;
		}
		struct attribute *next = &attribute[(*count)++];
		*next = (struct attribute){ .name = arena_text(arena, name.data, name.length) };
		if (!take_plain_values(scan, next))
			return false;
		more = take(scan, ',');
		if (!more && !take(scan, '}'))
			return false;
	}
	return true;
}

static bool take_attributes(struct scan *scan, const struct field *field, char *record)
{
	struct attribute attribute[PLAIN_ATTRIBUTES_MAX];
	size_t count = 0;
	struct scan ahead = *scan;
	if (!take_plain_attributes(&ahead, attribute, &count))
		return take_parsed(scan, field, record);
	const struct attribute *all =
		arena_copy(scan->document->arena, attribute, count * sizeof *attribute);
	memcpy(record + field->offset, &all, sizeof all);
	memcpy(record + field->count, &count, sizeof count);
	scan->at = ahead.at;
	return true;
}

static bool take_record(struct scan *scan, const struct shape *shape, void *record);

static bool take_records(struct scan *scan, const struct field *field, char *record)
{
	struct arena *arena = scan->document->arena;
	const size_t size = field->shape->size;
	char *records = arena_alloc(arena, 0);
	size_t count = 0;
	if (!take(scan, '['))
		return false;
	bool more = !take(scan, ']');
	while (more) {
		records = arena_more(arena, records, count, size);
		if (!take_record(scan, field->shape, records + count++ * size))
			return false;
		more = take(scan, ',');
		if (!more && !take(scan, ']'))
			return false;
	}
	memcpy(record + field->offset, &records, sizeof records);
	memcpy(record + field->count, &count, sizeof count);
	return true;
}

static bool take_field(struct scan *scan, const struct field *field, char *record)
{
	if (field->kind == FIELD_RECORD)
		return take_record(scan, field->shape, record + field->offset);
	if (field->kind == FIELD_RECORD_AT) {
		void *at = arena_alloc(scan->document->arena, field->shape->size);
		memcpy(record + field->offset, &at, sizeof at);
		return take_record(scan, field->shape, at);
	}
	if (field->kind == FIELD_RECORDS)
		return take_records(scan, field, record);
	if (field->kind == FIELD_ATTRIBUTES)
		return take_attributes(scan, field, record);
	return take_value(scan, field, record);
}

/* Shapes are nested as deep as the tables of model/evidence.c. */
static bool take_record(struct scan *scan, const struct shape *shape, void *record)
{
	bool seen[RECORD_MAX_FIELDS] = { false };
	memset(record, 0, shape->size);
	if (!take(scan, '{'))
		return false;
	bool more = !take(scan, '}');
	while (more) {
		const size_t at = take_key(scan, shape);
		if (at == shape->field_count || seen[at])
			return false;
		seen[at] = true;
		if (!take_field(scan, &shape->field[at], record))
			return false;
		more = take(scan, ',');
		if (!more && !take(scan, '}'))
			return false;
	}
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->field[i];
		if (!seen[i] && !field->optional && field->kind != FIELD_GAP)
			return false;
	}
	return true;
}

bool record_read_text(struct arena *arena, const char *name, struct bytes text,
	const struct shape *shape, void *record)
{
	const struct document document = { .arena = arena, .name = name, .line = 1, .text = text };
	struct scan scan = { &document, (const char *)text.data,
		(const char *)text.data + text.length };
	/* How far it came, jansson says in an int. */
	if (text.length == 0 || text.length > INT_MAX || !take_record(&scan, shape, record))
		return false;
	skip_space(&scan);
	return scan.at == scan.end;
}
