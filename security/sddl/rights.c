/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/rights.h"

#include <inttypes.h>

#include "security/sddl/token.h"

struct right {
	char letters[3];
	uint32_t mask;
};

static const struct right bits[] = { /* from the lowest up: they are written in this order */
	{ "CC", 0x00000001 }, { "DC", 0x00000002 }, { "LC", 0x00000004 }, { "SW", 0x00000008 },
	{ "RP", 0x00000010 }, { "WP", 0x00000020 }, { "DT", 0x00000040 }, { "LO", 0x00000080 },
	{ "CR", 0x00000100 }, { "SD", 0x00010000 }, { "RC", 0x00020000 }, { "WD", 0x00040000 },
	{ "WO", 0x00080000 }, { "GA", 0x10000000 }, { "GX", 0x20000000 }, { "GW", 0x40000000 },
	{ "GR", 0x80000000 }
};

static const struct right
	wholes[] = { /* of files and of registry keys; KX equals KR and is written as KR */
		{ "FA", 0x001f01ff }, { "FR", 0x00120089 }, { "FW", 0x00120116 },
		{ "FX", 0x001200a0 }, { "KA", 0x000f003f }, { "KR", 0x00020019 },
		{ "KW", 0x00020006 }, { "KX", 0x00020019 }
	};

static const struct right policies[] = { /* of mandatory labels, MS-DTYP 2.4.4.13 */
	{ "NW", 0x1 }, { "NR", 0x2 }, { "NX", 0x4 }
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The mask of those letters; 0 if the table does not have them. */
static uint32_t right_named(const struct right *right, size_t count, uint16_t letters)
{
	for (size_t i = 0; i < count; i++) {
		if (sddl_letters(right[i].letters) == letters)
			return right[i].mask;
	}
	return 0;
}

static uint32_t mask_named(uint16_t letters, bool label)
{
	uint32_t mask = right_named(bits, COUNT(bits), letters);
	if (mask == 0)
		mask = right_named(wholes, COUNT(wholes), letters);
	if (mask == 0 && label)
		mask = right_named(policies, COUNT(policies), letters);
	return mask;
}

static bool number_read(struct sddl_reader *reader, uint32_t *mask)
{
	uint64_t number = 0;
	if (!sddl_unsigned_read(reader, ZERO_IS_OCTAL, UINT32_MAX, &number))
		return false;
	*mask = (uint32_t)number;
	return true;
}

bool sddl_rights_read(struct sddl_reader *reader, bool label, uint32_t *mask)
{
	*mask = 0;
	const char *begin = reader->at;
	sddl_skip_spaces(reader);
	if (sddl_peek(reader) >= '0' && sddl_peek(reader) <= '9')
		return number_read(reader, mask);
	for (uint16_t letters; (letters = sddl_peek_letters(reader)) != 0;) {
		const uint32_t named = mask_named(letters, label);
		if (named == 0)
			return sddl_fail(
				reader, "\"%c%c\" is not a right", letters >> 8, letters & 0xff);
		*mask |= named;
		reader->at += 2;
		begin = reader->at;
		sddl_skip_spaces(reader);
	}
	if (reader->at == begin)
		return true;
	reader->at = begin; /* Windows accepts spaces before and between rights, not after them */
	return sddl_fail(reader, "no right follows the space");
}

static void add_bits(struct text *text, const struct right *right, size_t count, uint32_t mask)
{
	for (size_t i = 0; i < count; i++) {
		if ((mask & right[i].mask) != 0)
			text_add_bytes(text, right[i].letters, 2);
	}
}

static uint32_t mask_of(const struct right *right, size_t count)
{
	uint32_t mask = 0;
	for (size_t i = 0; i < count; i++)
		mask |= right[i].mask;
	return mask;
}

void sddl_rights_write(struct text *text, uint32_t mask, bool label)
{
	if (label && (mask & ~mask_of(policies, COUNT(policies))) == 0) {
		add_bits(text, policies, COUNT(policies), mask);
		return;
	}
	for (size_t i = 0; i < COUNT(wholes); i++) {
		if (wholes[i].mask == mask) {
			text_add_bytes(text, wholes[i].letters, 2);
			return;
		}
	}
	if ((mask & ~mask_of(bits, COUNT(bits))) == 0)
		add_bits(text, bits, COUNT(bits), mask);
	else
		text_add(text, "0x%" PRIx32, mask);
}
