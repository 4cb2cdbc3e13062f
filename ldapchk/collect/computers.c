/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/collect/parts.h"

/* Labels, each once. */
struct labels {
	struct arena *arena;
	const char **label;
	size_t count;
};

static void labels_add(struct labels *labels, const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		labels->label = arena_more(
			labels->arena, labels->label, labels->count, sizeof *labels->label);
		labels->label[labels->count++] = names[i].label;
	}
}

static int compare_labels(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void labels_sort(struct labels *labels)
{
	size_t kept = 0;
	if (labels->count > 0)
		qsort(labels->label, labels->count, sizeof *labels->label, compare_labels);
	for (size_t i = 0; i < labels->count; i++) {
		if (kept == 0 || strcmp(labels->label[kept - 1], labels->label[i]) != 0)
			labels->label[kept++] = labels->label[i];
	}
	labels->count = kept;
}

static bool labels_contain(const struct labels *labels, const char *label)
{
	for (size_t i = 0; i < labels->count; i++) {
		if (strcasecmp(labels->label[i], label) == 0)
			return true;
	}
	return false;
}

/*
 * The computer objects that have one of the names, as account or as common name. Names contain no
 * characters that must be escaped in a filter (name_read).
 */
static const char *computer_filter(struct arena *arena, const char *const *label, size_t count)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(&(objectCategory=computer)(|");
	for (size_t i = 0; i < count; i++)
		text_add(&filter, "(sAMAccountName=%s$)(cn=%s)", label[i], label[i]);
	text_add(&filter, "))");
	return filter.data;
}

/* Objects that a replication conflict renamed to "NAME<line feed>CNF:guid"; there are few. */
static const char conflict_filter[] = "(&(objectCategory=computer)(cn=*\\0aCNF:*))";

/* Asked for but not returned: the reader has no READ_CONTROL. This does not mean "no rights". */
static void note_descriptor(struct arena *arena, struct entry *entry)
{
	const char name[] = "nTSecurityDescriptor";
	const struct attribute *descriptor = entry_attribute(entry, name);
	if (descriptor != NULL && descriptor->count > 0)
		return;
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	entry->attribute[entry->count++] = (struct attribute){
		.name = arena_string(arena, name),
		.gap = { ERROR_DENIED, "the account that collects lacks Read Permissions" },
	};
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

static void note_asked(struct directory_visit *visit, const struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++) {
		visit->asked = arena_more(
			labels->arena, visit->asked, visit->asked_count, sizeof *visit->asked);
		visit->asked[visit->asked_count++] = labels->label[i];
	}
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
	for (size_t first = 0; first < labels->count; first += NAMES_PER_PAGE) {
		const size_t rest = labels->count - first;
		const size_t count = rest < NAMES_PER_PAGE ? rest : NAMES_PER_PAGE;
		list_add(list, (struct search){ list->domain, SCOPE_SUBTREE,
				       computer_filter(list->arena, &labels->label[first], count),
				       attributes_of(list->arena, of), descriptors, true });
	}
}

static void take_conflicts(struct found *found, const struct reply *reply,
	const struct labels *labels, bool with_descriptor)
{
	for (size_t i = 0; i < reply->count; i++) {
		char *name = arena_string(
			found->arena, entry_text(found->arena, &reply->entry[i], "cn"));
		char *end = name == NULL ? NULL : strchr(name, '\n');
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
	struct found *found, const struct reply *replies, size_t count, bool with_descriptor)
{
	for (size_t i = 0; i < count; i++) {
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
	note_asked(visit, &clusters);
	note_asked(visit, &nodes);
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
			ok = error_set(error, reply[i].error.kind, "%s", reply[i].error.text);
	}
	return ok;
}
