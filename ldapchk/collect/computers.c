/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/limits.h"
#include "ldapchk/collect/labels.h"
#include "ldapchk/collect/parts.h"

/* Objects that a replication conflict renamed to "NAME<line feed>CNF:guid"; there are few. */
static const char conflict_filter[] = "(&(objectCategory=computer)(cn=*\\0aCNF:*))";

/* Asked for but not returned: the reader has no READ_CONTROL. This does not mean "no rights". */
static void note_descriptor(struct arena *arena, struct entry *entry)
{
	struct attribute *descriptor = found_attribute(arena, entry, "nTSecurityDescriptor");
	if (descriptor->count == 0)
		descriptor->gap = (struct gap){ .cause = ERROR_DENIED,
			.text = "the account that collects lacks Read Permissions" };
}

/*
 * If the object is shown without dSHeuristics, the default applies. If the object or its name is
 * not shown, the setting is unknown, and the attribute becomes a gap.
 */
static const struct entry *service_of(struct arena *arena, const char *dn, struct reply *reply)
{
	if (reply->error.kind == ERROR_NONE &&
		(reply->count != 1 || entry_attribute(&reply->entry[0], "cn") == NULL))
		error_set(&reply->error, ERROR_DENIED,
			"the account that collects lacks Read Property");
	if (reply->error.kind == ERROR_NONE)
		return &reply->entry[0];
	struct entry *service = arena_alloc(arena, sizeof *service);
	*service = (struct entry){ .dn = dn, .count = 1 };
	service->attribute = arena_alloc(arena, sizeof *service->attribute);
	*service->attribute = (struct attribute){
		.name = "dSHeuristics",
		.gap = gap_of(arena, &reply->error),
	};
	return service;
}

/* The labels of clusters (CMSs and standby clusters) and of nodes, whose descriptors are not read.
 */
static void find_labels(const struct plan *plan, struct labels *clusters, struct labels *nodes)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		labels_add(clusters, &recovery->cms, 1);
		labels_add(clusters, &recovery->standby_cluster, 1);
		labels_add(nodes, recovery->standby_nodes, recovery->standby_node_count);
		labels_add(nodes, recovery->source_nodes, recovery->source_node_count);
	}
	labels_sort(clusters);
	labels_sort(nodes);
}

/* All searches of one visit for computers and surroundings. */
struct search_list {
	struct arena *arena;
	const char *domain;
	struct search *search;
	size_t count;
};

static void list_add(struct search_list *list, struct search search)
{
	list->search = arena_more(list->arena, list->search, list->count, sizeof *list->search);
	list->search[list->count++] = search;
}

static void list_add_computers(struct search_list *list, const struct labels *labels,
	enum attribute_of of, bool descriptors)
{
	for (size_t first = 0; first < labels->count; first += NAMES_PER_PAGE)
		list_add(list, (struct search){ list->domain, SCOPE_SUBTREE,
				       labels_filter(labels, first, NAMES_PER_PAGE),
				       attributes_of(list->arena, of), descriptors, true });
}

static void take_conflicts(struct found *found, const struct reply *reply,
	const struct labels *labels, bool with_descriptor)
{
	for (size_t i = 0; i < reply->count; i++) {
		/* Not entry_text(), which escapes the line feed. */
		const struct attribute *cn = entry_attribute(&reply->entry[i], "cn");
		if (cn == NULL || cn->count == 0)
			continue;
		char *name = arena_text(found->arena, cn->value[0].data, cn->value[0].length);
		char *end = strchr(name, '\n');
		if (end == NULL)
			continue;
		*end = '\0';
		if (!labels_contain(labels, name))
			continue;
		found_add(found, &reply->entry[i]);
		if (with_descriptor)
			note_descriptor(found->arena, &found->entry[found->count - 1]);
	}
}

static void take_computers(
	struct found *found, struct reply *replies, size_t count, bool with_descriptor)
{
	for (size_t i = 0; i < count; i++) {
		if (replies[i].count > LIMIT_COMPUTERS) {
			error_set(&replies[i].error, ERROR_MALFORMED,
				"the search for at most %d names returned %zu objects",
				NAMES_PER_PAGE, replies[i].count);
			continue;
		}
		for (size_t k = 0; k < replies[i].count; k++) {
			found_add(found, &replies[i].entry[k]);
			if (with_descriptor)
				note_descriptor(found->arena, &found->entry[found->count - 1]);
		}
	}
}

bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct labels clusters = { .arena = arena }, nodes = { .arena = arena };
	find_labels(plan, &clusters, &nodes);
	labels_note_asked(&clusters, visit);
	labels_note_asked(&nodes, visit);
	const char *configuration = entry_text(arena, &visit->root, "configurationNamingContext");
	const char *service =
		arena_format(arena, "CN=Directory Service,CN=Windows NT,CN=Services,%s",
			configuration == NULL ? "?" : configuration);

	struct search_list list = { .arena = arena,
		.domain = entry_text(arena, &visit->root, "defaultNamingContext") };
	list_add_computers(&list, &clusters, OF_COMPUTER, true);
	const size_t first_node = list.count;
	list_add_computers(&list, &nodes, OF_NODE, false);
	const size_t conflicts = list.count;
	list_add(&list, (struct search){ list.domain, SCOPE_SUBTREE, conflict_filter,
				attributes_of(arena, OF_COMPUTER), true, false });
	const size_t directory_service = list.count;
	list_add(&list, (struct search){ service, SCOPE_BASE, "(objectClass=*)",
				attributes_of(arena, OF_SERVICE), false, false });
	const size_t surroundings = list.count;
	struct search searches[SURROUNDINGS_MAX];
	const size_t surroundings_count = surroundings_searches(arena, plan, visit, searches);
	for (size_t i = 0; i < surroundings_count; i++)
		list_add(&list, searches[i]);

	struct reply *reply = arena_alloc(arena, list.count * sizeof *reply);
	bool ok = session_search(session, list.search, list.count, reply, error);
	surroundings_take(arena, &reply[surroundings], surroundings_count, visit);
	struct found found = { .arena = arena };
	take_computers(&found, reply, first_node, true);
	take_conflicts(&found, &reply[conflicts], &clusters, true);
	take_computers(&found, &reply[first_node], conflicts - first_node, false);
	take_conflicts(&found, &reply[conflicts], &nodes, false);
	found_once(&found);
	visit->entry = found.entry;
	visit->entry_count = found.count;
	visit->directory_service = service_of(arena, service, &reply[directory_service]);
	for (size_t i = 0; i <= conflicts; i++) {
		if (ok && reply[i].error.kind != ERROR_NONE)
			ok = error_pass(error, &reply[i].error);
	}
	return ok;
}
