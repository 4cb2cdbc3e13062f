/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/account.h"
#include "ldapchk/domain.h"
#include "ldapchk/session.h"
#include "model/evidence.h"

static const char of_root[] = "rootDSE";
static const char of_computer[] = "computer";
static const char of_cluster[] = "cluster";

#define READ_PROPERTY "Read Property (Authenticated Users have it by default)"

const struct directory_attribute directory_attributes[] = {
	{ "configurationNamingContext", of_root, "none" },
	{ "currentTime", of_root, "none" },
	{ "defaultNamingContext", of_root, "none" },
	{ "dnsHostName", of_root, "none" },
	{ "domainFunctionality", of_root, "none" },
	{ "dsServiceName", of_root, "none" },
	{ "isGlobalCatalogReady", of_root, "none" },
	{ "isSynchronized", of_root, "none" },
	{ "cn", of_computer, READ_PROPERTY },
	{ "dNSHostName", of_computer, READ_PROPERTY },
	{ "nTSecurityDescriptor", of_computer,
		"Read Permissions (READ_CONTROL; Authenticated Users have it by default)" },
	{ "objectGUID", of_computer, READ_PROPERTY },
	{ "objectSid", of_computer, READ_PROPERTY },
	{ "primaryGroupID", of_computer, READ_PROPERTY },
	{ "sAMAccountName", of_computer, READ_PROPERTY },
	{ "servicePrincipalName", of_computer, READ_PROPERTY },
	{ "sIDHistory", of_computer, READ_PROPERTY },
	{ "uSNChanged", of_computer, READ_PROPERTY },
	{ "userAccountControl", of_computer, READ_PROPERTY },
	{ "whenChanged", of_computer, READ_PROPERTY },
	{ "tokenGroups", of_cluster,
		READ_PROPERTY ", and a global catalog that the server can reach" },
};
const size_t directory_attribute_count = sizeof directory_attributes / sizeof *directory_attributes;

/* The attributes of one kind of object, ended by NULL. */
static const char *const *attributes_of(struct arena *arena, const char *kind)
{
	const char **names = arena_alloc(arena, (directory_attribute_count + 1) * sizeof *names);
	size_t count = 0;
	for (size_t i = 0; i < directory_attribute_count; i++) {
		if (directory_attributes[i].of == kind)
			names[count++] = directory_attributes[i].name;
	}
	return names;
}

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

static bool is_cluster(const struct plan *plan, const struct entry *entry)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		if (entry_is_account(entry, plan->recoveries[i].standby_cluster.label))
			return true;
	}
	return false;
}

/* tokenGroups is computed for one object at a time (MS-ADTS 3.1.1.4.5.19): base reads, side by
 * side. */
static bool collect_tokens(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	struct search *searches = arena_alloc(arena, visit->entry_count * sizeof *searches);
	struct reply *replies = arena_alloc(arena, visit->entry_count * sizeof *replies);
	struct entry **clusters = arena_alloc(arena, visit->entry_count * sizeof *clusters);
	size_t count = 0;
	for (size_t i = 0; i < visit->entry_count; i++) {
		if (!is_cluster(plan, &visit->entry[i]))
			continue;
		clusters[count] = &visit->entry[i];
		searches[count++] = (struct search){ visit->entry[i].dn, SCOPE_BASE,
			"(objectClass=*)", attributes_of(arena, of_cluster), false };
	}
	bool ok = session_search(session, searches, count, replies, error);
	for (size_t i = 0; i < count; i++) {
		struct entry *entry = clusters[i];
		entry->attribute =
			arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
		struct attribute *groups = &entry->attribute[entry->count++];
		const struct attribute *read =
			replies[i].count == 1 ? entry_attribute(&replies[i].entry[0], "tokenGroups")
					      : NULL;
		if (replies[i].error.kind == ERROR_NONE && read == NULL)
			error_set(&replies[i].error, ERROR_ABSENT, "%s gives no tokenGroups for %s",
				visit->server, entry->dn);
		if (replies[i].error.kind == ERROR_NONE)
			*groups = *read;
		else
			*groups = (struct attribute){ .name = "tokenGroups",
				.gap = gap_of(arena, &replies[i].error) };
	}
	return ok;
}

static bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		ask_for(arena, visit, plan->recoveries[i].cms.label);
		ask_for(arena, visit, plan->recoveries[i].standby_cluster.label);
	}
	const struct search search = { entry_text(arena, &visit->root, "defaultNamingContext"),
		SCOPE_SUBTREE, computer_filter(arena, visit), attributes_of(arena, of_computer),
		true };
	struct reply reply;
	bool ok = session_search(session, &search, 1, &reply, error);
	visit->entry = reply.entry;
	visit->entry_count = reply.count;
	if (ok && reply.error.kind != ERROR_NONE)
		ok = error_set(error, reply.error.kind, "%s", reply.error.text);
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
	struct session *session =
		session_open(arena, &job->plan->directory, job->server, deadline, &error);
	if (session != NULL) {
		if (collect_root(session, job, arena, &visit, &error) &&
			collect_computers(session, job->plan, arena, &visit, &error))
			collect_tokens(session, job->plan, arena, &visit, &error);
		session_close(session);
	}
	visit.gap = gap_of(arena, &error);
	return directory_visit_write(arena, &visit);
}
