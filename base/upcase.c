/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/upcase.h"

#include <string.h>

#include <unicase.h>
#include <unistr.h>

#include "base/text.h"

enum { FINAL_SIGMA = 0x3c2, CAPITAL_SIGMA = 0x3a3, MAX_UTF16_UNIT = 0xffff, MAX_UTF8 = 6 };

/*
 * NTFS knows one capital for each unit of UTF-16, so no letters beyond 0xffff. It has only pairs:
 * the micro sign, the dotless i, the long s and the like, whose capitals belong to other letters,
 * stay as they are. The final sigma is its only exception.
 */
static ucs4_t capital_of(ucs4_t letter)
{
	const ucs4_t capital = uc_toupper(letter);
	if (letter == FINAL_SIGMA)
		return CAPITAL_SIGMA;
	return letter <= MAX_UTF16_UNIT && uc_tolower(capital) == letter ? capital : letter;
}

char *upcase(struct arena *arena, const char *text)
{
	struct text made = text_new(arena);
	const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text);
	while (at < end) {
		ucs4_t letter;
		uint8_t bytes[MAX_UTF8];
		const int length = u8_mbtoucr(&letter, at, (size_t)(end - at));
		if (length < 1) {
			text_add_bytes(&made, (const char *)at++, 1);
			continue;
		}
		const int written = u8_uctomb(bytes, capital_of(letter), sizeof bytes);
		text_add_bytes(&made, (const char *)bytes, (size_t)written);
		at += length;
	}
	return made.data;
}
