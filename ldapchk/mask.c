/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/mask.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/text.h"

static const struct {
	uint32_t bit;
	const char *name;
} right_names[] = {
	{ RIGHT_CREATE_CHILD, "Create Child" },
	{ RIGHT_DELETE_CHILD, "Delete Child" },
	{ RIGHT_LIST_CONTENTS, "List Contents" },
	{ RIGHT_SELF_WRITE, "Validated Write" },
	{ RIGHT_READ_PROPERTY, "Read Property" },
	{ RIGHT_WRITE_PROPERTY, "Write Property" },
	{ RIGHT_DELETE_TREE, "Delete Tree" },
	{ RIGHT_LIST_OBJECT, "List Object" },
	{ RIGHT_CONTROL_ACCESS, "Extended Right" },
	{ RIGHT_DELETE, "Delete" },
	{ RIGHT_READ_CONTROL, "Read Control" },
	{ RIGHT_WRITE_DAC, "Write DACL" },
	{ RIGHT_WRITE_OWNER, "Write Owner" },
	{ 0x00100000, "Synchronize" },
	{ 0x10000000, "Generic All" },
	{ 0x20000000, "Generic Execute" },
	{ 0x40000000, "Generic Write" },
	{ 0x80000000, "Generic Read" },
};

static void name_add(struct text *text, const char *name)
{
	text_add(text, "%s%s", text->length > 0 ? ", " : "", name);
}

char *mask_write(struct arena *arena, uint32_t mask)
{
	struct text text = text_new(arena);
	if (mask == 0)
		name_add(&text, "nothing");
	if ((mask & RIGHT_FULL_CONTROL) == RIGHT_FULL_CONTROL) {
		name_add(&text, "Full Control");
		mask &= ~(uint32_t)RIGHT_FULL_CONTROL;
	}
	for (size_t i = 0; i < sizeof right_names / sizeof right_names[0]; i++) {
		if ((mask & right_names[i].bit) == 0)
			continue;
		name_add(&text, right_names[i].name);
		mask &= ~right_names[i].bit;
	}
	if (mask != 0)
		name_add(&text, arena_format(arena, "0x%08" PRIx32, mask));
	return text.data;
}

uint32_t mask_map_generic(uint32_t mask)
{
	static const struct {
		uint32_t generic, rights;
	} map[] = {
		{ 0x80000000, 0x00020094 }, /* read */
		{ 0x40000000, 0x00020028 }, /* write */
		{ 0x20000000, 0x00020004 }, /* execute */
		{ 0x10000000, RIGHT_FULL_CONTROL },
	};
	uint32_t mapped = mask & 0x0fffffff;
	for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
		if ((mask & map[i].generic) != 0)
			mapped |= map[i].rights;
	}
	return mapped;
}
