/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/attribute_name.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/binary.h"
#include "security/sddl/unicode.h"
#include "security/sddl/value.h"

enum { ESCAPE_DIGITS = 4 };

/* MS-DTYP 2.5.1.1: unescaped characters of a prefixed name, besides letters and digits. */
static const char literals[] = "#$'*+-./:;?@[\\]^_`{}~";

static bool is_one_of(uint32_t character, const char *set)
{
	return character > 0 && character < 0x80 && strchr(set, (int)character) != NULL;
}

static bool is_ascii_alphanumeric(uint32_t character)
{
	return character < 0x80 && isalnum((int)character);
}

/* Windows accepts the letters and digits of Latin-1 in local names, and nothing outside Latin-1. */
static bool is_local(uint32_t character, bool first)
{
	if (character < 0x80)
		return is_ascii_alphanumeric(character) || is_one_of(character, ":./_") ||
		       (character == '@' && !first);
	return character == 0xb2 || character == 0xb3 || character == 0xb9 ||
	       (character >= 0xc0 && character <= 0xff && character != 0xd7 && character != 0xf7);
}

static bool is_unescaped(uint32_t unit)
{
	return is_ascii_alphanumeric(unit) || is_one_of(unit, literals);
}

/* Characters that Windows reads unescaped. It writes commas and non-ASCII characters escaped. */
static bool is_taken(uint32_t character, enum attribute_name_kind kind, bool first)
{
	switch (kind) {
	case NAME_LOCAL:
		return is_local(character, first);
	case NAME_PREFIXED:
		return character >= 0x80 || is_unescaped(character) || character == ',';
	case NAME_QUOTED:
		return character != '"' && character != 0;
	}
	return false;
}

struct bytes attribute_name_ahead(const struct sddl_reader *reader)
{
	const char *end = reader->at, *at = reader->at;
	for (uint32_t character; utf8_take(&at, reader->end, &character); end = at) {
		if (!is_local(character, end == reader->at))
			break;
	}
	return bytes_of(reader->at, (size_t)(end - reader->at));
}

/* After "%". Windows refuses needless escapes, except in the name of a claim. */
static bool escape_read(
	struct sddl_reader *reader, enum attribute_name_kind kind, struct text *utf16)
{
	const char *digit = reader->at + 1;
	uint32_t unit = 0;
	for (int i = 0; i < ESCAPE_DIGITS; i++) {
		uint32_t value = reader->end - digit > i ? sddl_digit_value(digit[i]) : NO_DIGIT;
		if (value == NO_DIGIT)
			return sddl_fail(reader, "\"%%\" needs four hexadecimal digits");
		unit = unit << 4 | value;
	}
	if (unit == 0)
		return sddl_fail(reader, "a name cannot contain a zero");
	if (kind == NAME_PREFIXED && is_unescaped(unit))
		return sddl_fail(reader, "\"%c\" must not be escaped", (char)unit);
	binary_add_u16le(utf16, (uint16_t)unit);
	reader->at = digit + ESCAPE_DIGITS;
	return true;
}

bool attribute_name_read(
	struct sddl_reader *reader, enum attribute_name_kind kind, struct text *utf16)
{
	const char *begin = reader->at;
	while (reader->at < reader->end) {
		if (kind != NAME_LOCAL && *reader->at == '%') {
			if (!escape_read(reader, kind, utf16))
				return false;
			continue;
		}
		const char *next = reader->at;
		uint32_t character;
		if (!utf8_take(&next, reader->end, &character))
			return sddl_fail(reader, "this is not UTF-8");
		if (!is_taken(character, kind, reader->at == begin))
			break;
		utf16_add(utf16, character);
		reader->at = next;
	}
	if (reader->at == begin)
		return sddl_fail(reader, "the name of an attribute is expected here");
	return true;
}

static bool local_write(struct text *text, struct bytes utf16)
{
	for (bool first = true; utf16.length > 0; first = false) {
		uint32_t character;
		if (!utf16_take(&utf16, &character) || !is_local(character, first))
			return false;
		utf8_add(text, character);
	}
	return true;
}

bool attribute_name_write(struct text *text, struct bytes utf16, enum attribute_name_kind kind)
{
	if (utf16.length == 0)
		return false;
	if (kind == NAME_LOCAL)
		return local_write(text, utf16);
	while (utf16.length > 0) {
		uint16_t unit = bytes_u16le(&utf16);
		if (utf16.failed || unit == 0)
			return false;
		if (is_unescaped(unit))
			utf8_add(text, unit);
		else
			text_add(text, "%%%04" PRIx16, unit);
	}
	return true;
}
