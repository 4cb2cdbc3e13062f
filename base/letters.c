/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/letters.h"

#include <ctype.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

/* The letters for clicks look like "|" and "!", and code page 1252 has these for them. */
static bool is_click(ucs4_t letter)
{
	return letter >= 0x1c0 && letter <= 0x1c3;
}

static bool is_letter(ucs4_t letter)
{
	const uint32_t letters = UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Ll | UC_CATEGORY_MASK_Lt |
				 UC_CATEGORY_MASK_Lo | UC_CATEGORY_MASK_Nd;
	return letter < 0x80
		       ? isalnum((int)letter) != 0
		       : uc_is_general_category_withtable(letter, letters) && !is_click(letter);
}

bool has_only_letters(const char *text, size_t length, const char *others)
{
	const uint8_t *at = (const uint8_t *)text, *end = at + length;
	while (at < end) {
		ucs4_t letter;
		const int size = u8_mbtoucr(&letter, at, (size_t)(end - at));
		if (size < 1 || !(is_letter(letter) ||
					(letter < 0x80 && strchr(others, (int)letter) != NULL)))
			return false;
		at += size;
	}
	return true;
}
