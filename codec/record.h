/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Structs as JSON objects: one table of fields per struct drives reading and writing, so that what
 * is written is what can be read. What is not there is NULL (a text, an optional struct) or a gap
 * without a cause, and is left out; no other value says that something is missing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "codec/document.h"

enum field_kind {
	FIELD_TEXT,       /* const char * */
	FIELD_NUMBER,     /* int64_t, from 0 to 2^32 - 1 */
	FIELD_FLAG,       /* bool */
	FIELD_TEXTS,      /* const char ** and a count */
	FIELD_GAP,        /* struct gap */
	FIELD_RECORD,     /* a struct */
	FIELD_RECORD_AT,  /* a pointer to a struct */
	FIELD_RECORDS,    /* an array of structs and a count */
	FIELD_ATTRIBUTES, /* an array of struct attribute and a count */
};

/* What a text says about the gaps of its record: record_gaps(). */
enum field_names {
	NAMES_NOTHING,
	NAMES_SERVER,  /* the server they are about; also those of the records below */
	NAMES_SUBJECT, /* the question or object */
};

struct field {
	const char *key;
	enum field_kind kind;
	bool optional;             /* may be missing, and is then zero or NULL; gaps always may */
	size_t offset;             /* in the struct */
	size_t count;              /* offset of the count */
	const struct shape *shape; /* of FIELD_RECORD, FIELD_RECORD_AT and FIELD_RECORDS */
	enum field_names names;    /* of FIELD_TEXT */
	const char *about; /* of FIELD_GAP and FIELD_RECORD: words before the subject; or NULL */
	bool absence_is_answer; /* of FIELD_GAP: ERROR_ABSENT was seen, and is no gap */
};

struct shape {
	size_t size; /* of the struct */
	size_t field_count;
	const struct field *field;
	size_t text; /* offset of a struct bytes: record_write_text(); 0: it has none */
};

enum { RECORD_MAX_FIELDS = 16 };

/* Fills the struct from an object; it is zeroed first. */
bool record_read(
	const struct node *node, const struct shape *shape, void *record, struct error *error);

/*
 * The same from the text of a whole document, value by value: of a fleet's evidence no tree is
 * held, which would take several times the room of the text. False where something is wrong, or a
 * key has an escape: that is for record_read(), which knows the place of an error.
 */
bool record_read_text(struct arena *arena, const char *name, struct bytes text,
	const struct shape *shape, void *record);

/*
 * Sorted keys, two spaces deep, ended by a new line, as json_write() writes. A record that knows
 * the text it was read from is not written anew: its text stands there as it is, but for the depth.
 */
struct bytes record_write_text(struct arena *arena, const struct shape *shape, const void *record);

/*
 * One field that is no record: its value to and fro. The written one is NULL where the field is
 * left out.
 */
bool record_field_read(
	const struct node *node, const struct field *field, void *record, struct error *error);
json_t *record_field_write(const struct field *field, const void *record);

/* A gap somewhere in a record, and what it is about. */
struct record_gap {
	const char *part;    /* the record at the top that it stands in: the key */
	const char *server;  /* or NULL: that part as a whole */
	const char *subject; /* the question or object, or NULL: the server as a whole */
	const struct gap *gap;
};

/*
 * The gaps of a record and of all records in it, in the order of the tables; `names` and `about`
 * of their fields say what each is about. The text that names a server stands in its table before
 * the gaps.
 */
struct record_gap *record_gaps(
	struct arena *arena, const struct shape *shape, const void *record, size_t *count);
