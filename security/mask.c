/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/mask.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/text.h"

enum { OWN_BITS = 9, KINDS = 2 }; /* the low bits have a meaning per kind of object */

static const char *const own_names[KINDS][OWN_BITS] = {
	[OBJECT_DIRECTORY] = { "Create Child", "Delete Child", "List Contents", "Validated Write",
		"Read Property", "Write Property", "Delete Tree", "List Object", "Extended Right" },
	[OBJECT_FILE] = { "Read Data", "Write Data", "Append Data", "Read Extended Attributes",
		"Write Extended Attributes", "Execute", "Delete Child", "Read Attributes",
		"Write Attributes" },
};

static const struct {
	uint32_t bit;
	const char *name;
} common_names[] = {
	{ RIGHT_DELETE, "Delete" },
	{ RIGHT_READ_CONTROL, "Read Control" },
	{ RIGHT_WRITE_DAC, "Write DACL" },
	{ RIGHT_WRITE_OWNER, "Write Owner" },
	{ 0x00100000, "Synchronize" },
	{ 0x01000000, "Access System Security" },
	{ 0x02000000, "Maximum Allowed" },
	{ 0x10000000, "Generic All" },
	{ 0x20000000, "Generic Execute" },
	{ 0x40000000, "Generic Write" },
	{ 0x80000000, "Generic Read" },
};

uint32_t mask_full(enum object_kind kind)
{
	return kind == OBJECT_FILE ? RIGHT_FILE_ALL : RIGHT_FULL_CONTROL;
}

const char *mask_bit_name(uint32_t bit, enum object_kind kind)
{
	for (size_t i = 0; i < OWN_BITS; i++) {
		if (bit == (uint32_t)1 << i)
			return own_names[kind][i];
	}
	for (size_t i = 0; i < sizeof common_names / sizeof *common_names; i++) {
		if (bit == common_names[i].bit)
			return common_names[i].name;
	}
	return NULL;
}

static void name_add(struct text *text, const char *name)
{
	text_add(text, "%s%s", text->length > 0 ? ", " : "", name);
}

char *mask_write(struct arena *arena, uint32_t mask, enum object_kind kind)
{
	struct text text = text_new(arena);
	const uint32_t full = mask_full(kind);
	uint32_t nameless = 0;
	if (mask == 0)
		name_add(&text, "nothing");
	if ((mask & full) == full) {
		name_add(&text, "Full Control");
		mask &= ~full;
	}
	for (unsigned i = 0; i < 32; i++) {
		const uint32_t bit = (uint32_t)1 << i & mask;
		const char *name = bit == 0 ? NULL : mask_bit_name(bit, kind);
		if (name != NULL)
			name_add(&text, name);
		else
			nameless |= bit;
	}
	if (nameless != 0)
		name_add(&text, arena_format(arena, "0x%08" PRIx32, nameless));
	return text.data;
}

uint32_t mask_map_generic(uint32_t mask, enum object_kind kind)
{
	/* MS-ADTS 5.1.3.2; MS-DTYP 2.4.3 with the rights of files, MS-SMB2 2.2.13.1.1 */
	static const struct {
		uint32_t generic, rights[KINDS];
	} map[] = {
		{ 0x80000000, { 0x00020094, 0x00120089 } }, /* read */
		{ 0x40000000, { 0x00020028, 0x00120116 } }, /* write */
		{ 0x20000000, { 0x00020004, 0x001200a0 } }, /* execute */
		{ 0x10000000, { RIGHT_FULL_CONTROL, RIGHT_FILE_ALL } },
	};
	uint32_t mapped = mask & 0x0fffffff;
	if (mapped == mask)
		return mask;
	for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
		if ((mask & map[i].generic) != 0)
			mapped |= map[i].rights[kind];
	}
	return mapped;
}
