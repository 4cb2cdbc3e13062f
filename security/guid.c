/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/guid.h"

#include <string.h>

enum { GUID_BYTES = 16, GUID_LETTERS = 36 };

/* For each byte of the text form: its position in the wire form. */
static const size_t wire_place[GUID_BYTES] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14,
	15 };

static bool dash_before(size_t i)
{
	return i == 4 || i == 6 || i == 8 || i == 10;
}

char *guid_write(struct arena *arena, const struct guid *guid)
{
	static const char digits[] = "0123456789abcdef";
	char *text = arena_alloc(arena, GUID_LETTERS + 1), *at = text;
	for (size_t i = 0; i < GUID_BYTES; i++) {
		const uint8_t byte = guid->byte[wire_place[i]];
		if (dash_before(i))
			*at++ = '-';
		*at++ = digits[byte >> 4];
		*at++ = digits[byte & 0xf];
	}
	return text;
}

static bool digit_take(const char **text, uint8_t *value)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *found = **text == '\0' ? NULL : strchr(digits, **text);
	if (found == NULL)
		return false;
	*value = (uint8_t)((found - digits) % 16);
	(*text)++;
	return true;
}

bool guid_parse(const char *text, struct guid *guid)
{
	*guid = (struct guid){ 0 };
	struct guid read = { 0 };
	for (size_t i = 0; i < GUID_BYTES; i++) {
		uint8_t high = 0, low = 0;
		if (dash_before(i) && *text++ != '-')
			return false;
		if (!digit_take(&text, &high) || !digit_take(&text, &low))
			return false;
		read.byte[wire_place[i]] = (uint8_t)(high << 4 | low);
	}
	if (*text != '\0')
		return false;
	*guid = read;
	return true;
}
