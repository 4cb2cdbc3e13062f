/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <string.h>

#include "codec/record.h"

/*
 * Scans the braces and brackets of records itself. Each value inside is parsed by jansson and freed
 * after it was read. Anything unexpected ends the scan.
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

static bool take(struct scan *scan, char wanted)
{
	skip_space(scan);
	if (scan->at == scan->end || *scan->at != wanted)
		return false;
	scan->at++;
	return true;
}

/* The index of the field with this key; field_count if there is none. */
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

static bool is_null(struct scan *scan)
{
	skip_space(scan);
	return scan->at < scan->end && *scan->at == 'n';
}

static bool take_value(struct scan *scan, const struct field *field, void *record)
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
	if (field->kind == FIELD_RECORD_AT && !is_null(scan)) {
		void *at = arena_alloc(scan->document->arena, field->shape->size);
		memcpy(record + field->offset, &at, sizeof at);
		return take_record(scan, field->shape, at);
	}
	if (field->kind == FIELD_RECORDS)
		return take_records(scan, field, record);
	return take_value(scan, field, record);
}

/* The recursion is as deep as the tables of model/evidence.c. */
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
	/* jansson returns the number of bytes read as an int. */
	if (text.length == 0 || text.length > INT_MAX || !take_record(&scan, shape, record))
		return false;
	skip_space(&scan);
	return scan.at == scan.end;
}
