/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dn_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "base/upcase.h"

static int hex_digit(char digit)
{
	static const char digits[] = "0123456789abcdef", capitals[] = "0123456789ABCDEF";
	const char *at = digit == '\0' ? NULL : strchr(digits, digit);
	if (at != NULL)
		return (int)(at - digits);
	at = digit == '\0' ? NULL : strchr(capitals, digit);
	return at == NULL ? -1 : (int)(at - capitals);
}

/* Takes a character and its escape. Returns whether it was escaped. */
static bool take(const char **at, unsigned char *byte)
{
	const char *from = *at;
	const bool escaped = *from == '\\' && from[1] != '\0';
	const int high = escaped ? hex_digit(from[1]) : -1;
	const int low = high < 0 ? -1 : hex_digit(from[2]);
	*byte = (unsigned char)(low >= 0 ? high << 4 | low : from[escaped]);
	*at = from + (low >= 0 ? 3 : escaped + 1);
	return escaped;
}

/* Only what an escape protects stays escaped, and all of it in hexadecimal. */
static bool needs_escape(unsigned char byte)
{
	return byte <= ' ' || strchr(",+\"\\<>#;", byte) != NULL;
}

static void drop_spaces(struct text *key)
{
	while (key->length > 0 && key->data[key->length - 1] == ' ')
		key->data[--key->length] = '\0';
}

const char *dn_key(struct arena *arena, const char *dn)
{
	struct text key = text_new(arena);
	bool begins = true, in_value = false; /* where one begins, spaces do not count */
	for (const char *at = dn; *at != '\0';) {
		unsigned char byte;
		const bool escaped = take(&at, &byte);
		if (!escaped && byte == ' ' && begins)
			continue;
		const bool ends = !escaped && (byte == ',' || byte == '+');
		begins = ends || (byte == '=' && !in_value);
		in_value = !ends && (in_value || byte == '=');
		if (begins)
			drop_spaces(&key);
		if (escaped && needs_escape(byte))
			text_add(&key, "\\%02X", byte);
		else
			text_add_bytes(&key, (const char *)&byte, 1);
	}
	drop_spaces(&key);
	return upcase(arena, key.data);
}
