/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/entry_descriptor.h"

static const void *attribute_descriptor(struct arena *arena, const void *of)
{
	const struct attribute *attribute = of;
	struct entry_descriptor *made = arena_alloc(arena, sizeof *made);
	struct error error = { 0 };
	if (!descriptor_read(attribute->value[0], arena, &made->descriptor, &error))
		made->fault = arena_string(arena, error.text);
	return made;
}

const struct entry_descriptor *entry_descriptor(
	const struct examination *examination, const struct entry *entry)
{
	const struct attribute *attribute = entry_attribute(entry, "nTSecurityDescriptor");
	if (attribute == NULL || attribute->count != 1)
		return NULL;
	return memo_of(
		examination->recovery_memo, examination->arena, attribute_descriptor, attribute);
}
