/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "ldapchk/account.h"
#include "ldapchk/collect/filter.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/dn.h"
#include "ldapchk/known_object.h"

/* The clauses of two filters. */
struct wanted {
	struct text containers, creators;
	size_t missing; /* CMSs without an account */
};

static void want_container(struct wanted *wanted, const char *dn)
{
	text_add(&wanted->containers, "(distinguishedName=");
	filter_add_escaped(&wanted->containers, dn, strlen(dn));
	text_add(&wanted->containers, ")");
}

static void want_cluster(struct arena *arena, struct wanted *wanted, const struct entry *entry)
{
	const struct account account = account_read(arena, entry);
	want_container(wanted, dn_parent(entry->dn));
	if (!account.has_sid)
		return;
	struct text bytes = text_new(arena);
	sid_add(&bytes, &account.sid);
	text_add(&wanted->creators, "(mS-DS-CreatorSID=");
	filter_add_escaped(&wanted->creators, bytes.data, bytes.length);
	text_add(&wanted->creators, ")");
}

/* The standby clusters of CMSs without an account, which have to create it; each once. */
static void find_clusters(struct arena *arena, const struct plan *plan,
	const struct directory_visit *visit, struct wanted *wanted)
{
	const struct name_index names = accounts_index(arena, visit);
	bool *noted = arena_alloc(arena, visit->entry_count * sizeof *noted);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		size_t count;
		name_index_find(&names, arena_format(arena, "%s$", recovery->cms.label), &count);
		if (count > 0)
			continue;
		wanted->missing++;
		const struct named_place *place = name_index_find(&names,
			arena_format(arena, "%s$", recovery->standby_cluster.label), &count);
		for (size_t k = 0; k < count && wanted->missing <= NAMES_PER_PAGE; k++) {
			if (!noted[place[k].at])
				want_cluster(arena, wanted, &visit->entry[place[k].at]);
			noted[place[k].at] = true;
		}
	}
}

void collect_creation(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit)
{
	static const enum part_kind kinds[] = { PART_CONTAINERS, PART_CREATED };
	struct wanted wanted = { text_new(arena), text_new(arena), 0 };
	find_clusters(arena, plan, visit, &wanted);
	if (wanted.missing == 0)
		return;
	const char *computers = creation_default_container(arena, visit);
	if (computers != NULL)
		want_container(&wanted, computers);
	/* Not every server supports a filter without a clause (RFC 4526). */
	const size_t count = wanted.containers.length == 0 ? 0
			     : wanted.creators.length == 0 ? 1
							   : 2;
	const char *domain = entry_text(arena, &visit->root, "defaultNamingContext");
	const struct search searches[] = {
		{ domain, SCOPE_SUBTREE, arena_format(arena, "(|%s)", wanted.containers.data),
			attributes_of(arena, OF_CONTAINER), true, true },
		{ domain, SCOPE_SUBTREE,
			arena_format(
				arena, "(&(objectCategory=computer)(|%s))", wanted.creators.data),
			attributes_of(arena, OF_CREATED), false, false },
	};
	struct reply replies[2] = { 0 };
	struct error error = { 0 };
	session_search(session, searches, count, replies, &error);
	for (size_t i = 0; i < count; i++) {
		if (wanted.missing > NAMES_PER_PAGE)
			error_set(&replies[i].error, ERROR_CONFIG,
				"%zu CMSs have no account; at most %d clusters are asked for",
				wanted.missing, NAMES_PER_PAGE);
		part_add(arena, visit, kinds[i], &replies[i]);
	}
}
