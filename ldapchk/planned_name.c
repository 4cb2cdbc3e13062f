/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/planned_name.h"

#include <stdlib.h>
#include <strings.h>

#include "base/nearest.h"
#include "base/text.h"

enum { SUGGESTIONS = 3 };

static const struct plan_member member_cms = { "cms", KNOWN_CMS | KNOWN_SERVER, 0 };
static const struct plan_member member_cluster = { "standby_cluster", KNOWN_CLUSTER | KNOWN_MACHINE,
	KNOWN_CMS | KNOWN_SERVER | KNOWN_NODE | KNOWN_TARGET };
static const struct plan_member member_standby = { "standby_nodes",
	KNOWN_TARGET | KNOWN_NODE | KNOWN_MACHINE, KNOWN_CMS | KNOWN_CLUSTER };
static const struct plan_member member_source = { "source_nodes",
	KNOWN_NODE | KNOWN_TARGET | KNOWN_MACHINE, KNOWN_CMS | KNOWN_CLUSTER };

static void names_add(struct arena *arena, struct planned_names *all, const struct name *names,
	size_t count, const struct plan_member *member)
{
	for (size_t i = 0; i < count; i++) {
		all->name = arena_more(arena, all->name, all->count, sizeof *all->name);
		all->name[all->count++] = (struct planned_name){ &names[i], member };
	}
}

struct planned_names planned_names_of(struct arena *arena, const struct recovery *recovery)
{
	struct planned_names all = { 0 };
	names_add(arena, &all, &recovery->cms, 1, &member_cms);
	names_add(arena, &all, &recovery->standby_cluster, 1, &member_cluster);
	names_add(arena, &all, recovery->standby_nodes, recovery->standby_node_count,
		&member_standby);
	names_add(arena, &all, recovery->source_nodes, recovery->source_node_count, &member_source);
	return all;
}

static bool is_in_recovery(const struct planned_names *all, const char *label)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strcasecmp(all->name[i].name->label, label) == 0)
			return true;
	}
	return false;
}

static int compare_labels(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/*
 * Sorted, since servers return objects in any order. Those that may be meant: `of_server` only the
 * nodes and SCR targets of that Exchange server.
 */
static const char **candidates(struct arena *arena, const struct known_names *names,
	const struct planned_names *all, const struct planned_name *of, const char *of_server,
	size_t *count)
{
	const char **label = arena_alloc(arena, (names->count + 1) * sizeof *label);
	*count = 0;
	for (size_t i = 0; i < names->count; i++) {
		const struct known_name *known = &names->name[i];
		if ((known->role & of->member->may_be) == 0 || is_in_recovery(all, known->label))
			continue;
		if (of_server == NULL ||
			(known->of != NULL && strcasecmp(known->of, of_server) == 0))
			label[(*count)++] = known->label;
	}
	if (*count > 0)
		qsort(label, *count, sizeof *label, compare_labels);
	return label;
}

const char *planned_name_meant(struct arena *arena, const struct known_names *names,
	const struct planned_names *all, const struct planned_name *of)
{
	const char *const from[] = { all->name[PLANNED_CMS].name->label, NULL };
	const char *word = of->name->label, *found[SUGGESTIONS];
	struct text text = text_new(arena);
	size_t near = 0, kept = 0;
	for (size_t i = 0; i < sizeof from / sizeof *from && near == 0; i++) {
		size_t count;
		const char **label = candidates(arena, names, all, of, from[i], &count);
		near = nearest_words(word, label, count, names_within(word), found, SUGGESTIONS);
	}
	for (size_t i = 0; i < near; i++) {
		if (known_name_find(names, found[i], of->member->is_not) == NULL)
			found[kept++] = found[i];
	}
	for (size_t i = 0; i < kept; i++)
		text_add(&text, "%s%s", i == 0 ? "" : i + 1 < kept ? ", " : " or ", found[i]);
	return kept == 0 ? NULL : text.data;
}
