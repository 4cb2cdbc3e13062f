/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What SDDL texts are made of below the level of fields: spaces, pairs of letters, numbers. Used
 * inside sddl_*.c. Letters are taken in either case, as Windows takes them.
 */
#pragma once

#include <stdint.h>

#include "security/sddl/reader.h"

/* Takes spaces. No other white space is one: Windows refuses tabs. */
static inline void sddl_skip_spaces(struct sddl_reader *reader)
{
	while (reader->at < reader->end && *reader->at == ' ')
		reader->at++;
}

static inline char sddl_upper(char letter)
{
	return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

/* A pair of letters as one number, to compare it by. */
static inline uint16_t sddl_letters(const char letters[2])
{
	return (uint16_t)((unsigned char)letters[0] << 8 | (unsigned char)letters[1]);
}

/* The two letters at the place, in upper case, without taking them; 0 where there are none. */
static inline uint16_t sddl_peek_letters(const struct sddl_reader *reader)
{
	if (reader->end - reader->at < 2)
		return 0;
	const char letters[2] = { sddl_upper(reader->at[0]), sddl_upper(reader->at[1]) };
	if (letters[0] < 'A' || letters[0] > 'Z' || letters[1] < 'A' || letters[1] > 'Z')
		return 0;
	return sddl_letters(letters);
}

/* What a zero before further digits means: octal in access masks; in SIDs it is refused. */
enum sddl_leading_zero { ZERO_IS_OCTAL, ZERO_IS_REFUSED };

/*
 * Takes a number: decimal, or hexadecimal behind "0x". One above `most` is refused, where Windows
 * takes the largest there is. A "D" before ":" is not a digit but the beginning of the DACL.
 */
bool sddl_unsigned_read(
	struct sddl_reader *reader, enum sddl_leading_zero zero, uint64_t most, uint64_t *number);
