/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/encoding.h"

#include <string.h>

static bool begins(struct bytes text, const char *with, size_t length)
{
	return text.length >= length && memcmp(text.data, with, length) == 0;
}

struct bytes encoding_unmarked(struct bytes text)
{
	if (begins(text, "\xef\xbb\xbf", 3))
		(void)bytes_take(&text, 3);
	return text;
}

const char *encoding_fault(struct bytes text)
{
	/* The zero bytes among the first two and four; 'x' is any other byte. */
	static const struct {
		const char *form;
		size_t length;
		bool wide; /* UTF-32 */
	} forms[] = { { "000x", 4, true }, { "x000", 4, true }, { "0x", 2, false },
		{ "x0", 2, false } };
	static const char utf16[] = "saved as UTF-16 (\"Unicode\" in Notepad): save it as UTF-8";
	static const char utf32[] = "saved as UTF-32: save it as UTF-8";
	if (begins(text, "\xff\xfe\0\0", 4) || begins(text, "\0\0\xfe\xff", 4))
		return utf32;
	if (begins(text, "\xff\xfe", 2) || begins(text, "\xfe\xff", 2))
		return utf16;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		bool fits = text.length >= forms[i].length;
		for (size_t k = 0; fits && k < forms[i].length; k++)
			fits = (text.data[k] == 0) == (forms[i].form[k] == '0');
		if (fits)
			return forms[i].wide ? utf32 : utf16;
	}
	return NULL;
}

bool encoding_take(const char *file, struct bytes *text, struct error *error)
{
	const char *fault = encoding_fault(*text);
	*text = encoding_unmarked(*text);
	return fault == NULL || error_set(error, ERROR_MALFORMED, "%s: %s", file, fault);
}
