/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON documents, read strictly: duplicate keys, unknown keys, wrong types and numbers out of range
 * are errors that name file, line and JSON pointer ("plan.json:12: /recoveries/0/cms: ...").
 * And written so that two runs can be compared: sorted keys, nothing lost that is not UTF-8.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

struct document {
	struct arena *arena;
	const char *name; /* for messages: the file */
	size_t line;      /* of the file, on which the text begins */
	struct bytes text;
	json_t *root;
};

/* A value of a document and its place: the step that leads to it from its parent, which outlives
 * it. */
struct node {
	const struct document *document;
	json_t *value;
	const struct node *parent; /* NULL for the root */
	const char *key;           /* NULL in an array */
	size_t index;
};

/* To be called once, before workers start: hash seeds, and no NULL where memory is short. */
void document_library_start(void);

/* Parses a text that outlives the document. ERROR_MALFORMED with the place. */
bool document_parse(struct document *document, struct arena *arena, const char *name,
	struct bytes text, struct error *error);

/* The same for one line of a file that holds a document on each: JSON Lines. */
bool document_parse_line(struct document *document, struct arena *arena, const char *name,
	size_t line, struct bytes text, struct error *error);

void document_close(struct document *document);

struct node document_root(const struct document *document);

/* Whether it is "1.N". */
bool document_version_known(const char *version);

/* "schema_version" must be "1.N"; another major is refused. */
bool document_version_ok(const struct node *root, struct error *error);

/* Fails with the place of the node: "plan.json:12: /policy: ..." */
bool node_fail(const struct node *node, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* An object none of whose keys is unknown; an unknown one is refused with the nearest known one. */
bool node_is_object(
	const struct node *node, const char *const *keys, size_t key_count, struct error *error);
bool node_is_array(const struct node *node, struct error *error);

/* The member of that key; false when there is none (not an error). */
bool node_member(const struct node *node, const char *key, struct node *member);

/* The same, and an error when there is none. */
bool node_required(
	const struct node *node, const char *key, struct node *member, struct error *error);

size_t node_count(const struct node *array);
struct node node_item(const struct node *array, size_t index);

bool node_string(const struct node *node, const char **string, struct error *error);

/* Which of these words it is, by its index. Another one is refused, and all of them are named. */
bool node_word(const struct node *node, const char *const *words, size_t count, int *word,
	struct error *error);

bool node_integer(const struct node *node, int64_t least, int64_t greatest, int64_t *integer,
	struct error *error);
bool node_boolean(const struct node *node, bool *boolean, struct error *error);

/* A JSON string of any bytes: those that are no UTF-8 become "\xNN". NULL becomes null. */
json_t *json_of_text(const char *text);

/* The document as text with sorted keys, two spaces deep, ended by a new line. */
struct bytes json_write(struct arena *arena, const json_t *value);

/*
 * The same for people who edit it: keys in the order in which they were set, what fits into a line
 * of 100 columns on one line, and nothing but printable ASCII. For values at most 16 deep.
 */
struct bytes json_write_page(struct arena *arena, const json_t *value);
