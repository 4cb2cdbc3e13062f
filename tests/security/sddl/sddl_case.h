/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of SDDL share: readers over texts that end where they end, and columns. */
#pragma once

#include <string.h>

#include "security/sddl/reader.h"
#include "security/sddl/sddl.h"
#include "tests/security/fixture.h"

#define DOMAIN "S-1-5-21-1111-2222-3333"

static inline struct sid sid_of(const char *text)
{
	struct sid sid;
	ck_assert_msg(sid_parse(text, &sid), "%s", text);
	return sid;
}

/* The text without its end: under the sanitizer what is read behind it is seen. */
static inline struct bytes text_of(struct arena *arena, const char *text)
{
	return bytes_of(arena_copy(arena, text, strlen(text)), strlen(text));
}

static inline struct sddl_reader reader_over(
	struct arena *arena, const char *text, const struct sid *domain, struct error *error)
{
	const struct bytes bytes = text_of(arena, text);
	const char *begin = (const char *)bytes.data;
	return (struct sddl_reader){ arena, domain, begin, begin, begin + bytes.length, error };
}

/* The number in "column 12: ..."; 0 if the error has no column. */
static inline size_t column_of(const struct error *error)
{
	size_t column = 0;
	if (error->kind != ERROR_MALFORMED || sscanf(error->text, "column %zu: ", &column) != 1)
		return 0;
	return column;
}

/* A descriptor that must be readable, in the domain DOMAIN. */
static inline struct descriptor descriptor_of(
	struct arena *arena, const char *text, enum object_kind kind)
{
	const struct sid domain = sid_of(DOMAIN);
	struct descriptor descriptor;
	struct error error = { 0 };
	const struct bytes bytes = text_of(arena, text);
	ck_assert_msg(sddl_read(arena, bytes, &domain, kind, &descriptor, &error), "%s: %s", text,
		error.text);
	return descriptor;
}

static inline struct bytes plain_of(struct arena *arena, const struct descriptor *descriptor)
{
	struct bytes bytes;
	struct error error = { 0 };
	ck_assert_msg(descriptor_write_plain(arena, descriptor, &bytes, &error), "%s", error.text);
	return bytes;
}
