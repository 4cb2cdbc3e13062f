/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/collect_parts.h"
#include "ldapchk/domain.h"
#include "model/evidence.h"

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

/*
 * All computer objects that carry one of the names: by account, by common name, and those that
 * a replication conflict renamed to "NAME<line feed>CNF:guid". Names hold no characters that a
 * filter would need escaped (name_read).
 */
static const char *computer_filter(const struct labels *labels)
{
	struct text filter = text_new(labels->arena);
	text_add(&filter, "(&(objectCategory=computer)(|");
	for (size_t i = 0; i < labels->count; i++)
		text_add(&filter, "(sAMAccountName=%s$)(cn=%s)(cn=%s\\0aCNF:*)", labels->label[i],
			labels->label[i], labels->label[i]);
	text_add(&filter, "))");
	return filter.data;
}

/* The rootDSE says which domain the server holds: another one would prove nothing by its silence.
 */
static bool collect_root(struct session *session, const struct directory_job *job,
	struct arena *arena, struct directory_visit *visit, struct error *error)
{
	const struct search search = { "", SCOPE_BASE, "(objectClass=*)",
		attributes_of(arena, of_root), false };
	struct reply reply;
	if (!session_search(session, &search, 1, &reply, error))
		return false;
	if (reply.error.kind != ERROR_NONE)
		return error_set(error, reply.error.kind, "%s", reply.error.text);
	if (reply.count != 1)
		return error_set(error, ERROR_MALFORMED, "the server has no rootDSE");
	visit->root = reply.entry[0];

	const char *held = entry_text(arena, &visit->root, "defaultNamingContext");
	const char *wanted = domain_dn(arena, job->plan->directory.domain);
	if (held == NULL || strcasecmp(held, wanted) != 0)
		return error_set(error, ERROR_CONFIG, "it holds %s, not the plan's domain %s",
			held == NULL ? "no domain" : held, wanted);
	const char *synchronized = entry_text(arena, &visit->root, "isSynchronized");
	if (synchronized != NULL && strcasecmp(synchronized, "FALSE") == 0)
		return error_set(
			error, ERROR_UNREACHABLE, "it has not finished its first replication");
	return true;
}

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
static struct entry service_of(struct arena *arena, const char *dn, struct reply *reply)
{
	if (reply->error.kind == ERROR_NONE &&
		(reply->count != 1 || entry_attribute(&reply->entry[0], "cn") == NULL))
		error_set(&reply->error, ERROR_DENIED,
			"not shown to the account that asked: it lacks Read Property");
	if (reply->error.kind == ERROR_NONE)
		return reply->entry[0];
	struct entry service = { .dn = dn, .count = 1 };
	service.attribute = arena_alloc(arena, sizeof *service.attribute);
	*service.attribute = (struct attribute){
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

/* An object found by a name of either kind stands there once, as the one that is looked at whole.
 */
static void take_computers(
	struct arena *arena, struct directory_visit *visit, const struct reply *reply, bool whole)
{
	struct name_index known = { 0 };
	for (size_t i = 0; i < visit->entry_count; i++)
		name_index_add(
			arena, &known, bytes_of(visit->entry[i].dn, strlen(visit->entry[i].dn)), i);
	name_index_sort(&known);
	for (size_t i = 0; i < reply->count; i++) {
		size_t found;
		if (name_index_find(&known, reply->entry[i].dn, &found) != NULL)
			continue;
		visit->entry =
			arena_more(arena, visit->entry, visit->entry_count, sizeof *visit->entry);
		visit->entry[visit->entry_count++] = reply->entry[i];
		if (whole)
			note_descriptor(arena, &visit->entry[visit->entry_count - 1]);
	}
}

/* The computer objects of the plan and, at the same time, what lies around them. */
static bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct labels clusters = { .arena = arena }, nodes = { .arena = arena };
	ask_for(plan, &clusters, &nodes);
	note_asked(visit, &clusters);
	note_asked(visit, &nodes);
	const char *domain = entry_text(arena, &visit->root, "defaultNamingContext");
	const char *configuration = entry_text(arena, &visit->root, "configurationNamingContext");
	const char *service =
		arena_format(arena, "CN=Directory Service,CN=Windows NT,CN=Services,%s",
			configuration == NULL ? "?" : configuration);
	enum { CLUSTERS, NODES, SERVICE, AROUND };
	struct search searches[AROUND + SURROUNDINGS_MAX] = {
		[CLUSTERS] = { domain, SCOPE_SUBTREE, computer_filter(&clusters),
			attributes_of(arena, of_computer), true },
		[NODES] = { domain, SCOPE_SUBTREE, computer_filter(&nodes),
			attributes_of(arena, of_node), false },
		[SERVICE] = { service, SCOPE_BASE, "(objectClass=*)",
			attributes_of(arena, of_service), false },
	};
	struct reply reply[AROUND + SURROUNDINGS_MAX] = { 0 };
	const size_t around = surroundings_searches(arena, plan, visit, &searches[AROUND]);
	bool ok = session_search(session, searches, AROUND + around, reply, error);
	surroundings_take(arena, &reply[AROUND], around, visit);
	take_computers(arena, visit, &reply[CLUSTERS], true);
	take_computers(arena, visit, &reply[NODES], false);
	visit->directory_service = service_of(arena, service, &reply[SERVICE]);
	for (size_t i = CLUSTERS; i <= NODES; i++) {
		if (ok && reply[i].error.kind != ERROR_NONE)
			ok = error_set(error, reply[i].error.kind, "%s", reply[i].error.text);
	}
	return ok;
}

struct bytes directory_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct directory_job *job = argument;
	struct directory_visit visit = {
		.server = job->server,
		.found_by = job->found_by,
		.root.dn = "",
	};
	struct error error = { 0 };
	struct session *session = session_open(
		arena, &job->plan->directory, job->server, VIEW_DOMAIN, deadline, &error);
	if (session != NULL) {
		if (collect_root(session, job, arena, &visit, &error) &&
			collect_computers(session, job->plan, arena, &visit, &error) &&
			collect_tokens(session, job->plan, arena, &visit, &error)) {
			collect_names(session, arena, &visit);
			collect_holders(job, deadline, arena, &visit);
		}
		session_close(session);
	}
	visit.gap = gap_of(arena, &error);
	return directory_visit_write(arena, &visit);
}
