/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Internal to the json_mistake*.c: how far a text was read as JSON. */
#pragma once

#include "codec/json_mistake.h"

enum { JSON_MAX_DEPTH = 2048 }; /* that of jansson */

enum want {
	WANT_VALUE,
	WANT_ITEM_OR_END, /* after "[" */
	WANT_KEY,
	WANT_KEY_OR_END, /* after "{" */
	WANT_COLON,
	WANT_COMMA,  /* or the closing bracket */
	WANT_NOTHING /* the document is complete */
};

struct json_scan {
	struct arena *arena;
	const char *text;
	size_t length, at;
	enum want want;
	size_t before; /* where the last token begins */
	size_t depth;
	size_t open[JSON_MAX_DEPTH]; /* where each open bracket is */
	struct json_mistake mistake; /* none: `what` is NULL */
};

static inline bool wants_key(const struct json_scan *scan)
{
	return scan->want == WANT_KEY || scan->want == WANT_KEY_OR_END;
}

static inline bool wants_value(const struct json_scan *scan)
{
	return scan->want == WANT_VALUE || scan->want == WANT_ITEM_OR_END;
}

/* Records the mistake; returns false. */
bool scan_fail(struct json_scan *scan, size_t at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The character that is wanted where it is, or 0. */
char scan_char(const struct json_scan *scan, size_t at);

size_t scan_line(const struct json_scan *scan, size_t at);

/* The length of the word at the offset: letters, digits and signs, up to what may end a value. */
size_t scan_word(const struct json_scan *scan, size_t at);

/* The same for a string with its quotes. False, with the mistake, if it is not valid. */
bool scan_string(struct json_scan *scan, size_t at, size_t *length);

/* Records the mistake of a token, or of the end of the text, that is not wanted at `at`. */
bool scan_unexpected(struct json_scan *scan);

/* The bytes of a character that looks like a quotation mark and is none of JSON; 0: another one. */
size_t scan_odd_quote(const struct json_scan *scan, size_t at);

/* The text between two offsets as a JSON string in which each single backslash is doubled. */
const char *scan_doubled(const struct json_scan *scan, size_t from, size_t to);
