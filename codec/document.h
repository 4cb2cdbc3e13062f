/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON documents, read strictly: duplicate keys, unknown keys, wrong types and numbers out of range
 * are errors that name file, line and JSON pointer ("plan.json:12: /recoveries/0/cms: ...").
 * Documents are written with sorted keys, so that two runs can be compared. Bytes that are not
 * UTF-8 are escaped, not lost.
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
	size_t line;      /* line of the file where the text begins */
	struct bytes text;
	json_t *root;
	bool is_strict; /* strings with characters that must be escaped are errors, see
			   base/escape.h */
};

/* A value of a document, and its key or index in its parent. The parent must outlive it. */
struct node {
	const struct document *document;
	json_t *value;
	const struct node *parent; /* NULL for the root */
	const char *key;           /* NULL in an array */
	size_t index;
};

/* Call once, before workers start: seeds jansson's hashes and ends the program if out of memory. */
void document_library_start(void);

/*
 * Parses a text, which must outlive the document; a UTF-8 byte order mark at its start is passed
 * over. ERROR_MALFORMED with the place, and what to write instead.
 */
bool document_parse(struct document *document, struct arena *arena, const char *name,
	struct bytes text, struct error *error);

/* The same for one line of a file in JSON Lines format: one document per line. */
bool document_parse_line(struct document *document, struct arena *arena, const char *name,
	size_t line, struct bytes text, struct error *error);

void document_close(struct document *document);

struct node document_root(const struct document *document);

/* Whether it is "1.N". */
bool document_version_known(const char *version);

/* "schema_version" must be "1.N"; another major version is refused. */
bool document_version_ok(const struct node *root, struct error *error);

/* Fails with the node's place: "plan.json:12: /policy: ..." */
bool node_fail(const struct node *node, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Requires an object with known keys only. The error for an unknown key names the nearest one. */
bool node_is_object(
	const struct node *node, const char *const *keys, size_t key_count, struct error *error);
bool node_is_array(const struct node *node, struct error *error);

/* The member of that key; false if there is none, without an error. */
bool node_member(const struct node *node, const char *key, struct node *member);

/* The same, but a missing member is an error. */
bool node_required(
	const struct node *node, const char *key, struct node *member, struct error *error);

size_t node_count(const struct node *array);
struct node node_item(const struct node *array, size_t index);

bool node_string(const struct node *node, const char **string, struct error *error);

/* A string of a document that is strict or not, escaped. */
bool node_text(const struct node *node, const char **text, struct error *error);

/* The same, but line feeds and blanks at the start of lines are kept: a text of several lines. */
bool node_lines(const struct node *node, const char **text, struct error *error);

/* The index of the string in `words`. The error for any other string lists the words. */
bool node_choice(const struct node *node, const char *const *words, size_t count, int *word,
	struct error *error);

bool node_integer(const struct node *node, int64_t least, int64_t greatest, int64_t *integer,
	struct error *error);
bool node_boolean(const struct node *node, bool *boolean, struct error *error);

/* A JSON string. If the text is not UTF-8, non-ASCII bytes become "\xNN". NULL becomes null. */
json_t *json_of_text(const char *text);

/* The document as text with sorted keys, indented by two spaces, with a final line feed. */
struct bytes json_write(struct arena *arena, const json_t *value);

/*
 * The same for people who edit it: keys in the order in which they were set, objects and arrays on
 * one line of at most 100 columns if they fit, printable ASCII only. At most 16 levels deep.
 */
struct bytes json_write_page(struct arena *arena, const json_t *value);
