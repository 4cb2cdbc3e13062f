/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect_parts.h"

#include "ldapchk/account.h"

/* Whether the account acts in the directory: a standby cluster, or a node of one. */
static bool is_actor(const struct plan *plan, const struct entry *entry)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		if (entry_is_account(entry, recovery->standby_cluster.label))
			return true;
		for (size_t k = 0; k < recovery->standby_node_count; k++) {
			if (entry_is_account(entry, recovery->standby_nodes[k].label))
				return true;
		}
	}
	return false;
}

static void note_token(
	struct arena *arena, const char *server, struct entry *entry, struct reply *reply)
{
	const struct attribute *read =
		reply->count == 1 ? entry_attribute(&reply->entry[0], "tokenGroups") : NULL;
	if (reply->error.kind == ERROR_NONE && read == NULL)
		error_set(&reply->error, ERROR_ABSENT, "%s gives no tokenGroups for %s", server,
			entry->dn);
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	struct attribute *groups = &entry->attribute[entry->count++];
	if (reply->error.kind == ERROR_NONE)
		*groups = *read;
	else
		*groups = (struct attribute){
			.name = "tokenGroups",
			.gap = gap_of(arena, &reply->error),
		};
}

/* tokenGroups is computed for one object at a time (MS-ADTS 3.1.1.4.5.19): base reads, side by
 * side. */
bool collect_tokens(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct search *searches = arena_alloc(arena, visit->entry_count * sizeof *searches);
	struct reply *replies = arena_alloc(arena, visit->entry_count * sizeof *replies);
	struct entry **actors = arena_alloc(arena, visit->entry_count * sizeof *actors);
	size_t count = 0;
	for (size_t i = 0; i < visit->entry_count; i++) {
		if (!is_actor(plan, &visit->entry[i]))
			continue;
		actors[count] = &visit->entry[i];
		searches[count++] = (struct search){ visit->entry[i].dn, SCOPE_BASE,
			"(objectClass=*)", attributes_of(arena, of_account), false };
	}
	bool ok = session_search(session, searches, count, replies, error);
	for (size_t i = 0; i < count; i++)
		note_token(arena, visit->server, actors[i], &replies[i]);
	return ok;
}
