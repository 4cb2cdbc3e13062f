/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/token.h"

#include <inttypes.h>

enum { NO_DIGIT = 16 };

static uint64_t digit_value(const struct sddl_reader *reader)
{
	const char digit = sddl_upper(sddl_peek(reader));
	if (digit >= '0' && digit <= '9')
		return (uint64_t)(digit - '0');
	if (digit < 'A' || digit > 'F')
		return NO_DIGIT;
	if (*reader->at == 'D' && reader->end - reader->at > 1 && reader->at[1] == ':')
		return NO_DIGIT;
	return (uint64_t)(digit - 'A' + 10);
}

/* Takes the prefix of the number, if any, and returns its base. */
static uint64_t base_read(struct sddl_reader *reader, enum sddl_leading_zero zero)
{
	const char *at = reader->at;
	if (reader->end - at < 2 || at[0] != '0')
		return 10;
	if (sddl_upper(at[1]) == 'X') {
		reader->at += 2;
		return 16;
	}
	return zero == ZERO_IS_OCTAL ? 8 : 10;
}

/* "010" could be octal or decimal, so it is refused. */
static bool is_ambiguous(const char *number, const struct sddl_reader *reader, uint64_t base)
{
	return base == 10 && reader->at - number > 1 && number[0] == '0';
}

bool sddl_unsigned_read(
	struct sddl_reader *reader, enum sddl_leading_zero zero, uint64_t most, uint64_t *number)
{
	const char *begin = reader->at;
	const uint64_t base = base_read(reader, zero);
	const char *digits = reader->at;
	bool fits = true;
	*number = 0;
	for (uint64_t digit; (digit = digit_value(reader)) < base; reader->at++) {
		fits = fits && *number <= (most - digit) / base;
		*number = fits ? *number * base + digit : 0;
	}
	const bool ambiguous = is_ambiguous(begin, reader, base);
	if (reader->at > digits && fits && !ambiguous)
		return true;
	const bool empty = reader->at == digits;
	reader->at = begin;
	if (empty)
		return sddl_fail(reader, "a number is expected here");
	if (ambiguous)
		return sddl_fail(reader, "a decimal number begins with a zero");
	return sddl_fail(reader, "the number is larger than %" PRIu64, most);
}
