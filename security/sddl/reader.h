/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place in an SDDL text, moved on by everything that reads it; used inside sddl_*.c, condition.c
 * and claim.c. The first thing that does not fit stops the reading, and is named with its column.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "security/sid.h"

struct sddl_reader {
	struct arena *arena;
	const struct sid *domain; /* what DA, DU, ... belong to; NULL: not given */
	const char *begin, *at, *end;
	struct error *error;
};

/* ERROR_MALFORMED, "column 12: ..." (from 1, in characters); always false. */
bool sddl_fail(struct sddl_reader *reader, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The character at the place, without taking it; '\0' at the end. */
char sddl_peek(const struct sddl_reader *reader);

/* Takes the character if it stands there. */
bool sddl_take(struct sddl_reader *reader, char character);

/* Takes it or fails, saying what was expected. */
bool sddl_expect(struct sddl_reader *reader, char character);

/*
 * Takes a SID: "S-1-5-..." or an alias of two letters (MS-DTYP 2.5.1.1). An alias relative to a
 * domain is refused where the domain's SID was not given.
 */
bool sddl_sid_read(struct sddl_reader *reader, struct sid *sid);
