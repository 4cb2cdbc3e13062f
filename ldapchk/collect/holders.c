/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/spn_alias.h"

enum { CATALOG_MS = 5000, FEW_NAMES = 20 };

/* All accounts with an SPN of an Exchange service: few, so the names need not be listed. */
static const char services_filter[] =
	"(|(servicePrincipalName=exchangeMDB/*)(servicePrincipalName=exchangeRFR/*)(servicePrincipalName=SMTP/*)(servicePrincipalName=SMTPSVC/*))";

static const char *hosts_filter(struct arena *arena, const struct recovery *recovery, size_t count)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|");
	for (size_t i = 0; i < count; i++)
		text_add(&filter, "(servicePrincipalName=HOST/%s)(servicePrincipalName=HOST/%s)",
			recovery[i].cms.label, recovery[i].cms.fqdn);
	text_add(&filter, ")");
	return filter.data;
}

/*
 * Accounts with names that stand for HOST of a CMS: about fifty services, each with two names of
 * each CMS. For many CMSs that filter would be too long, so all names of these services are read,
 * and the others set aside.
 */
static const char *aliases_filter(
	struct arena *arena, const struct plan *plan, const struct spn_aliases *aliases)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|");
	for (size_t i = 0; i < aliases->count; i++) {
		const char *service = aliases->service[i];
		if (plan->recovery_count > FEW_NAMES)
			text_add(&filter, "(servicePrincipalName=%s/*)", service);
		for (size_t k = 0; k < plan->recovery_count && plan->recovery_count <= FEW_NAMES;
			k++)
			text_add(&filter,
				"(servicePrincipalName=%s/%s)(servicePrincipalName=%s/%s)", service,
				plan->recoveries[k].cms.label, service,
				plan->recoveries[k].cms.fqdn);
	}
	text_add(&filter, ")");
	return filter.data;
}

/* The full and the short names of the CMSs. */
static struct name_index hosts_index(struct arena *arena, const struct plan *plan)
{
	struct name_index hosts = { 0 };
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct name *cms = &plan->recoveries[i].cms;
		name_index_add(arena, &hosts, bytes_of(cms->label, strlen(cms->label)), i);
		name_index_add(arena, &hosts, bytes_of(cms->fqdn, strlen(cms->fqdn)), i);
	}
	name_index_sort(&hosts);
	return hosts;
}

static bool has_alias(struct arena *arena, const struct entry *entry,
	const struct spn_aliases *aliases, const struct name_index *hosts)
{
	const struct attribute *names = entry_attribute(entry, "servicePrincipalName");
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		struct bytes service, host;
		size_t count = 0;
		if (!spn_split(names->value[i], &service, &host) || !spn_is_alias(aliases, service))
			continue;
		const char *text = value_text(arena, host);
		if (text != NULL)
			name_index_find(hosts, text, &count);
		if (count > 0)
			return true;
	}
	return false;
}

static void take_aliases(struct arena *arena, const struct plan *plan,
	const struct spn_aliases *aliases, struct reply *reply)
{
	const struct name_index hosts = hosts_index(arena, plan);
	size_t kept = 0;
	for (size_t i = 0; i < reply->count; i++) {
		if (has_alias(arena, &reply->entry[i], aliases, &hosts))
			reply->entry[kept++] = reply->entry[i];
	}
	reply->count = kept;
}

/* The array has room for two more searches. */
static struct search *holder_searches(struct arena *arena, const struct plan *plan, size_t *count)
{
	const size_t pages = (plan->recovery_count + NAMES_PER_PAGE - 1) / NAMES_PER_PAGE;
	struct search *searches = arena_alloc(arena, (3 + pages) * sizeof *searches);
	const char *const *attributes = attributes_of(arena, OF_HOLDER);
	searches[0] =
		(struct search){ "", SCOPE_SUBTREE, services_filter, attributes, false, true };
	for (size_t i = 0; i < pages; i++) {
		const size_t first = i * NAMES_PER_PAGE, rest = plan->recovery_count - first;
		searches[1 + i] = (struct search){ "", SCOPE_SUBTREE,
			hosts_filter(arena, &plan->recoveries[first],
				rest < NAMES_PER_PAGE ? rest : NAMES_PER_PAGE),
			attributes, false, true };
	}
	*count = 1 + pages;
	return searches;
}

/* The part with the Exchange servers' group, if it is empty: the group is in another domain. NULL:
 * not needed. */
static struct directory_part *groups_of_other_domain(struct directory_visit *visit)
{
	for (size_t i = 0; i < visit->part_count; i++) {
		struct directory_part *part = &visit->part[i];
		if (strcmp(part->kind, part_kind_name(PART_GROUPS)) == 0)
			return part->count == 0 && !gap_is(&part->gap) ? part : NULL;
	}
	return NULL;
}

static void take_groups(
	struct arena *arena, struct directory_part *groups, const struct reply *reply)
{
	groups->gap = gap_of(arena, &reply->error);
	groups->entry = reply->entry;
	groups->count = reply->count;
}

/* All replies as one: each object once, and the first error. */
static struct reply reply_of_all(struct arena *arena, const struct reply *replies, size_t count)
{
	struct found found = { .arena = arena };
	struct reply all = { 0 };
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < replies[i].count; k++)
			found_add(&found, &replies[i].entry[k]);
		if (replies[i].error.kind != ERROR_NONE)
			error_pass(&all.error, &replies[i].error);
	}
	found_once(&found);
	all.entry = found.entry;
	all.count = found.count;
	return all;
}

/* Without a session, its error is that of each part. */
static void add_part(struct arena *arena, struct directory_visit *visit, enum part_kind kind,
	struct reply *reply, const struct error *error)
{
	if (reply->error.kind == ERROR_NONE)
		reply->error = *error;
	part_add(arena, visit, kind, reply);
}

/* If a firewall drops packets to this port, the rest of the visit must still succeed. */
static struct deadline catalog_deadline(struct deadline deadline)
{
	const int64_t half_ms = deadline_left_ms(deadline) / 2;
	return deadline_after(half_ms < CATALOG_MS ? half_ms : CATALOG_MS);
}

void collect_holders(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit)
{
	struct error error = { 0 };
	size_t count;
	struct search *searches = holder_searches(arena, job->plan, &count);
	const struct spn_aliases aliases = spn_aliases_read(arena, visit->directory_service);
	struct directory_part *groups = groups_of_other_domain(visit);
	searches[count] =
		(struct search){ "", SCOPE_SUBTREE, aliases_filter(arena, job->plan, &aliases),
			attributes_of(arena, OF_HOLDER), false, true };
	if (groups != NULL)
		searches[count + 1] =
			(struct search){ "", SCOPE_SUBTREE, exchange_servers_filter(arena, visit),
				attributes_of(arena, OF_PRINCIPAL), false, true };
	struct reply *replies = arena_alloc(arena, (count + 2) * sizeof *replies);
	struct session *session = NULL;
	const char *ready = entry_text(arena, &visit->root, "isGlobalCatalogReady");
	if (ready == NULL || strcasecmp(ready, "TRUE") != 0)
		error_set(&error, ERROR_ABSENT, "it is not a global catalog");
	else
		session = session_open(arena, &job->plan->directory, job->server, VIEW_FOREST,
			catalog_deadline(deadline), &error);
	if (session != NULL) {
		session_allow(session, job->plan->recovery_count);
		session_search(session, searches, count + 1 + (groups != NULL), replies, &error);
		visit->operations += (int64_t)session_operations(session);
		session_close(session);
	}
	if (session != NULL && groups != NULL)
		take_groups(arena, groups, &replies[count + 1]);
	take_aliases(arena, job->plan, &aliases, &replies[count]);
	struct reply holders = reply_of_all(arena, replies, count);
	add_part(arena, visit, PART_HOLDERS, &holders, &error);
	add_part(arena, visit, PART_ALIASES, &replies[count], &error);
}
