/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nearest.h"
#include "ldapchk/collect/filter.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/known_names.h"

enum {
	NAMES_MAX = 20, /* more are not mistyped, but of another domain */
	KEPT = 8,       /* accounts for each */
	LEAST = 2,      /* letters that a name must begin or end with */
};

/* Names that are all alike but for one letter would be many. */
static size_t part_of(size_t length)
{
	const size_t third = (length + 2) / 3;
	return length <= LEAST ? length : third < LEAST ? LEAST : third;
}

/*
 * A third of a name stays as it is at its start or at its end, whichever letter is wrong, or two
 * that changed places. The own names of clusters may be called anything.
 */
struct search similar_search(struct arena *arena, const struct directory_visit *visit,
	const char *const *missing, size_t count)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(&(objectCategory=computer)(|(servicePrincipalName=MSServerCluster/*)");
	for (size_t i = 0; i < count && i < NAMES_MAX; i++) {
		const size_t length = strlen(missing[i]), part = part_of(length);
		text_add(&filter, "(cn=");
		filter_add_escaped(&filter, missing[i], part);
		text_add(&filter, "*)(cn=*");
		filter_add_escaped(&filter, missing[i] + length - part, part);
		text_add(&filter, ")");
	}
	text_add(&filter, "))");
	return (struct search){ entry_text(arena, &visit->root, "defaultNamingContext"),
		SCOPE_SUBTREE, filter.data, attributes_of(arena, OF_CLUSTER), false, false };
}

/* Marks the names that are near one of those that are missing. */
static void mark_near(
	const char *const *name, size_t name_count, const char *missing, bool *is_near)
{
	const char *found[KEPT];
	const size_t near =
		nearest_words(missing, name, name_count, names_within(missing), found, KEPT);
	for (size_t i = 0; i < near; i++) {
		for (size_t k = 0; k < name_count; k++)
			is_near[k] = is_near[k] || name[k] == found[i];
	}
}

void similar_take(struct arena *arena, const struct reply *reply, const char *const *missing,
	size_t count, struct directory_visit *visit)
{
	const char **name = arena_alloc(arena, (reply->count + 1) * sizeof *name);
	bool *is_near = arena_alloc(arena, (reply->count + 1) * sizeof *is_near);
	struct found found = { .arena = arena };
	if (reply->error.kind != ERROR_NONE)
		return;
	for (size_t i = 0; i < reply->count; i++) {
		const char *cn = entry_text(arena, &reply->entry[i], "cn");
		name[i] = cn == NULL ? "" : cn;
	}
	for (size_t i = 0; i < count && i < NAMES_MAX; i++)
		mark_near(name, reply->count, missing[i], is_near);
	for (size_t i = 0; i < reply->count; i++) {
		if (is_near[i])
			found_add(&found, &reply->entry[i]);
	}
	const struct reply kept = { .entry = found.entry, .count = found.count };
	part_add(arena, visit, PART_MACHINES, &kept);
}
