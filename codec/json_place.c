/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/json_place.h"

#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"

/* Deeper than cmsready's documents, and shallow enough to be read in a message. */
enum {
	MAX_STEPS = 32,
	MAX_KEYS = 1024 /* bytes of the keys of a pointer in struct json_lines */
};

struct step {
	bool in_object;
	bool on_path;    /* its container is on the path of the pointer searched for */
	size_t index;    /* in an array */
	const char *key; /* in an object: the text between the quotes; NULL before the first key */
	size_t key_length;
};

struct walk {
	const char *text;
	size_t length, at, depth;
	struct step step[MAX_STEPS];
};

/* One past the closing quote of the string that begins at `at`. */
static size_t string_end(const char *text, size_t length, size_t at)
{
	for (at++; at < length && text[at] != '"'; at++) {
		if (text[at] == '\\')
			at++;
	}
	return at < length ? at + 1 : length;
}

static bool is_key(const struct walk *walk, size_t behind)
{
	while (behind < walk->length && strchr(" \t\r\n", walk->text[behind]) != NULL)
		behind++;
	return behind < walk->length && walk->text[behind] == ':';
}

static struct step *innermost(struct walk *walk)
{
	return walk->depth > 0 && walk->depth <= MAX_STEPS ? &walk->step[walk->depth - 1] : NULL;
}

static void walk_open(struct walk *walk, bool object, bool on_path)
{
	if (walk->depth < MAX_STEPS)
		walk->step[walk->depth] = (struct step){ .in_object = object, .on_path = on_path };
	walk->depth++;
}

/* Takes the next token. True if it begins a value; the steps are then its path. */
static bool walk_next(struct walk *walk)
{
	size_t start = walk->at;
	struct step *step = innermost(walk);
	switch (walk->text[walk->at++]) {
	case '{':
		return true;
	case '[':
		return true;
	case '}':
	case ']':
		walk->depth -= walk->depth > 0;
		return false;
	case ',':
		if (step != NULL)
			step->index++;
		return false;
	case '"':
		walk->at = string_end(walk->text, walk->length, start);
		if (step == NULL || !step->in_object || !is_key(walk, walk->at))
			return true;
		step->key = walk->text + start + 1;
		step->key_length = walk->at - start - 2;
		return false;
	case ' ':
	case '\t':
	case '\r':
	case '\n':
	case ':':
		return false;
	default:
		while (walk->at < walk->length &&
			strchr(" \t\r\n,]}", walk->text[walk->at]) == NULL)
			walk->at++;
		return true;
	}
}

static void add_escaped(struct text *pointer, const char *key, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (key[i] == '~')
			text_add(pointer, "~0");
		else if (key[i] == '/')
			text_add(pointer, "~1");
		else
			text_add_bytes(pointer, key + i, 1);
	}
}

/* Adds the key, without the escapes of its JSON text. */
static void add_key(struct text *pointer, const struct step *step)
{
	json_t *key = NULL;
	if (memchr(step->key, '\\', step->key_length) != NULL)
		key = json_loadb(step->key - 1, step->key_length + 2, JSON_DECODE_ANY, NULL);
	if (key != NULL)
		add_escaped(pointer, json_string_value(key), json_string_length(key));
	else
		add_escaped(pointer, step->key, step->key_length);
	json_decref(key);
}

/* Adds the step into the container; nothing before the first key. */
static void add_step(struct text *pointer, const struct step *step)
{
	if (!step->in_object)
		text_add(pointer, "/%zu", step->index);
	else if (step->key != NULL) {
		text_add(pointer, "/");
		add_key(pointer, step);
	}
}

static void add_walk(struct text *pointer, const struct walk *walk)
{
	for (size_t i = 0; i < walk->depth && i < MAX_STEPS; i++)
		add_step(pointer, &walk->step[i]);
	if (walk->depth > MAX_STEPS)
		text_add(pointer, "/...");
}

static void walk_enter(struct walk *walk, size_t start, bool on_path)
{
	if (walk->text[start] == '{' || walk->text[start] == '[')
		walk_open(walk, walk->text[start] == '{', on_path);
}

static size_t line_of(const char *text, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n';
	return line;
}

/* A JSON pointer, split: where each step begins (at its slash), and the end of the last one. */
struct path {
	const char *part[MAX_STEPS + 1];
	size_t count;
};

/* False if it is not a JSON pointer or has more than MAX_STEPS steps. */
static bool path_read(const char *pointer, struct path *path)
{
	const char *at = pointer;
	path->count = 0;
	if (*at != '\0' && *at != '/')
		return false;
	for (; *at != '\0'; at += 1 + strcspn(at + 1, "/")) {
		if (path->count == MAX_STEPS)
			return false;
		path->part[path->count++] = at;
	}
	path->part[path->count] = at;
	return true;
}

/*
 * Whether the value that begins here is on the path. Compares the last step only, and only if the
 * container is on the path: a long key is not compared again for each value below it.
 */
static bool is_on_path(const struct walk *walk, const struct path *path, struct text *here)
{
	if (walk->depth == 0)
		return true;
	if (walk->depth > path->count || !walk->step[walk->depth - 1].on_path)
		return false;
	const char *part = path->part[walk->depth - 1];
	const size_t length = (size_t)(path->part[walk->depth] - part);
	here->length = 0;
	add_step(here, &walk->step[walk->depth - 1]);
	return here->length == length && memcmp(here->data, part, length) == 0;
}

size_t json_place_line(struct arena *arena, const char *text, size_t length, const char *pointer)
{
	struct walk walk = { .text = text, .length = length };
	struct text here = text_new(arena);
	struct path path;
	if (!path_read(pointer, &path))
		return 0;
	while (walk.at < length) {
		size_t start = walk.at;
		if (!walk_next(&walk))
			continue;
		const bool on_path = is_on_path(&walk, &path, &here);
		if (on_path && walk.depth == path.count)
			return line_of(text, start);
		walk_enter(&walk, start, on_path);
	}
	return 0;
}

size_t json_place_line_at(const char *text, size_t length, size_t offset)
{
	return line_of(text, offset < length ? offset : length);
}

char *json_place_pointer(struct arena *arena, const char *text, size_t length, size_t offset)
{
	struct walk walk = { .text = text, .length = length };
	while (walk.at < length && walk.at < offset) {
		size_t start = walk.at;
		bool value = walk_next(&walk);
		if (value && walk.at < offset)
			walk_enter(&walk, start, false);
	}
	struct text pointer = text_new(arena);
	add_walk(&pointer, &walk);
	return pointer.data;
}

/* Whether the keys on the path are short: copying a long one for each value below takes minutes. */
static bool has_short_keys(const struct walk *walk)
{
	size_t length = 0;
	for (size_t i = 0; i < walk->depth && i < MAX_STEPS; i++)
		length += walk->step[i].key_length;
	return length <= MAX_KEYS;
}

struct json_lines json_lines_read(struct arena *arena, const char *text, size_t length)
{
	struct json_lines lines = { 0 };
	struct walk walk = { .text = text, .length = length };
	size_t line = 1, counted = 0;
	while (walk.at < length) {
		const size_t start = walk.at;
		if (!walk_next(&walk))
			continue;
		for (; counted < start; counted++)
			line += text[counted] == '\n';
		if (has_short_keys(&walk)) {
			struct text pointer = text_new(arena);
			add_walk(&pointer, &walk);
			name_index_add(
				arena, &lines.index, bytes_of(pointer.data, pointer.length), line);
		}
		walk_enter(&walk, start, false);
	}
	name_index_sort(&lines.index);
	return lines;
}

size_t json_lines_find(const struct json_lines *lines, const char *pointer)
{
	size_t count;
	const struct named_place *place = name_index_find(&lines->index, pointer, &count);
	return place == NULL ? 0 : place->at;
}

void json_pointer_step(struct text *pointer, const char *key)
{
	text_add(pointer, "/");
	add_escaped(pointer, key, strlen(key));
}
