/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/json_place.h"

#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"

/* Deeper than any document of ours, and shallow enough to be read in a message. */
enum { MAX_STEPS = 32 };

struct step {
	bool in_object;
	bool on_way;     /* its container lies on the way to the place that is looked for */
	size_t index;    /* in an array */
	const char *key; /* in an object: as it stands between its quotes; NULL before the first */
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

static void walk_open(struct walk *walk, bool object, bool on_way)
{
	if (walk->depth < MAX_STEPS)
		walk->step[walk->depth] = (struct step){ .in_object = object, .on_way = on_way };
	walk->depth++;
}

/* Takes the next token. True when it begins a value whose place is the path of the steps. */
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

/* A key as it is meant, where it is written with escapes. */
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

/* Adds the step to what the container holds here; nothing before the first key. */
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

static void walk_enter(struct walk *walk, size_t start, bool on_way)
{
	if (walk->text[start] == '{' || walk->text[start] == '[')
		walk_open(walk, walk->text[start] == '{', on_way);
}

static size_t line_of(const char *text, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n';
	return line;
}

/* Where the steps of a pointer begin, each with its slash, and where the last one ends. */
struct way {
	const char *part[MAX_STEPS + 1];
	size_t count;
};

/* False for what is no pointer, and for one that is deeper than what is walked. */
static bool way_read(const char *pointer, struct way *way)
{
	const char *at = pointer;
	way->count = 0;
	if (*at != '\0' && *at != '/')
		return false;
	for (; *at != '\0'; at += 1 + strcspn(at + 1, "/")) {
		if (way->count == MAX_STEPS)
			return false;
		way->part[way->count++] = at;
	}
	way->part[way->count] = at;
	return true;
}

/*
 * Whether the value that begins here lies on the way. Only the last step is compared, and only in a
 * container that lies on it: a long key is not compared again for each value below it.
 */
static bool is_on_way(const struct walk *walk, const struct way *way, struct text *here)
{
	if (walk->depth == 0)
		return true;
	if (walk->depth > way->count || !walk->step[walk->depth - 1].on_way)
		return false;
	const char *part = way->part[walk->depth - 1];
	const size_t length = (size_t)(way->part[walk->depth] - part);
	here->length = 0;
	add_step(here, &walk->step[walk->depth - 1]);
	return here->length == length && memcmp(here->data, part, length) == 0;
}

size_t json_place_line(struct arena *arena, const char *text, size_t length, const char *pointer)
{
	struct walk walk = { .text = text, .length = length };
	struct text here = text_new(arena);
	struct way way;
	if (!way_read(pointer, &way))
		return 0;
	while (walk.at < length) {
		size_t start = walk.at;
		if (!walk_next(&walk))
			continue;
		const bool on_way = is_on_way(&walk, &way, &here);
		if (on_way && walk.depth == way.count)
			return line_of(text, start);
		walk_enter(&walk, start, on_way);
	}
	return 0;
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

void json_pointer_step(struct text *pointer, const char *key)
{
	text_add(pointer, "/");
	add_escaped(pointer, key, strlen(key));
}
