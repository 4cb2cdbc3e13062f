/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/value.h"

#include <ctype.h>
#include <inttypes.h>

#include "base/binary.h"
#include "security/sddl/unicode.h"

enum { SIZE_BYTES = 4 };

void sddl_space_skip(struct sddl_reader *reader)
{
	while (reader->at < reader->end &&
		(*reader->at == ' ' || (*reader->at >= '\t' && *reader->at <= '\r')))
		reader->at++;
}

uint32_t sddl_digit_value(char digit)
{
	if (isdigit((unsigned char)digit))
		return (uint32_t)(digit - '0');
	if (isxdigit((unsigned char)digit))
		return (uint32_t)(tolower((unsigned char)digit) - 'a' + 10);
	return NO_DIGIT;
}

static bool is_hexadecimal_ahead(const struct sddl_reader *reader)
{
	return reader->end - reader->at >= 2 && reader->at[0] == '0' &&
	       (reader->at[1] == 'x' || reader->at[1] == 'X');
}

static bool digits_read(struct sddl_reader *reader, uint64_t radix, uint64_t *magnitude)
{
	const char *begin = reader->at;
	uint64_t value = 0;
	for (; isalnum((unsigned char)sddl_peek(reader)); reader->at++) {
		uint64_t digit = sddl_digit_value(*reader->at);
		if (digit >= radix)
			return sddl_fail(reader, "not a digit of a number of base %" PRIu64, radix);
		if (value > (UINT64_MAX - digit) / radix) {
			reader->at = begin;
			return sddl_fail(reader, "the number has more than 64 bits");
		}
		value = value * radix + digit;
	}
	if (reader->at == begin)
		return sddl_fail(reader, "a digit is expected here");
	*magnitude = value;
	return true;
}

bool sddl_number_read(struct sddl_reader *reader, struct sddl_number *number)
{
	*number = (struct sddl_number){ 0, NUMBER_UNSIGNED, NUMBER_DECIMAL };
	if (sddl_take(reader, '+'))
		number->sign = NUMBER_PLUS;
	else if (sddl_take(reader, '-'))
		number->sign = NUMBER_MINUS;
	uint64_t radix = 10;
	if (is_hexadecimal_ahead(reader)) {
		number->base = NUMBER_HEXADECIMAL;
		radix = 16;
		reader->at += 2;
	} else if (sddl_peek(reader) == '0') {
		number->base = NUMBER_OCTAL;
		radix = 8;
	}
	return digits_read(reader, radix, &number->magnitude);
}

void sddl_number_write(struct text *text, const struct sddl_number *number)
{
	if (number->sign != NUMBER_UNSIGNED)
		text_add(text, number->sign == NUMBER_MINUS ? "-" : "+");
	if (number->base == NUMBER_HEXADECIMAL)
		text_add(text, "0x%" PRIx64, number->magnitude);
	else if (number->base == NUMBER_OCTAL)
		text_add(text, "%s%" PRIo64, number->magnitude == 0 ? "" : "0", number->magnitude);
	else
		text_add(text, "%" PRIu64, number->magnitude);
}

uint64_t sddl_number_bits(const struct sddl_number *number)
{
	return number->sign == NUMBER_MINUS ? 0 - number->magnitude : number->magnitude;
}

bool sddl_string_read(struct sddl_reader *reader, struct text *utf16)
{
	const char *begin = reader->at;
	if (!sddl_expect(reader, '"'))
		return false;
	while (!sddl_take(reader, '"')) {
		if (reader->at >= reader->end) {
			reader->at = begin;
			return sddl_fail(reader, "this string is not closed");
		}
		const char *next = reader->at;
		uint32_t character;
		if (!utf8_take(&next, reader->end, &character))
			return sddl_fail(reader, "this is not UTF-8");
		if (character == 0)
			return sddl_fail(reader, "a string cannot contain a zero");
		utf16_add(utf16, character);
		reader->at = next;
	}
	return true;
}

bool sddl_string_write(struct text *text, struct bytes utf16)
{
	text_add(text, "\"");
	while (utf16.length > 0) {
		uint32_t character;
		if (!utf16_take(&utf16, &character) || character == '"' || character == 0)
			return false;
		utf8_add(text, character);
	}
	text_add(text, "\"");
	return true;
}

bool sddl_octets_read(struct sddl_reader *reader, struct text *octets)
{
	const char *end = reader->at;
	while (end < reader->end && (*end == '#' || isxdigit((unsigned char)*end)))
		end++;
	if (end == reader->at)
		return sddl_fail(reader, "hexadecimal digits are expected here");
	uint32_t octet = 0;
	for (; reader->at < end; reader->at++) {
		octet = octet << 4 | (*reader->at == '#' ? 0 : sddl_digit_value(*reader->at));
		if ((end - reader->at) % 2 == 1) /* the last of a pair */
			binary_add_u8(octets, (uint8_t)(octet & 0xff));
	}
	return true;
}

void sddl_octets_write(struct text *text, struct bytes octets)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < octets.length; i++) {
		const char pair[] = { digits[octets.data[i] >> 4], digits[octets.data[i] & 0x0f] };
		text_add_bytes(text, pair, sizeof pair);
	}
}

void sddl_sized_sid_add(struct text *bytes, const struct sid *sid)
{
	size_t size = sddl_sized_begin(bytes);
	sid_add(bytes, sid);
	sddl_sized_end(bytes, size);
}

size_t sddl_sized_begin(struct text *bytes)
{
	size_t begin = bytes->length;
	binary_add_u32le(bytes, 0);
	return begin;
}

void sddl_sized_end(struct text *bytes, size_t begin)
{
	size_t size = bytes->length - begin - SIZE_BYTES;
	for (size_t i = 0; i < SIZE_BYTES; i++)
		bytes->data[begin + i] = (char)(size >> 8 * i & 0xff);
}
