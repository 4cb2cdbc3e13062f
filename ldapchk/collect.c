/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/collect_parts.h"
#include "ldapchk/domain.h"
#include "model/evidence.h"

static void ask_for(struct arena *arena, struct directory_visit *visit, const char *label)
{
	for (size_t i = 0; i < visit->asked_count; i++) {
		if (strcmp(visit->asked[i], label) == 0)
			return;
	}
	visit->asked = arena_more(arena, visit->asked, visit->asked_count, sizeof *visit->asked);
	visit->asked[visit->asked_count++] = label;
}

/*
 * All computer objects that carry one of the names: by account, by common name, and those that
 * a replication conflict renamed to "NAME<line feed>CNF:guid". Names hold no characters that a
 * filter would need escaped (name_read).
 */
static const char *computer_filter(struct arena *arena, const struct directory_visit *visit)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(&(objectCategory=computer)(|");
	for (size_t i = 0; i < visit->asked_count; i++)
		text_add(&filter, "(sAMAccountName=%s$)(cn=%s)(cn=%s\\0aCNF:*)", visit->asked[i],
			visit->asked[i], visit->asked[i]);
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

static void ask_for_all(struct arena *arena, const struct plan *plan, struct directory_visit *visit)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		ask_for(arena, visit, recovery->cms.label);
		ask_for(arena, visit, recovery->standby_cluster.label);
		for (size_t k = 0; k < recovery->standby_node_count; k++)
			ask_for(arena, visit, recovery->standby_nodes[k].label);
		for (size_t k = 0; k < recovery->source_node_count; k++)
			ask_for(arena, visit, recovery->source_nodes[k].label);
	}
}

/* The computer objects of the plan and, at the same time, the object of forest-wide settings. */
static bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	ask_for_all(arena, plan, visit);
	const char *configuration = entry_text(arena, &visit->root, "configurationNamingContext");
	const char *service =
		arena_format(arena, "CN=Directory Service,CN=Windows NT,CN=Services,%s",
			configuration == NULL ? "?" : configuration);
	struct search searches[2 + SURROUNDINGS_MAX] = {
		{ entry_text(arena, &visit->root, "defaultNamingContext"), SCOPE_SUBTREE,
			computer_filter(arena, visit), attributes_of(arena, of_computer), true },
		{ service, SCOPE_BASE, "(objectClass=*)", attributes_of(arena, of_service), false },
	};
	struct reply reply[2 + SURROUNDINGS_MAX] = { 0 };
	const size_t around = surroundings_searches(arena, plan, visit, &searches[2]);
	bool ok = session_search(session, searches, 2 + around, reply, error);
	surroundings_take(arena, &reply[2], around, visit);
	visit->entry = reply[0].entry;
	visit->entry_count = reply[0].count;
	visit->directory_service = service_of(arena, service, &reply[1]);
	if (ok && reply[0].error.kind != ERROR_NONE)
		ok = error_set(error, reply[0].error.kind, "%s", reply[0].error.text);
	for (size_t i = 0; i < visit->entry_count; i++)
		note_descriptor(arena, &visit->entry[i]);
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
