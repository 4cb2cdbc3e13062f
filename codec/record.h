/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Structs as JSON objects: one table of fields per struct drives both reading and writing, so that
 * everything written can be read. Only NULL (a text, an optional struct) and a gap without a cause
 * mean "missing". Missing fields are not written, unless the table says null.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "codec/document.h"

enum field_kind {
	FIELD_TEXT,      /* const char *; escaped when read (base/escape.h) */
	FIELD_RAW,       /* the same, as it is: a file's content, which is parsed and never shown */
	FIELD_NUMBER,    /* int64_t, from 0 to 2^32 - 1 */
	FIELD_FLAG,      /* bool */
	FIELD_WORD,      /* an enum: the index of the text in `words` */
	FIELD_NUMBERS,   /* int64_t * and a count */
	FIELD_TEXTS,     /* const char ** and a count; escaped when read */
	FIELD_GAP,       /* struct gap */
	FIELD_RECORD,    /* a struct */
	FIELD_RECORD_AT, /* a pointer to a struct */
	FIELD_RECORDS,   /* an array of structs and a count */
	FIELD_ATTRIBUTES, /* an array of struct attribute and a count */
};

/* What a text field names for the gaps of its record, see record_gaps(). */
enum field_names {
	NAMES_NOTHING,
	NAMES_SERVER,  /* the server of the gaps, also in nested records */
	NAMES_SUBJECT, /* the question or object */
};

/* What the text of a field must be. */
struct text_form {
	bool (*fits)(const char *text);
	const char *what; /* "a time such as 2026-11-21T01:35:27Z" */
};

struct field {
	const char *key;
	enum field_kind kind;
	bool optional;             /* may be missing: zero or NULL; gaps are always optional */
	bool nullable;             /* of a text, an optional struct: null, not missing */
	bool has_lines;            /* of FIELD_TEXT and FIELD_TEXTS: line feeds are kept */
	size_t offset;             /* in the struct */
	size_t count;              /* offset of the count */
	const struct shape *shape; /* of FIELD_RECORD, FIELD_RECORD_AT and FIELD_RECORDS */
	const char *const *words;  /* of FIELD_WORD */
	size_t word_count;
	enum field_names names;       /* of FIELD_TEXT */
	const struct text_form *form; /* of FIELD_TEXT and FIELD_TEXTS; NULL: any text */
	bool told_elsewhere;          /* of FIELD_RECORD_AT: its gaps are in other places, too */
	const char *about;      /* of FIELD_GAP and FIELD_RECORD: prefix of the subject; or NULL */
	bool absence_is_answer; /* of FIELD_GAP: ERROR_ABSENT is an answer, not a gap */
};

struct shape {
	size_t size; /* of the struct */
	size_t field_count;
	const struct field *field;
	size_t text; /* offset of a struct bytes for record_write_text(); 0: none */
	bool open;   /* members that are not in the table are ignored */

	/*
	 * What tells a record from others: no two of one list have the same, without regard to
	 * case. NULL: such records may be equal. `many` is for the message: "entries".
	 */
	const char *(*identity)(struct arena *arena, const void *record);
	const char *many;

	/* Why the record cannot be, though each field has its kind; NULL: it can. Or NULL. */
	const char *(*fault)(struct arena *arena, const void *record);
};

enum { RECORD_MAX_FIELDS = 32 };

/* Zeroes the struct and fills it from an object. */
bool record_read(
	const struct node *node, const struct shape *shape, void *record, struct error *error);

/*
 * The same from the text of a whole document, value by value: a tree of a large evidence file would
 * take several times the memory of the text. False, without a reason, if anything is wrong or a key
 * has an escape: call record_read() then, which reports the place of an error.
 */
bool record_read_text(struct arena *arena, const char *name, struct bytes text,
	const struct shape *shape, void *record);

/*
 * Whether a record and all records in it keep the rules of their tables: forms of texts, identities
 * and faults. `name` and `text` are what it was read from, for the place in the error.
 */
bool record_obeys(const char *name, struct bytes text, const struct shape *shape,
	const void *record, struct error *error);

/*
 * The same for one list of records, without the lists in them. Returns what is wrong, or NULL, and
 * the index of the first record with which something is.
 */
const char *record_list_fault(struct arena *arena, const struct shape *shape, const void *records,
	size_t count, size_t *at);

/*
 * The same format as json_write(): sorted keys, indented by two spaces, with a final line feed. If
 * a record has the text it was read from, that text is copied with adapted indentation.
 */
struct bytes record_write_text(struct arena *arena, const struct shape *shape, const void *record);

/* JSON Lines: each record on a line of its own; nothing for none. Keys are sorted. */
struct bytes record_write_lines(
	struct arena *arena, const struct shape *shape, const void *records, size_t count);

/*
 * Reads or writes the value of one field that is not a record. record_field_write() returns NULL if
 * the field is missing.
 */
bool record_field_read(
	const struct node *node, const struct field *field, void *record, struct error *error);
json_t *record_field_write(const struct field *field, const void *record);

/* A gap somewhere in a record, and what could not be read. */
struct record_gap {
	const char *part;    /* key of the top-level record that contains it */
	const char *server;  /* NULL: the part as a whole */
	const char *subject; /* the question or object; NULL: the server as a whole */
	const struct gap *gap;
};

/*
 * The gaps of a record and of all records in it, in the order of the tables. `names` and `about` of
 * the fields give the server and the subject. In a table the field that names the server must be
 * before the gaps.
 */
struct record_gap *record_gaps(
	struct arena *arena, const struct shape *shape, const void *record, size_t *count);
