/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect_parts.h"

#include "ldapchk/names.h"

static void take_principals(
	struct arena *arena, struct directory_visit *visit, const struct reply *reply)
{
	for (size_t i = 0; i < reply->count; i++) {
		visit->principal = arena_more(
			arena, visit->principal, visit->principal_count, sizeof *visit->principal);
		visit->principal[visit->principal_count++] = reply->entry[i];
	}
}

void collect_names(struct session *session, struct arena *arena, struct directory_visit *visit)
{
	struct error error = { 0 };
	size_t count;
	const struct sid *sids = names_wanted(arena, visit, &count);
	if (count > NAMES_MAX) {
		error_set(&error, ERROR_CONFIG, "%zu SIDs to be named; %d were asked for", count,
			NAMES_MAX);
		count = NAMES_MAX;
	}
	visit->sids_asked = arena_alloc(arena, count * sizeof *visit->sids_asked);
	for (size_t i = 0; i < count; i++)
		visit->sids_asked[visit->sids_asked_count++] = sid_write(arena, &sids[i]);

	const size_t chunks = (count + NAMES_PER_SEARCH - 1) / NAMES_PER_SEARCH;
	struct search *searches = arena_alloc(arena, chunks * sizeof *searches);
	struct reply *replies = arena_alloc(arena, chunks * sizeof *replies);
	for (size_t i = 0; i < chunks; i++) {
		size_t first = i * NAMES_PER_SEARCH;
		size_t rest = count - first;
		searches[i] =
			(struct search){ entry_text(arena, &visit->root, "defaultNamingContext"),
				SCOPE_SUBTREE,
				names_filter(arena, &sids[first],
					rest < NAMES_PER_SEARCH ? rest : NAMES_PER_SEARCH),
				attributes_of(arena, of_principal), false, true };
	}
	session_search(session, searches, chunks, replies, &error);
	for (size_t i = 0; i < chunks; i++) {
		take_principals(arena, visit, &replies[i]);
		if (replies[i].error.kind != ERROR_NONE)
			error_set(&error, replies[i].error.kind, "%s", replies[i].error.text);
	}
	visit->names_gap = gap_of(arena, &error);
}
