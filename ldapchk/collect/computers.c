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

static bool labels_hold(const struct labels *labels, const char *label)
{
	for (size_t i = 0; i < labels->count; i++) {
		if (strcasecmp(labels->label[i], label) == 0)
			return true;
	}
	return false;
}

/*
 * The computer objects that carry one of the names, by account or by common name. Names hold no
 * characters that a filter would need escaped (name_read).
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

/* Those that a replication conflict renamed to "NAME<line feed>CNF:guid"; there are few of them. */
static const char conflict_filter[] = "(&(objectCategory=computer)(cn=*\\0aCNF:*))";

/* Asked for and not delivered: the reader has no READ_CONTROL. That is not "no rights". */
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
		.gap = { ERROR_DENIED,
			"not shown to the account that asked: it lacks Read Permissions" },
	};
}

/*
 * An object without dSHeuristics has the default; one that is not shown, or whose name is not,
 * tells nothing.
 */
static const struct entry *service_of(struct arena *arena, const char *dn, struct reply *reply)
{
	if (reply->error.kind == ERROR_NONE &&
		(reply->count != 1 || entry_attribute(&reply->entry[0], "cn") == NULL))
		error_set(&reply->error, ERROR_DENIED,
			"not shown to the account that asked: it lacks Read Property");
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

/* The names of the clusters, whose objects are looked at whole, and those of their nodes. */
static void ask_for(const struct plan *plan, struct labels *clusters, struct labels *nodes)
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

/* All searches of one visit for computers and what lies around them. */
struct inquiry {
	struct arena *arena;
	const char *domain;
	struct search *search;
	size_t count;
};

static void inquire(struct inquiry *inquiry, struct search search)
{
	inquiry->search = arena_more(
		inquiry->arena, inquiry->search, inquiry->count, sizeof *inquiry->search);
	inquiry->search[inquiry->count++] = search;
}

static void inquire_computers(struct inquiry *inquiry, const struct labels *labels,
	enum attribute_of of, bool descriptors)
{
	for (size_t first = 0; first < labels->count; first += NAMES_PER_PAGE) {
		const size_t rest = labels->count - first;
		const size_t count = rest < NAMES_PER_PAGE ? rest : NAMES_PER_PAGE;
		inquire(inquiry,
			(struct search){ inquiry->domain, SCOPE_SUBTREE,
				computer_filter(inquiry->arena, &labels->label[first], count),
				attributes_of(inquiry->arena, of), descriptors, true });
	}
}

static void take_conflicts(
	struct found *found, const struct reply *reply, const struct labels *labels, bool whole)
{
	for (size_t i = 0; i < reply->count; i++) {
		char *name = arena_string(
			found->arena, entry_text(found->arena, &reply->entry[i], "cn"));
		char *end = name == NULL ? NULL : strchr(name, '\n');
		if (end == NULL)
			continue;
		*end = '\0';
		if (!labels_hold(labels, name))
			continue;
		found_add(found, &reply->entry[i]);
		if (whole)
			note_descriptor(found->arena, &found->entry[found->count - 1]);
	}
}

static void take_computers(
	struct found *found, const struct reply *replies, size_t count, bool whole)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < replies[i].count; k++) {
			found_add(found, &replies[i].entry[k]);
			if (whole)
				note_descriptor(found->arena, &found->entry[found->count - 1]);
		}
	}
}

bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct labels clusters = { .arena = arena }, nodes = { .arena = arena };
	ask_for(plan, &clusters, &nodes);
	note_asked(visit, &clusters);
	note_asked(visit, &nodes);
	const char *configuration = entry_text(arena, &visit->root, "configurationNamingContext");
	const char *service =
		arena_format(arena, "CN=Directory Service,CN=Windows NT,CN=Services,%s",
			configuration == NULL ? "?" : configuration);

	struct inquiry inquiry = { .arena = arena,
		.domain = entry_text(arena, &visit->root, "defaultNamingContext") };
	inquire_computers(&inquiry, &clusters, OF_COMPUTER, true);
	const size_t first_node = inquiry.count;
	inquire_computers(&inquiry, &nodes, OF_NODE, false);
	const size_t conflicts = inquiry.count;
	inquire(&inquiry, (struct search){ inquiry.domain, SCOPE_SUBTREE, conflict_filter,
				  attributes_of(arena, OF_COMPUTER), true, false });
	const size_t directory_service = inquiry.count;
	inquire(&inquiry, (struct search){ service, SCOPE_BASE, "(objectClass=*)",
				  attributes_of(arena, OF_SERVICE), false, false });
	const size_t around = inquiry.count;
	struct search searches[SURROUNDINGS_MAX];
	const size_t around_count = surroundings_searches(arena, plan, visit, searches);
	for (size_t i = 0; i < around_count; i++)
		inquire(&inquiry, searches[i]);

	struct reply *reply = arena_alloc(arena, inquiry.count * sizeof *reply);
	bool ok = session_search(session, inquiry.search, inquiry.count, reply, error);
	surroundings_take(arena, &reply[around], around_count, visit);
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
