/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/wrap.h"
#include "codec/encoding.h"
#include "codec/json_mistake.h"
#include "codec/json_place.h"

enum { MAX_SHOWN = 80 }; /* of a value that is to be written otherwise */

static void *allocate(size_t size)
{
	void *memory = malloc(size);
	if (memory == NULL)
		out_of_memory();
	return memory;
}

void document_library_start(void)
{
	json_set_alloc_funcs(allocate, free);
	json_object_seed(0);
}

bool document_parse(struct document *document, struct arena *arena, const char *name,
	struct bytes text, struct error *error)
{
	return document_parse_line(document, arena, name, 1, text, error);
}

/* `line` is counted from 1 in the text; 0 (not known) counts as the first. */
static size_t line_in_file(const struct document *document, size_t line)
{
	return document->line + (line > 0 ? line - 1 : 0);
}

/* What jansson finds beyond the grammar, in words for who wrote the text. */
static const char *reason_words(const json_error_t *reason)
{
	switch (json_error_code(reason)) {
	case json_error_duplicate_key:
		return "this key is there twice: remove one of them";
	case json_error_numeric_overflow:
		return "the number is out of range";
	default:
		return reason->text;
	}
}

/* Says why the text is no JSON: the mistake of a person if there is one, or jansson's reason. */
static bool fail_parse(
	const struct document *document, const json_error_t *reason, struct error *error)
{
	struct arena *arena = document->arena;
	const char *text = (const char *)document->text.data;
	const size_t length = document->text.length;
	struct json_mistake mistake;
	const char *encoding = encoding_fault(document->text);
	if (encoding != NULL)
		return error_set(error, ERROR_MALFORMED, "%s:%zu: %s", document->name,
			document->line, encoding);
	size_t line = reason->line > 0 ? (size_t)reason->line : 0;
	if (json_mistake_find(arena, document->text, &mistake))
		line = json_place_line_at(text, length, mistake.at);
	else
		mistake = (struct json_mistake){
			.at = reason->position > 0 ? (size_t)reason->position : 0,
			.what = reason_words(reason),
		};
	const char *pointer = json_place_pointer(arena, text, length, mistake.at);
	return error_set(error, ERROR_MALFORMED, "%s:%zu: %s%s%s", document->name,
		line_in_file(document, line), pointer, *pointer != '\0' ? ": " : "", mistake.what);
}

bool document_parse_line(struct document *document, struct arena *arena, const char *name,
	size_t line, struct bytes text, struct error *error)
{
	text = encoding_unmarked(text);
	*document = (struct document){ .arena = arena, .name = name, .line = line, .text = text };
	json_error_t reason;
	document->root = json_loadb((const char *)text.data, text.length,
		JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &reason);
	return document->root != NULL || fail_parse(document, &reason, error);
}

void document_close(struct document *document)
{
	json_decref(document->root);
	document->root = NULL;
}

struct node document_root(const struct document *document)
{
	return (struct node){ .document = document, .value = document->root };
}

bool document_version_known(const char *version)
{
	return strncmp(version, "1.", 2) == 0 && version[2] != '\0' &&
	       version[2 + strspn(version + 2, "0123456789")] == '\0';
}

bool document_version_ok(const struct node *root, struct error *error)
{
	struct node version;
	const char *text;
	if (!node_required(root, "schema_version", &version, error) ||
		!node_string(&version, &text, error))
		return false;
	if (!document_version_known(text))
		return node_fail(
			&version, error, "this program reads version \"1.0\", not \"%s\"", text);
	return true;
}

static void add_pointer(struct text *pointer, const struct node *node)
{
	if (node->parent == NULL)
		return;
	add_pointer(pointer, node->parent);
	if (node->key != NULL)
		json_pointer_step(pointer, node->key);
	else
		text_add(pointer, "/%zu", node->index);
}

bool node_fail(const struct node *node, struct error *error, const char *format, ...)
{
	const struct document *document = node->document;
	va_list list;
	va_start(list, format);
	char reason[sizeof error->text];
	vsnprintf(reason, sizeof reason, format, list);
	va_end(list);

	struct text pointer = text_new(document->arena);
	add_pointer(&pointer, node);
	size_t line = json_place_line(document->arena, (const char *)document->text.data,
		document->text.length, pointer.data);
	return error_set(error, ERROR_MALFORMED, "%s:%zu: %s%s%s", document->name,
		line_in_file(document, line), pointer.data, pointer.length > 0 ? ": " : "", reason);
}

static const char *type_name(const json_t *value)
{
	static const char *const name[] = {
		[JSON_OBJECT] = "an object",
		[JSON_ARRAY] = "an array",
		[JSON_STRING] = "a string",
		[JSON_INTEGER] = "a whole number",
		[JSON_REAL] = "a number with a fraction or exponent",
		[JSON_TRUE] = "true",
		[JSON_FALSE] = "false",
		[JSON_NULL] = "null",
	};
	return name[json_typeof(value)];
}

static bool fail_type(const struct node *node, struct error *error, const char *wanted)
{
	return node_fail(node, error, "must be %s, but is %s", wanted, type_name(node->value));
}

bool node_is_object(
	const struct node *node, const char *const *keys, size_t key_count, struct error *error)
{
	if (!json_is_object(node->value))
		return fail_type(node, error, "an object");

	const char *key;
	json_t *value;
	json_object_foreach(node->value, key, value)
	{
		size_t i = 0;
		while (i < key_count && strcmp(keys[i], key) != 0)
			i++;
		if (i < key_count)
			continue;
		struct node unknown = { node->document, value, node, key, 0 };
		const char *near = nearest(key, keys, key_count);
		return near == NULL ? node_fail(&unknown, error, "unknown key")
				    : node_fail(&unknown, error,
					      "unknown key; did you mean \"%s\"?", near);
	}
	return true;
}

bool node_is_array(const struct node *node, struct error *error)
{
	if (json_is_array(node->value))
		return true;
	if (!json_is_string(node->value) || json_string_length(node->value) > MAX_SHOWN)
		return fail_type(node, error, "an array");
	return node_fail(node, error, "must be an array, but is a string: write [\"%s\"]",
		json_string_value(node->value));
}

bool node_member(const struct node *node, const char *key, struct node *member)
{
	*member = (struct node){ node->document, json_object_get(node->value, key), node, key, 0 };
	return member->value != NULL;
}

bool node_required(
	const struct node *node, const char *key, struct node *member, struct error *error)
{
	return node_member(node, key, member) || node_fail(node, error, "\"%s\" is missing", key);
}

size_t node_count(const struct node *array)
{
	return json_array_size(array->value);
}

struct node node_item(const struct node *array, size_t index)
{
	return (struct node){ array->document, json_array_get(array->value, index), array, NULL,
		index };
}

bool node_string(const struct node *node, const char **string, struct error *error)
{
	if (!json_is_string(node->value))
		return fail_type(node, error, "a string");
	*string = arena_string(node->document->arena, json_string_value(node->value));
	if (!node->document->is_strict || is_harmless(*string))
		return true;
	/* "C:\temp" was written with one backslash, which makes a tab. */
	const bool maybe_path = strpbrk(*string, "\b\t\n\f\r") != NULL;
	return node_fail(node, error,
		"has a character that controls or hides text, shown here as \\x.. or \\u....: "
		"\"%s\"%s",
		*string, maybe_path ? "; a backslash is written twice: \"C:\\\\temp\"" : "");
}

bool node_text(const struct node *node, const char **text, struct error *error)
{
	if (!json_is_string(node->value))
		return fail_type(node, error, "a string");
	struct arena *arena = node->document->arena;
	*text = escaped(arena, arena_string(arena, json_string_value(node->value)));
	return true;
}

bool node_lines(const struct node *node, const char **text, struct error *error)
{
	if (!json_is_string(node->value))
		return fail_type(node, error, "a string");
	*text = safe_lines(node->document->arena, json_string_value(node->value));
	return true;
}

bool node_choice(const struct node *node, const char *const *words, size_t count, int *word,
	struct error *error)
{
	const char *text;
	if (!node_string(node, &text, error))
		return false;
	struct text known = text_new(node->document->arena);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(text, words[i]) == 0) {
			*word = (int)i;
			return true;
		}
		text_add(&known, "%s\"%s\"", i == 0 ? "" : ", ", words[i]);
	}
	const char *near = nearest(text, words, count);
	return node_fail(node, error, "must be one of %s, but is \"%s\"%s%s%s", known.data, text,
		near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
		near == NULL ? "" : "\"?");
}

static bool is_digits(const json_t *value)
{
	const char *text = json_string_value(value);
	return text != NULL && *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

bool node_integer(const struct node *node, int64_t least, int64_t greatest, int64_t *integer,
	struct error *error)
{
	if (!json_is_integer(node->value))
		return fail_type(node, error,
			is_digits(node->value) ? "a whole number, without quotation marks"
					       : "a whole number");
	json_int_t value = json_integer_value(node->value);
	if (value < least || value > greatest)
		return node_fail(node, error, "must be between %lld and %lld, but is %lld",
			(long long)least, (long long)greatest, (long long)value);
	*integer = value;
	return true;
}

bool node_boolean(const struct node *node, bool *boolean, struct error *error)
{
	const char *text = json_string_value(node->value);
	if (!json_is_boolean(node->value))
		return fail_type(node, error,
			text != NULL && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
				? "true or false, without quotation marks"
				: "true or false");
	*boolean = json_is_true(node->value);
	return true;
}

json_t *json_of_text(const char *text)
{
	if (text == NULL)
		return json_null();
	json_t *string = json_string(text);
	if (string != NULL)
		return string;

	/* The text is not UTF-8: escape every non-ASCII byte, so that nothing is lost. */
	struct arena *arena = arena_new();
	struct text escaped = text_new(arena);
	for (const char *at = text; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte < 0x80)
			text_add_bytes(&escaped, at, 1);
		else
			text_add(&escaped, "\\x%02x", byte);
	}
	string = json_string(escaped.data);
	arena_free(arena);
	return string;
}

struct bytes json_write(struct arena *arena, const json_t *value)
{
	const size_t flags = JSON_INDENT(2) | JSON_SORT_KEYS | JSON_ENCODE_ANY;
	char *dumped = json_dumps(value, flags);
	if (dumped == NULL)
		out_of_memory();
	/* Not copied into the arena: a report may have a hundred megabytes. */
	const size_t length = strlen(dumped);
	char *text = realloc(dumped, length + 2);
	if (text == NULL)
		out_of_memory();
	memcpy(text + length, "\n", 2);
	return bytes_of(arena_adopt(arena, text), length + 1);
}
