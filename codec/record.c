/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/record.h"

#include <stdint.h>
#include <string.h>

#include "base/escape.h"
#include "codec/attribute.h"
#include "codec/attribute_json.h"

static void *place(void *record, size_t offset)
{
	return (char *)record + offset;
}

static const void *place_of(const void *record, size_t offset)
{
	return (const char *)record + offset;
}

static bool gap_read(const struct node *node, struct gap *gap, struct error *error)
{
	static const char *const keys[] = { "cause", "text", "next", "here" };
	struct node cause, text, next, here;
	const char *name;
	if (!node_is_object(node, keys, 4, error) || !node_required(node, "cause", &cause, error) ||
		!node_required(node, "text", &text, error) || !node_string(&cause, &name, error) ||
		!node_text(&text, &gap->text, error) ||
		(node_member(node, "next", &next) && !node_text(&next, &gap->next, error)) ||
		(node_member(node, "here", &here) && !node_boolean(&here, &gap->here, error)))
		return false;
	gap->cause = error_kind_named(name);
	if (gap->cause == ERROR_NONE || gap->cause == ERROR_KINDS)
		return node_fail(&cause, error, "\"%s\" is not a cause of a gap", name);
	return true;
}

static json_t *gap_write(const struct gap *gap)
{
	return json_pack("{s:s, s:o, s:o*, s:o*}", "cause", error_kind_name(gap->cause), "text",
		json_of_text(gap->text), "next", gap->next == NULL ? NULL : json_of_text(gap->next),
		"here", gap->here ? json_true() : NULL);
}

static bool text_read(
	const struct node *node, bool has_lines, const char **text, struct error *error)
{
	return has_lines ? node_lines(node, text, error) : node_text(node, text, error);
}

static bool texts_read(const struct node *node, bool has_lines, const char ***texts, size_t *count,
	struct error *error)
{
	if (!node_is_array(node, error))
		return false;
	*count = node_count(node);
	*texts = arena_alloc(node->document->arena, *count * sizeof **texts);
	for (size_t i = 0; i < *count; i++) {
		struct node item = node_item(node, i);
		if (!text_read(&item, has_lines, &(*texts)[i], error))
			return false;
	}
	return true;
}

static json_t *texts_write(const char *const *texts, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_of_text(texts[i]));
	return array;
}

static bool numbers_read(
	const struct node *node, int64_t **numbers, size_t *count, struct error *error)
{
	if (!node_is_array(node, error))
		return false;
	*count = node_count(node);
	*numbers = arena_alloc(node->document->arena, *count * sizeof **numbers);
	for (size_t i = 0; i < *count; i++) {
		struct node item = node_item(node, i);
		if (!node_integer(&item, 0, UINT32_MAX, &(*numbers)[i], error))
			return false;
	}
	return true;
}

static json_t *numbers_write(const int64_t *numbers, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_integer(numbers[i]));
	return array;
}

static bool word_read(
	const struct node *node, const struct field *field, void *at, struct error *error)
{
	int word;
	if (!node_choice(node, field->words, field->word_count, &word, error))
		return false;
	/* An enum without negative values has the size of an unsigned int. */
	*(unsigned *)at = (unsigned)word;
	return true;
}

static bool records_read(const struct node *node, const struct shape *shape, void **records,
	size_t *count, struct error *error)
{
	if (!node_is_array(node, error))
		return false;
	*count = node_count(node);
	*records = arena_alloc(node->document->arena, *count * shape->size);
	for (size_t i = 0; i < *count; i++) {
		struct node item = node_item(node, i);
		if (!record_read(&item, shape, place(*records, i * shape->size), error))
			return false;
	}
	return true;
}

static bool attributes_read(
	const struct node *node, struct attribute **attributes, size_t *count, struct error *error)
{
	if (!json_is_object(node->value))
		return node_fail(node, error, "must be an object");
	*count = json_object_size(node->value);
	*attributes = arena_alloc(node->document->arena, *count * sizeof **attributes);

	struct attribute *attribute = *attributes;
	const char *name;
	json_t *value;
	json_object_foreach(node->value, name, value)
	{
		struct node member = { node->document, value, node, name, 0 };
		attribute->name =
			escaped(node->document->arena, arena_string(node->document->arena, name));
		bool ok = json_is_object(value) ? gap_read(&member, &attribute->gap, error)
						: attribute_values_read(&member, attribute, error);
		if (!ok)
			return false;
		attribute++;
	}
	return true;
}

static json_t *attributes_write(const struct attribute *attribute, size_t count)
{
	json_t *object = json_object();
	for (size_t i = 0; i < count; i++) {
		/* The name comes from the server too and may not be UTF-8. */
		json_t *name = json_of_text(attribute[i].name);
		json_object_set_new(object, json_string_value(name),
			gap_is(&attribute[i].gap) ? gap_write(&attribute[i].gap)
						  : attribute_values_write(&attribute[i]));
		json_decref(name);
	}
	return object;
}

bool record_field_read(
	const struct node *node, const struct field *field, void *record, struct error *error)
{
	void *at = place(record, field->offset);
	size_t *count = place(record, field->count);
	int64_t number;
	if (field->nullable && json_is_null(node->value))
		return true;
	switch (field->kind) {
	case FIELD_TEXT:
		return text_read(node, field->has_lines, at, error);
	case FIELD_RAW:
		return node_string(node, at, error);
	case FIELD_NUMBER:
		if (!node_integer(node, 0, UINT32_MAX, &number, error))
			return false;
		*(int64_t *)at = number;
		return true;
	case FIELD_FLAG:
		return node_boolean(node, at, error);
	case FIELD_WORD:
		return word_read(node, field, at, error);
	case FIELD_NUMBERS:
		return numbers_read(node, at, count, error);
	case FIELD_TEXTS:
		return texts_read(node, field->has_lines, at, count, error);
	case FIELD_GAP:
		return gap_read(node, at, error);
	case FIELD_RECORD:
		return record_read(node, field->shape, at, error);
	case FIELD_RECORD_AT:
		*(void **)at = arena_alloc(node->document->arena, field->shape->size);
		return record_read(node, field->shape, *(void **)at, error);
	case FIELD_RECORDS:
		return records_read(node, field->shape, at, count, error);
	case FIELD_ATTRIBUTES:
		return attributes_read(node, at, count, error);
	}
	return false;
}

bool record_read(
	const struct node *node, const struct shape *shape, void *record, struct error *error)
{
	const char *keys[RECORD_MAX_FIELDS];
	for (size_t i = 0; i < shape->field_count; i++)
		keys[i] = shape->field[i].key;
	memset(record, 0, shape->size);
	if (shape->open ? !json_is_object(node->value)
			: !node_is_object(node, keys, shape->field_count, error))
		return node_fail(node, error, "must be an object");

	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->field[i];
		struct node member;
		if (!node_member(node, field->key, &member)) {
			if (field->optional || field->kind == FIELD_GAP)
				continue;
			return node_fail(node, error, "\"%s\" is missing", field->key);
		}
		if (!record_field_read(&member, field, record, error))
			return false;
	}
	return true;
}

json_t *record_field_write(const struct field *field, const void *record)
{
	const void *at = place_of(record, field->offset);
	size_t count = *(const size_t *)place_of(record, field->count);
	switch (field->kind) {
	case FIELD_TEXT:
	case FIELD_RAW: {
		const char *text = *(const char *const *)at;
		return text == NULL && !field->nullable ? NULL : json_of_text(text);
	}
	case FIELD_NUMBER:
		return json_integer(*(const int64_t *)at);
	case FIELD_FLAG:
		return json_boolean(*(const bool *)at);
	case FIELD_WORD:
		return json_string(field->words[*(const unsigned *)at]);
	case FIELD_NUMBERS:
		return numbers_write(*(const int64_t *const *)at, count);
	case FIELD_TEXTS:
		return texts_write(*(const char *const *const *)at, count);
	case FIELD_GAP:
		return gap_is(at) ? gap_write(at) : NULL;
	case FIELD_RECORD:
	case FIELD_RECORD_AT:
	case FIELD_RECORDS:
		break; /* written by codec/record_text.c */
	case FIELD_ATTRIBUTES:
		return attributes_write(*(struct attribute *const *)at, count);
	}
	return NULL;
}
