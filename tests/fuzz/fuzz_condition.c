/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first byte chooses what the rest is: bytes or text, of a condition or a claim. What has a
 * text must be given again by it, and what is taken as text must have one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "security/sddl/claim.h"
#include "security/sddl/condition.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_condition.c:%d: does not hold: %s\n", line, what);
	abort();
}

enum { FROM_TEXT = 1, A_CLAIM = 2 }; /* bits of the first byte */

struct translation {
	bool (*read)(struct sddl_reader *reader, struct bytes *bytes);
	bool (*write)(struct text *text, struct bytes bytes, const struct sid *domain,
		struct error *error);
};

static const struct sid domain = { 5, 4, { 21, 1, 2, 3 } };

static bool read_text(struct arena *arena, const struct translation *translation, const char *text,
	size_t length, struct bytes *bytes)
{
	struct error error = { 0 };
	struct sddl_reader reader = {
		.arena = arena,
		.domain = &domain,
		.begin = text,
		.at = text,
		.end = text + length,
		.error = &error,
	};
	bool ok = translation->read(&reader, bytes);
	MUST(reader.at >= reader.begin && reader.at <= reader.end);
	MUST(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	MUST(ok ? bytes->length > 0 && bytes->length % 4 == 0 : bytes->length == 0);
	MUST(ok || strncmp(error.text, "column ", 7) == 0);
	return ok;
}

/* True when the bytes have a text; it gives them again. */
static bool write_bytes(
	struct arena *arena, const struct translation *translation, struct bytes bytes)
{
	struct text text = text_new(arena);
	struct error error = { 0 };
	bool ok = translation->write(&text, bytes, &domain, &error);
	MUST(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	MUST(ok == (text.length > 0) && strlen(text.data) == text.length);
	if (!ok)
		return false;
	struct bytes again;
	MUST(read_text(arena, translation, text.data, text.length, &again));
	MUST(bytes_equal(again, bytes));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct translation condition = { condition_read, condition_write };
	static const struct translation claim = { claim_read, claim_write };
	if (size == 0)
		return 0;
	const struct translation *translation = (data[0] & A_CLAIM) != 0 ? &claim : &condition;
	struct arena *arena = arena_new();
	struct bytes bytes = bytes_of(data + 1, size - 1);
	if ((data[0] & FROM_TEXT) == 0)
		write_bytes(arena, translation, bytes);
	else if (read_text(arena, translation, (const char *)data + 1, size - 1, &bytes))
		MUST(write_bytes(arena, translation, bytes));
	arena_free(arena);
	return 0;
}
