/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The smallest parts of SDDL texts: spaces, pairs of letters, numbers. Used inside sddl/ only.
 * Letters are accepted in either case, as Windows does.
 */
#pragma once

#include <stdint.h>

#include "security/sddl/reader.h"

/* Takes spaces, no other white space: Windows refuses tabs. */
static inline void sddl_skip_spaces(struct sddl_reader *reader)
{
	while (reader->at < reader->end && *reader->at == ' ')
		reader->at++;
}

static inline char sddl_upper(char letter)
{
	return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

/* A pair of letters as one number, for comparisons. */
static inline uint16_t sddl_letters(const char letters[2])
{
	return (uint16_t)((unsigned char)letters[0] << 8 | (unsigned char)letters[1]);
}

/* The next two letters, in upper case, without taking them; 0 if there are none. */
static inline uint16_t sddl_peek_letters(const struct sddl_reader *reader)
{
	if (reader->end - reader->at < 2)
		return 0;
	const char letters[2] = { sddl_upper(reader->at[0]), sddl_upper(reader->at[1]) };
	if (letters[0] < 'A' || letters[0] > 'Z' || letters[1] < 'A' || letters[1] > 'Z')
		return 0;
	return sddl_letters(letters);
}

/* A zero before further digits means octal in access masks; in SIDs it is refused. */
enum sddl_leading_zero { ZERO_IS_OCTAL, ZERO_IS_REFUSED };

/*
 * Takes a number: decimal, or hexadecimal after "0x". A number above `most` is refused; Windows
 * reads it as the largest possible one. A "D" before ":" is not a digit: it begins the DACL.
 */
bool sddl_unsigned_read(
	struct sddl_reader *reader, enum sddl_leading_zero zero, uint64_t most, uint64_t *number);
