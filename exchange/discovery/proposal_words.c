/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/discovery/proposal_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MAX_SHOWN = 20 };

void texts_add(struct arena *arena, struct texts *texts, const char *text)
{
	texts->text = arena_more(arena, texts->text, texts->count, sizeof *texts->text);
	texts->text[texts->count++] = text;
}

bool texts_hold(const struct texts *texts, const char *text)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->text[i], text) == 0)
			return true;
	}
	return false;
}

const char *texts_write(struct arena *arena, const struct texts *texts)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < texts->count && i < MAX_SHOWN; i++)
		text_add(&text, "%s%s", i == 0 ? "" : ", ", texts->text[i]);
	if (texts->count > MAX_SHOWN)
		text_add(&text, " and %zu more", texts->count - MAX_SHOWN);
	return text.data;
}

static int compare_groups(const void *one, const void *other)
{
	const struct storage_group *a = one, *b = other;
	return strcmp(a->name, b->name);
}

const struct storage_group *groups_by_name(
	struct arena *arena, const struct exchange_server *server)
{
	if (server->group_count == 0)
		return NULL;
	struct storage_group *groups =
		arena_copy(arena, server->group, server->group_count * sizeof *groups);
	qsort(groups, server->group_count, sizeof *groups, compare_groups);
	return groups;
}

const char *server_describe(struct arena *arena, const struct exchange_server *server)
{
	static const char *const kinds[] = {
		[STORAGE_STANDALONE] = "standalone",
		[STORAGE_CCR] = "cluster continuous replication",
		[STORAGE_SCC] = "single copy cluster",
		[STORAGE_UNKNOWN] = "of an unknown kind of cluster",
	};
	struct texts nodes = { 0 }, groups = { 0 };
	const struct storage_group *ordered = groups_by_name(arena, server);
	for (size_t i = 0; i < server->node_count; i++)
		texts_add(arena, &nodes, server->node[i]);
	for (size_t i = 0; i < server->group_count; i++)
		texts_add(arena, &groups, arena_format(arena, "\"%s\"", ordered[i].name));
	struct text text = text_new(arena);
	text_add(&text, "%s (%s; Exchange %s", server->name, kinds[server->storage],
		exchange_version_write(arena, server));
	if (nodes.count > 0)
		text_add(&text, "; nodes %s", texts_write(arena, &nodes));
	if (server->site != NULL)
		text_add(&text, "; site %s", server->site);
	if (groups.count > 0)
		text_add(&text, "; storage groups %s", texts_write(arena, &groups));
	text_add(&text, ")");
	return text.data;
}

const char *ask_for_cluster(struct arena *arena, const char *cms, bool are_targets,
	const struct texts *targets, const struct texts *candidates,
	const struct machines *machines)
{
	const char *to = texts_write(arena, targets);
	if (are_targets && candidates->count == 1)
		return arena_format(arena,
			"Is %s the standby cluster itself? It is an SCR target of %s, "
			"and its account looks like a cluster's. The directory does not show more.",
			candidates->text[0], cms);
	if (gap_is(&machines->clusters_gap))
		return arena_format(arena,
			"To which cluster do the SCR targets of %s (%s) belong? The accounts "
			"of clusters could not be read: %s",
			cms, to, machines->clusters_gap.text);
	if (candidates->count == 0)
		return arena_format(arena,
			"To which cluster do the SCR targets of %s (%s) belong? The directory shows no "
			"account that looks like a cluster's.",
			cms, to);
	if (candidates->count == 1)
		return arena_format(arena,
			"Is %s the cluster of the SCR targets of %s (%s), "
			"and not the one that %s runs on now? It is the only account "
			"that looks like a cluster's. The directory does not show more.",
			candidates->text[0], cms, to, cms);
	return arena_format(arena,
		"To which cluster do the SCR targets of %s (%s) belong? Not the one "
		"that %s runs on now; the directory does not distinguish them. "
		"Accounts that look like a cluster's: %s.",
		cms, to, cms, texts_write(arena, candidates));
}

const char *ask_for_nodes(struct arena *arena, const char *domain, const struct texts *nodes,
	const struct texts *unseen, const struct texts *candidates)
{
	struct text text = text_new(arena);
	if (nodes->count > 0)
		text_add(&text,
			"Which other nodes does the standby cluster have? SCR replicates to %s; "
			"the directory does not show others. Add them, if there are any.",
			texts_write(arena, nodes));
	else
		text_add(&text, "Which nodes does the standby cluster have?");
	if (unseen->count > 0)
		text_add(&text,
			" SCR also replicates to %s, for which %s shows no computer account.",
			texts_write(arena, unseen), domain);
	if (candidates->count > 0)
		text_add(&text, " Machines that look like nodes of some cluster: %s.",
			texts_write(arena, candidates));
	return text.data;
}
