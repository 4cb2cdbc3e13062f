/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/unicode.h"

#include <stddef.h>

#include "base/binary.h"

enum {
	HIGH_SURROGATE = 0xd800,
	LOW_SURROGATE = 0xdc00,
	AFTER_SURROGATES = 0xe000,
	SECOND_PLANE = 0x10000,
	LAST_CHARACTER = 0x10ffff,
};

/* The number of continuation bytes after this first byte; -1 if it cannot begin a character. */
static int continuations_of(unsigned char first)
{
	if (first < 0x80)
		return 0;
	if (first < 0xc2 || first > 0xf4)
		return -1;
	return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}

bool utf8_take(const char **at, const char *end, uint32_t *character)
{
	static const uint32_t smallest[] = { 0, 0x80, 0x800, SECOND_PLANE };
	static const unsigned char mask[] = { 0x7f, 0x1f, 0x0f, 0x07 };
	*character = 0;
	if (*at >= end)
		return false;
	const unsigned char *byte = (const unsigned char *)*at;
	int more = continuations_of(*byte);
	if (more < 0 || end - *at <= (ptrdiff_t)more)
		return false;
	uint32_t value = *byte & mask[more];
	for (int i = 1; i <= more; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return false;
		value = value << 6 | (byte[i] & 0x3f);
	}
	if (value < smallest[more] || value > LAST_CHARACTER ||
		(value >= HIGH_SURROGATE && value < AFTER_SURROGATES))
		return false;
	*character = value;
	*at += more + 1;
	return true;
}

void utf8_add(struct text *text, uint32_t character)
{
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	int more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < SECOND_PLANE ? 2 : 3;
	char byte[4];
	byte[0] = (char)(lead[more] | character >> 6 * more);
	for (int i = 1; i <= more; i++)
		byte[i] = (char)(0x80 | (character >> 6 * (more - i) & 0x3f));
	text_add_bytes(text, byte, (size_t)more + 1);
}

bool utf16_take(struct bytes *from, uint32_t *character)
{
	*character = 0;
	uint32_t first = bytes_u16le(from);
	if (from->failed)
		return false;
	if (first < HIGH_SURROGATE || first >= AFTER_SURROGATES) {
		*character = first;
		return true;
	}
	uint32_t second = bytes_u16le(from);
	if (from->failed || first >= LOW_SURROGATE || second < LOW_SURROGATE ||
		second >= AFTER_SURROGATES)
		return false;
	*character = SECOND_PLANE + ((first - HIGH_SURROGATE) << 10 | (second - LOW_SURROGATE));
	return true;
}

void utf16_add(struct text *bytes, uint32_t character)
{
	if (character < SECOND_PLANE) {
		binary_add_u16le(bytes, (uint16_t)character);
		return;
	}
	binary_add_u16le(bytes, (uint16_t)(HIGH_SURROGATE + ((character - SECOND_PLANE) >> 10)));
	binary_add_u16le(bytes, (uint16_t)(LOW_SURROGATE + ((character - SECOND_PLANE) & 0x3ff)));
}
