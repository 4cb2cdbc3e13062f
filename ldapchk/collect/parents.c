/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/parts.h"

/*
 * Computer objects are in the domain's root, in organizational units and in containers (possible
 * superiors in the schema). The containers of the system are left out: they are not for accounts,
 * and some of them may be listed by administrators only.
 */
static const char filter[] = "(|(objectClass=domainDNS)(objectClass=organizationalUnit)"
			     "(&(objectClass=container)(!(showInAdvancedViewOnly=TRUE))))";

static const char **without_account(
	struct arena *arena, const struct directory_visit *visit, size_t *missing_count)
{
	const struct name_index names = accounts_index(arena, visit);
	const char **missing = arena_alloc(arena, (visit->asked_count + 1) * sizeof *missing);
	*missing_count = 0;
	for (size_t i = 0; i < visit->asked_count; i++) {
		size_t count;
		name_index_find(&names,
			arena_format(arena, "%.*s$", ACCOUNT_LETTERS, visit->asked[i]), &count);
		if (count == 0)
			missing[(*missing_count)++] = visit->asked[i];
	}
	return missing;
}

void collect_parents(struct session *session, struct arena *arena, struct directory_visit *visit)
{
	size_t missing_count;
	const char **missing = without_account(arena, visit, &missing_count);
	if (missing_count == 0)
		return;
	const struct search searches[] = {
		{ entry_text(arena, &visit->root, "defaultNamingContext"), SCOPE_SUBTREE, filter,
			attributes_of(arena, OF_PARENT), true, false },
		{ "", SCOPE_BASE, "(objectClass=*)", attributes_of(arena, OF_SESSION), false,
			false },
		similar_search(arena, visit, missing, missing_count),
	};
	struct reply replies[3] = { 0 };
	struct error error = { 0 };
	session_search(session, searches, 3, replies, &error);
	struct found found = { .arena = arena };
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < replies[i].count; k++)
			found_add(&found, &replies[i].entry[k]);
	}
	const struct reply both = { found.entry, found.count,
		replies[0].error.kind != ERROR_NONE ? replies[0].error : replies[1].error };
	part_add(arena, visit, PART_PARENTS, &both);
	similar_take(arena, &replies[2], missing, missing_count, visit);
}
