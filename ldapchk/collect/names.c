/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/parts.h"

#include <string.h>

#include "ldapchk/collect/filter.h"
#include "ldapchk/collect/wanted_names.h"
#include "ldapchk/dn.h"
#include "ldapchk/known_object.h"

const char *exchange_servers_filter(struct arena *arena, const struct directory_visit *visit)
{
	const char *dn = exchange_servers_dn(arena, visit);
	if (dn == NULL || dn_is_deleted(dn))
		return NULL;
	struct text filter = text_new(arena);
	text_add(&filter, "(|(distinguishedName=");
	filter_add_escaped(&filter, dn, strlen(dn));
	text_add(&filter, ")(member:" MATCHING_RULE_IN_CHAIN ":=");
	filter_add_escaped(&filter, dn, strlen(dn));
	text_add(&filter, "))");
	return filter.data;
}

static struct search search_of(
	struct arena *arena, const struct directory_visit *visit, const char *filter)
{
	return (struct search){ entry_text(arena, &visit->root, "defaultNamingContext"),
		SCOPE_SUBTREE, filter, attributes_of(arena, OF_PRINCIPAL), false, true };
}

void collect_names(struct session *session, struct arena *arena, struct directory_visit *visit)
{
	struct error error = { 0 };
	size_t count;
	const struct sid *sids = names_wanted(arena, visit, &count);
	if (count > NAMES_MAX) {
		error_set(&error, ERROR_CONFIG,
			"%zu SIDs have to be looked up; only %d were asked for", count, NAMES_MAX);
		count = NAMES_MAX;
	}
	visit->sids_asked = arena_alloc(arena, count * sizeof *visit->sids_asked);
	for (size_t i = 0; i < count; i++)
		visit->sids_asked[visit->sids_asked_count++] = sid_write(arena, &sids[i]);

	const size_t chunks = (count + NAMES_PER_SEARCH - 1) / NAMES_PER_SEARCH;
	struct search *searches = arena_alloc(arena, (chunks + 1) * sizeof *searches);
	struct reply *replies = arena_alloc(arena, (chunks + 1) * sizeof *replies);
	for (size_t i = 0; i < chunks; i++) {
		const size_t first = i * NAMES_PER_SEARCH, rest = count - first;
		searches[i] = search_of(arena, visit,
			names_filter(arena, &sids[first],
				rest < NAMES_PER_SEARCH ? rest : NAMES_PER_SEARCH));
	}
	const char *group = exchange_servers_filter(arena, visit);
	if (group != NULL)
		searches[chunks] = search_of(arena, visit, group);
	session_search(session, searches, chunks + (group != NULL), replies, &error);
	/* One whose SID and earlier SIDs are in several searches is found by each of them. */
	struct found found = { .arena = arena };
	for (size_t i = 0; i < chunks; i++) {
		for (size_t k = 0; k < replies[i].count; k++)
			found_add(&found, &replies[i].entry[k]);
		if (replies[i].error.kind != ERROR_NONE)
			error_pass(&error, &replies[i].error);
	}
	found_once(&found);
	visit->principal = found.entry;
	visit->principal_count = found.count;
	visit->names_gap = gap_of(arena, &error);
	if (group != NULL)
		part_add(arena, visit, PART_GROUPS, &replies[chunks]);
}
