/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading position in an SDDL text, used inside sddl/ only. Every function that takes something
 * advances it. Reading stops at the first error, which is reported with its column.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "security/sid.h"

struct sddl_reader {
	struct arena *arena;
	const struct sid *domain; /* the domain of DA, DU, ...; NULL: not given */
	const char *begin, *at, *end;
	struct error *error;
};

/* ERROR_MALFORMED, "column 12: ..." (from 1, in characters); always false. */
bool sddl_fail(struct sddl_reader *reader, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The current character, without taking it; '\0' at the end. */
char sddl_peek(const struct sddl_reader *reader);

/* Takes the character if it is the current one. */
bool sddl_take(struct sddl_reader *reader, char character);

/* Takes it or fails, naming the expected character. */
bool sddl_expect(struct sddl_reader *reader, char character);

/*
 * Takes a SID: "S-1-5-..." or an alias of two letters (MS-DTYP 2.5.1.1). An alias relative to a
 * domain is refused if the domain's SID was not given.
 */
bool sddl_sid_read(struct sddl_reader *reader, struct sid *sid);
