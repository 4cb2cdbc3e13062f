/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/parts.h"

/*
 * The CMSs' own tokens are read only for plans of at most this many CMSs: each needs a read of its
 * own, and only advisory checks use them.
 */
enum { CMS_TOKENS_MAX = 50 };

/* Accounts whose tokens are read, each once, even if in several recoveries. */
struct actors {
	struct arena *arena;
	struct directory_visit *visit;
	struct name_index names; /* of the visit's entries, by sAMAccountName */
	bool *is_listed;         /* by entry */
	struct entry **entry;
	size_t count;
};

static void actors_open(struct actors *actors, struct arena *arena, struct directory_visit *visit)
{
	*actors = (struct actors){ .arena = arena, .visit = visit };
	actors->is_listed = arena_alloc(arena, visit->entry_count * sizeof *actors->is_listed);
	actors->entry = arena_alloc(arena, visit->entry_count * sizeof *actors->entry);
	actors->names = accounts_index(arena, visit);
}

static void actors_add(struct actors *actors, const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t found;
		const struct named_place *place = name_index_find(
			&actors->names, arena_format(actors->arena, "%s$", names[i].label), &found);
		for (size_t k = 0; k < found; k++) {
			if (actors->is_listed[place[k].at])
				continue;
			actors->is_listed[place[k].at] = true;
			actors->entry[actors->count++] = &actors->visit->entry[place[k].at];
		}
	}
}

static void note_token(struct arena *arena, struct entry *entry, struct reply *reply)
{
	const struct attribute *read =
		reply->count == 1 ? entry_attribute(&reply->entry[0], "tokenGroups") : NULL;
	if (reply->error.kind == ERROR_NONE && read == NULL)
		error_set(&reply->error, ERROR_ABSENT, "the server returned no tokenGroups for %s",
			entry->dn);
	struct attribute *groups = found_attribute(arena, entry, "tokenGroups");
	const char *name = groups->name;
	if (reply->error.kind == ERROR_NONE)
		*groups = *read;
	else
		*groups = (struct attribute){ .gap = gap_of(arena, &reply->error) };
	groups->name = name;
}

/* tokenGroups is computed only in base searches (MS-ADTS 3.1.1.4.5.19): one per account, in
 * parallel. */
bool collect_tokens(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct actors actors;
	actors_open(&actors, arena, visit);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		if (plan->recovery_count <= CMS_TOKENS_MAX)
			actors_add(&actors, &recovery->cms, 1);
		actors_add(&actors, &recovery->standby_cluster, 1);
		actors_add(&actors, recovery->standby_nodes, recovery->standby_node_count);
	}
	const size_t count = actors.count;
	struct search *searches = arena_alloc(arena, count * sizeof *searches);
	struct reply *replies = arena_alloc(arena, count * sizeof *replies);
	for (size_t i = 0; i < count; i++)
		searches[i] = (struct search){ actors.entry[i]->dn, SCOPE_BASE, "(objectClass=*)",
			attributes_of(arena, OF_ACCOUNT), false, false };
	bool ok = session_search(session, searches, count, replies, error);
	for (size_t i = 0; i < count; i++)
		note_token(arena, actors.entry[i], &replies[i]);
	return ok;
}
