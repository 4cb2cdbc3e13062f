/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ldapchk/collect/parts.h"
#include "model/dn_key.h"

void found_add(struct found *found, const struct entry *entry)
{
	found->entry = arena_more(found->arena, found->entry, found->count, sizeof *found->entry);
	found->entry[found->count++] = *entry;
}

void found_once(struct found *found)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < found->count; i++) {
		const char *name = dn_key(found->arena, found->entry[i].dn);
		name_index_add(found->arena, &names, bytes_of(name, strlen(name)), i);
	}
	const bool *first = name_index_firsts(found->arena, &names);
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++) {
		if (first[i])
			found->entry[kept++] = found->entry[i];
	}
	found->count = kept;
}

struct attribute *found_attribute(struct arena *arena, struct entry *entry, const char *name)
{
	const struct attribute *found = entry_attribute(entry, name);
	if (found != NULL)
		return &entry->attribute[found - entry->attribute];
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	entry->attribute[entry->count] = (struct attribute){ .name = arena_string(arena, name) };
	return &entry->attribute[entry->count++];
}

struct name_index accounts_index(struct arena *arena, const struct directory_visit *visit)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < visit->entry_count; i++) {
		const struct attribute *name = entry_attribute(&visit->entry[i], "sAMAccountName");
		if (name != NULL && name->count > 0)
			name_index_add(arena, &names, name->value[0], i);
	}
	name_index_sort(&names);
	return names;
}
