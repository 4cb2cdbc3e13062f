/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of conditions and claims share: bytes as they are written down by hand, and one
 * way of looking at a translation, whichever of the two it is.
 */
#pragma once

#include <ctype.h>

#include "base/binary.h"
#include "security/sddl/reader.h"
#include "tests/security/fixture.h"

struct translation {
	bool (*read)(struct sddl_reader *reader, struct bytes *bytes);
	bool (*write)(struct text *text, struct bytes bytes, const struct sid *domain,
		struct error *error);
};

/* S-1-5-21-1-2-3 */
static const struct sid case_domain = { 5, 4, { 21, 1, 2, 3 } };

/*
 * Hexadecimal digits in pairs; between apostrophes ASCII letters as UTF-16; white space is for the
 * reader. Zeros up to a multiple of four are added at the end unless there is a ".".
 */
static inline struct bytes bytes_written(struct arena *arena, const char *notation)
{
	struct text bytes = text_new(arena);
	bool is_quoted = false;
	for (const char *at = notation; *at != '\0'; at++) {
		if (*at == '\'') {
			is_quoted = !is_quoted;
		} else if (is_quoted) {
			binary_add_u16le(&bytes, (uint8_t)*at);
		} else if (*at == '.') {
			return binary_bytes(&bytes);
		} else if (isxdigit((unsigned char)at[0]) && isxdigit((unsigned char)at[1])) {
			const char pair[] = { at[0], at[1], '\0' };
			binary_add_u8(&bytes, (uint8_t)strtoul(pair, NULL, 16));
			at++;
		} else {
			ck_assert_msg(isspace((unsigned char)*at), "\"%s\"", notation);
		}
	}
	ck_assert(!is_quoted);
	binary_pad(&bytes, 4);
	return binary_bytes(&bytes);
}

static inline char *bytes_shown(struct arena *arena, struct bytes bytes)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < bytes.length; i++)
		text_add(&text, "%02x", bytes.data[i]);
	return text.data;
}

/* What a reading came to. */
struct outcome {
	bool ok;
	struct bytes bytes;
	size_t taken;
	struct error error;
};

/* The text is given in a piece that ends where it ends. */
static inline struct outcome text_read(
	struct arena *arena, const struct translation *translation, const char *text, size_t length)
{
	struct outcome outcome = { 0 };
	char *copy = (char *)exact_copy(text, length);
	struct sddl_reader reader = {
		.arena = arena,
		.domain = &case_domain,
		.begin = copy,
		.at = copy,
		.end = copy + length,
		.error = &outcome.error,
	};
	outcome.ok = translation->read(&reader, &outcome.bytes);
	outcome.taken = (size_t)(reader.at - reader.begin);
	ck_assert(reader.at >= reader.begin && reader.at <= reader.end);
	ck_assert_int_eq(outcome.error.kind, outcome.ok ? ERROR_NONE : ERROR_MALFORMED);
	free(copy);
	return outcome;
}

/* NULL when it was refused; nothing may be added to the text then. */
static inline char *bytes_translated(
	struct arena *arena, const struct translation *translation, struct bytes bytes)
{
	struct text text = text_new(arena);
	struct error error = { 0 };
	text_add(&text, "before");
	uint8_t *copy = exact_copy(bytes.data, bytes.length);
	bool ok = translation->write(&text, bytes_of(copy, bytes.length), &case_domain, &error);
	free(copy);
	ck_assert_int_eq(error.kind, ok ? ERROR_NONE : ERROR_MALFORMED);
	if (!ok) {
		ck_assert_str_eq(text.data, "before");
		return NULL;
	}
	return text.data + strlen("before");
}

/* What must hold of any text: what is taken has a text of its own, with the same meaning. */
static inline void text_holds(
	struct arena *arena, const struct translation *translation, const char *text, size_t length)
{
	struct outcome outcome = text_read(arena, translation, text, length);
	if (!outcome.ok)
		return;
	ck_assert_uint_eq(outcome.bytes.length % 4, 0);
	char *again = bytes_translated(arena, translation, outcome.bytes);
	ck_assert_msg(again != NULL, "\"%.*s\" has no text", (int)length, text);
	struct outcome second = text_read(arena, translation, again, strlen(again));
	ck_assert_msg(second.ok && bytes_equal(second.bytes, outcome.bytes), "%s", again);
}

/* And of any bytes: their text, if they have one, gives them again. */
static inline void bytes_hold(
	struct arena *arena, const struct translation *translation, struct bytes bytes)
{
	char *text = bytes_translated(arena, translation, bytes);
	if (text == NULL)
		return;
	struct outcome outcome = text_read(arena, translation, text, strlen(text));
	ck_assert_msg(outcome.ok && bytes_equal(outcome.bytes, bytes), "%s", text);
}

/* Every cut of it, and it with every bit turned. */
static inline void text_mangled(const struct translation *translation, const char *text)
{
	size_t length = strlen(text);
	for (size_t i = 0; i < length * 9; i++) {
		struct arena *arena = arena_new();
		char *other = arena_string(arena, text);
		if (i >= length)
			other[(i - length) / 8 % length] ^= (char)(1 << (i - length) % 8);
		text_holds(arena, translation, other, i < length ? i : length);
		arena_free(arena);
	}
}

static inline void bytes_mangled(const struct translation *translation, struct bytes bytes)
{
	for (size_t i = 0; i < bytes.length * 9; i++) {
		struct arena *arena = arena_new();
		uint8_t *other = arena_copy(arena, bytes.data, bytes.length);
		size_t length = i < bytes.length ? i : bytes.length;
		if (i >= bytes.length)
			other[(i - bytes.length) / 8 % length] ^=
				(uint8_t)(1 << (i - bytes.length) % 8);
		bytes_hold(arena, translation, bytes_of(other, length));
		arena_free(arena);
	}
}

/* "column 12: ..." */
static inline unsigned long column_of(const struct outcome *outcome)
{
	ck_assert_msg(strncmp(outcome->error.text, "column ", 7) == 0, "%s", outcome->error.text);
	return strtoul(outcome->error.text + 7, NULL, 10);
}
