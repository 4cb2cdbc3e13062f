/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ldapchk/collect/parts.h"

void found_add(struct found *found, const struct entry *entry)
{
	found->entry = arena_more(found->arena, found->entry, found->count, sizeof *found->entry);
	found->entry[found->count++] = *entry;
}

void found_once(struct found *found)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < found->count; i++)
		name_index_add(found->arena, &names,
			bytes_of(found->entry[i].dn, strlen(found->entry[i].dn)), i);
	name_index_sort(&names);
	size_t kept = 0;
	bool *first = arena_alloc(found->arena, found->count * sizeof *first);
	for (size_t i = 0; i < found->count; i++) {
		size_t same;
		first[i] = name_index_find(&names, found->entry[i].dn, &same)->at == i;
	}
	for (size_t i = 0; i < found->count; i++) {
		if (first[i])
			found->entry[kept++] = found->entry[i];
	}
	found->count = kept;
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
