/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "codec/document.h"

enum { COLUMNS = 100, STEP = 2, MAX_DEPTH = 16 };

/* A string, a number, true, false or null. */
static void scalar_add(struct text *to, const json_t *value)
{
	char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	if (dumped == NULL)
		out_of_memory();
	for (const char *at = dumped; *at != '\0'; at++) {
		if (*at == 0x7f)
			text_add(to, "\\u007f");
		else
			text_add_bytes(to, at, 1);
	}
	free(dumped);
}

static void key_add(struct text *to, const char *key)
{
	json_t *string = json_of_text(key);
	scalar_add(to, string);
	json_decref(string);
	text_add(to, ": ");
}

static size_t count_of(const json_t *value)
{
	return json_is_object(value) ? json_object_size(value) : json_array_size(value);
}

static void value_add(struct text *to, const json_t *value, size_t indent, size_t depth);

static void line_add(struct text *to, const json_t *value, size_t depth)
{
	const bool is_object = json_is_object(value);
	const char *key;
	json_t *member;
	size_t i;
	if (count_of(value) == 0 || depth > MAX_DEPTH) {
		text_add(to, is_object ? "{}" : json_is_array(value) ? "[]" : "");
		if (!is_object && !json_is_array(value))
			scalar_add(to, value);
		return;
	}
	text_add(to, is_object ? "{ " : "[");
	const char *between = "";
	json_object_foreach((json_t *)value, key, member)
	{
		text_add(to, "%s", between);
		key_add(to, key);
		line_add(to, member, depth + 1);
		between = ", ";
	}
	json_array_foreach(value, i, member)
	{
		text_add(to, "%s", between);
		line_add(to, member, depth + 1);
		between = ", ";
	}
	text_add(to, is_object ? " }" : "]");
}

static void block_add(struct text *to, const json_t *value, size_t indent, size_t depth)
{
	const bool is_object = json_is_object(value);
	const char *key;
	json_t *member;
	size_t i, left = count_of(value);
	text_add(to, is_object ? "{\n" : "[\n");
	json_object_foreach((json_t *)value, key, member)
	{
		text_add(to, "%*s", (int)(indent + STEP), "");
		key_add(to, key);
		value_add(to, member, indent + STEP, depth + 1);
		text_add(to, --left > 0 ? ",\n" : "\n");
	}
	json_array_foreach(value, i, member)
	{
		text_add(to, "%*s", (int)(indent + STEP), "");
		value_add(to, member, indent + STEP, depth + 1);
		text_add(to, --left > 0 ? ",\n" : "\n");
	}
	text_add(to, "%*s%s", (int)indent, "", is_object ? "}" : "]");
}

static size_t column_of(const struct text *text)
{
	size_t column = 0;
	while (column < text->length && text->data[text->length - column - 1] != '\n')
		column++;
	return column;
}

static void value_add(struct text *to, const json_t *value, size_t indent, size_t depth)
{
	struct text line = text_new(to->arena);
	line_add(&line, value, depth);
	const bool fits = depth > 0 && column_of(to) + line.length < COLUMNS;
	if (fits || count_of(value) == 0 || depth > MAX_DEPTH)
		text_add_bytes(to, line.data, line.length);
	else
		block_add(to, value, indent, depth);
}

struct bytes json_write_page(struct arena *arena, const json_t *value)
{
	struct text text = text_new(arena);
	value_add(&text, value, 0, 0);
	text_add(&text, "\n");
	return bytes_of(text.data, text.length);
}
