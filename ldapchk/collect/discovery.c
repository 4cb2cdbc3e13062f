/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/lookup.h"
#include "base/text.h"
#include "ldapchk/collect/parts.h"
#include "model/name.h"

enum { MACHINES_PER_SEARCH = 500, MACHINES_MAX = 20000 };

static const char clusters_filter[] =
	"(&(objectCategory=computer)(|(servicePrincipalName=MSClusterVirtualServer/*)(servicePrincipalName=MSServerCluster/*)(servicePrincipalName=MSServerClusterMgmtAPI/*)))";

/* The names of accounts without "$": the first labels of host names, in capitals, cut. */
struct machines {
	struct arena *arena;
	const char **label;
	size_t count;
};

/* Takes the name before the first dot or semicolon. What is no host name has no account. */
static void machines_add(struct machines *machines, struct bytes value)
{
	size_t length = 0;
	while (length < value.length && value.data[length] != '.' && value.data[length] != ';')
		length++;
	char *label = arena_alloc(machines->arena, length + 1);
	for (size_t i = 0; i < length; i++)
		label[i] = (char)toupper(value.data[i]);
	if (!name_is_dns(label))
		return;
	if (length > ACCOUNT_LETTERS)
		label[ACCOUNT_LETTERS] = '\0';
	machines->label = arena_more(
		machines->arena, machines->label, machines->count, sizeof *machines->label);
	machines->label[machines->count++] = label;
}

static int compare_labels(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void machines_read(struct machines *machines, const struct reply *organisation)
{
	static const char *const from[] = { "msExchServerRedundantMachines",
		"msExchStandbyCopyMachines" };
	for (size_t i = 0; i < organisation->count; i++) {
		const struct entry *entry = &organisation->entry[i];
		for (size_t k = 0; k < sizeof from / sizeof *from; k++) {
			const struct attribute *names = entry_attribute(entry, from[k]);
			for (size_t n = 0; names != NULL && n < names->count; n++)
				machines_add(machines, names->value[n]);
		}
		/* Only servers have roles. */
		const struct attribute *name = entry_attribute(entry, "cn");
		if (name != NULL && name->count > 0 &&
			entry_attribute(entry, "msExchCurrentServerRoles") != NULL)
			machines_add(machines, name->value[0]);
	}
	size_t kept = 0;
	if (machines->count > 0)
		qsort(machines->label, machines->count, sizeof *machines->label, compare_labels);
	for (size_t i = 0; i < machines->count; i++) {
		if (kept == 0 || strcmp(machines->label[kept - 1], machines->label[i]) != 0)
			machines->label[kept++] = machines->label[i];
	}
	machines->count = kept;
}

static const char *machines_filter(const struct machines *machines, size_t first, size_t last)
{
	struct text filter = text_new(machines->arena);
	text_add(&filter, "(&(objectCategory=computer)(|");
	for (size_t i = first; i < last; i++)
		text_add(&filter, "(sAMAccountName=%s$)", machines->label[i]);
	text_add(&filter, "))");
	return filter.data;
}

/* All replies as one, with the first error. */
static struct reply joined(struct arena *arena, const struct reply *replies, size_t count)
{
	struct reply all = { 0 };
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < replies[i].count; k++) {
			all.entry = arena_more(arena, all.entry, all.count, sizeof *all.entry);
			all.entry[all.count++] = replies[i].entry[k];
		}
		if (replies[i].error.kind != ERROR_NONE)
			error_pass(&all.error, &replies[i].error);
	}
	return all;
}

static bool collect_machines(struct session *session, const struct reply *organisation,
	struct arena *arena, struct directory_visit *visit, struct error *error)
{
	struct machines machines = { .arena = arena };
	machines_read(&machines, organisation);
	struct error too_many = { 0 };
	if (machines.count > MACHINES_MAX) {
		error_set(&too_many, ERROR_CONFIG, "%zu machines are named; only %d were asked for",
			machines.count, MACHINES_MAX);
		machines.count = MACHINES_MAX;
	}
	const size_t chunks = (machines.count + MACHINES_PER_SEARCH - 1) / MACHINES_PER_SEARCH;
	struct search *searches = arena_alloc(arena, chunks * sizeof *searches);
	struct reply *replies = arena_alloc(arena, chunks * sizeof *replies);
	for (size_t i = 0; i < chunks; i++) {
		const size_t first = i * MACHINES_PER_SEARCH;
		const size_t end = first + MACHINES_PER_SEARCH;
		searches[i] =
			(struct search){ entry_text(arena, &visit->root, "defaultNamingContext"),
				SCOPE_SUBTREE,
				machines_filter(&machines, first,
					end < machines.count ? end : machines.count),
				attributes_of(arena, OF_CLUSTER), false, true };
	}
	bool ok = session_search(session, searches, chunks, replies, error);
	struct reply all = joined(arena, replies, chunks);
	if (too_many.kind != ERROR_NONE)
		error_pass(&all.error, &too_many);
	part_add(arena, visit, PART_MACHINES, &all);
	return ok;
}

static bool collect_all(struct session *session, const struct directory_job *job,
	struct arena *arena, struct directory_visit *visit, struct error *error)
{
	if (!collect_root(session, job, arena, visit, error))
		return false;
	enum { EXCHANGE, CLUSTERS, SEARCHES };
	const struct search searches[SEARCHES] = {
		[EXCHANGE] = organisation_search(arena, job->plan, visit),
		[CLUSTERS] = { entry_text(arena, &visit->root, "defaultNamingContext"),
			SCOPE_SUBTREE, clusters_filter, attributes_of(arena, OF_CLUSTER), false,
			false },
	};
	struct reply reply[SEARCHES] = { 0 };
	bool ok = session_search(session, searches, SEARCHES, reply, error);
	part_add(arena, visit, PART_EXCHANGE, &reply[EXCHANGE]);
	part_add(arena, visit, PART_CLUSTERS, &reply[CLUSTERS]);
	return ok && collect_machines(session, &reply[EXCHANGE], arena, visit, error);
}

struct bytes discovery_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct directory_job *job = argument;
	struct directory_visit visit = {
		.server = job->server,
		.found_by = job->found_by,
		.root.dn = "",
	};
	struct error error = { 0 };
	lookup_tickets_without_aliases();
	struct session *session = session_open(
		arena, &job->plan->directory, job->server, VIEW_DOMAIN, deadline, &error);
	if (session != NULL) {
		collect_all(session, job, arena, &visit, &error);
		session_close(session);
	}
	visit.gap = gap_of(arena, &error);
	return directory_visit_write(arena, &visit);
}
