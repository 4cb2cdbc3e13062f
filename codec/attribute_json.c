/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/attribute_json.h"

#include <string.h>

#include "base/encode.h"
#include "base/escape.h"

/*
 * Readable text is escaped. Other bytes are not: checks decode them, or look for the line feed of
 * "NAME<line feed>CNF:guid", and value_text() escapes what is shown.
 */
static void escape_readable(struct arena *arena, struct bytes *value)
{
	for (size_t i = 0; i < value->length; i++) {
		if (value->data[i] < 0x20 || value->data[i] == 0x7f)
			return;
	}
	const char *text = arena_text(arena, value->data, value->length);
	if (!is_readable(text))
		return;
	text = escaped(arena, text);
	*value = bytes_of(text, strlen(text));
}

static bool value_read(const struct node *node, struct bytes *value, struct error *error)
{
	static const char *const keys[] = { "base64" };
	const char *text;
	if (json_is_string(node->value)) {
		if (!node_string(node, &text, error))
			return false;
		*value = bytes_of(text, strlen(text));
		escape_readable(node->document->arena, value);
		return true;
	}
	struct node base64;
	if (!node_is_object(node, keys, 1, error) || !node_required(node, "base64", &base64, error))
		return false;
	/* The text is not copied into the arena: there are thousands of descriptors. */
	if (json_is_string(base64.value))
		text = json_string_value(base64.value);
	else if (!node_string(&base64, &text, error))
		return false;
	if (!base64_read(node->document->arena, bytes_of(text, strlen(text)), value))
		return node_fail(&base64, error, "is not base64");
	escape_readable(node->document->arena, value);
	return true;
}

bool attribute_values_read(
	const struct node *node, struct attribute *attribute, struct error *error)
{
	if (!node_is_array(node, error))
		return false;
	attribute->count = node_count(node);
	attribute->value =
		arena_alloc(node->document->arena, attribute->count * sizeof *attribute->value);
	for (size_t i = 0; i < attribute->count; i++) {
		struct node item = node_item(node, i);
		if (!value_read(&item, &attribute->value[i], error))
			return false;
	}
	return true;
}

static json_t *value_write(struct bytes value)
{
	bool readable = true;
	for (size_t i = 0; i < value.length && readable; i++)
		readable = value.data[i] >= 0x20 && value.data[i] != 0x7f;
	/* Empty data may be NULL, which jansson refuses. */
	const char *data = value.length == 0 ? "" : (const char *)value.data;
	json_t *text = readable ? json_stringn(data, value.length) : NULL;
	if (text != NULL)
		return text;

	struct arena *arena = arena_new();
	json_t *object = json_pack("{s:s}", "base64", base64_write(arena, value));
	arena_free(arena);
	return object;
}

json_t *attribute_values_write(const struct attribute *attribute)
{
	json_t *array = json_array();
	for (size_t i = 0; i < attribute->count; i++)
		json_array_append_new(array, value_write(attribute->value[i]));
	return array;
}
