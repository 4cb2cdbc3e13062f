/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/organisation.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sorted.h"
#include "exchange/object.h"
#include "ldapchk/dn.h"

#define INFORMATION_STORE "CN=InformationStore,"

/* The storage groups by DN: index of the server, and of the group in it. */
struct places {
	struct name_index by_dn;
	struct place {
		size_t server, group;
	} * place;
	size_t count;
};

static void places_add(
	struct arena *arena, struct places *places, const char *dn, struct place place)
{
	name_index_add(arena, &places->by_dn, bytes_of(dn, strlen(dn)), places->count);
	places->place = arena_more(arena, places->place, places->count, sizeof *places->place);
	places->place[places->count++] = place;
}

static const struct place *places_find(const struct places *places, const char *dn)
{
	size_t count;
	const struct named_place *found = name_index_find(&places->by_dn, dn, &count);
	return found == NULL ? NULL : &places->place[found->at];
}

static int compare_servers(const void *one, const void *other)
{
	const struct exchange_server *a = one, *b = other;
	const int order = strcasecmp(a->name, b->name);
	return order != 0 ? order : strcmp(a->dn, b->dn);
}

static void servers_read(
	struct arena *arena, const struct directory_part *part, struct organisation *organisation)
{
	for (size_t i = 0; i < part->count; i++) {
		if (!entry_is_a(&part->entry[i], "msExchExchangeServer"))
			continue;
		organisation->server = arena_more(arena, organisation->server,
			organisation->server_count, sizeof *organisation->server);
		organisation->server[organisation->server_count++] =
			object_server(arena, &part->entry[i]);
	}
	if (organisation->server_count > 0)
		qsort(organisation->server, organisation->server_count,
			sizeof *organisation->server, compare_servers);
	for (size_t i = 1; i < organisation->server_count; i++) {
		struct exchange_server *one = &organisation->server[i - 1], *other = one + 1;
		if (strcasecmp(one->name, other->name) == 0)
			one->is_ambiguous = other->is_ambiguous = true;
	}
	for (size_t i = 0; i < organisation->server_count; i++)
		name_index_add(arena, &organisation->server_dns,
			bytes_of(organisation->server[i].dn, strlen(organisation->server[i].dn)),
			i);
	name_index_sort(&organisation->server_dns);
}

/* The server above CN=InformationStore,CN=SERVER,...; NULL: not shown. */
static const struct named_place *store_owner(
	const struct organisation *organisation, const char *dn)
{
	size_t count;
	if (strncasecmp(dn, INFORMATION_STORE, strlen(INFORMATION_STORE)) != 0)
		return NULL;
	return name_index_find(&organisation->server_dns, dn_parent(dn), &count);
}

static void groups_read(struct arena *arena, const struct directory_part *part,
	struct organisation *organisation, struct places *groups)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		const struct named_place *found =
			entry_is_a(entry, "msExchStorageGroup")
				? store_owner(organisation, dn_parent(entry->dn))
				: NULL;
		if (found == NULL)
			continue;
		struct exchange_server *server = &organisation->server[found->at];
		server->group = arena_more(
			arena, server->group, server->group_count, sizeof *server->group);
		places_add(
			arena, groups, entry->dn, (struct place){ found->at, server->group_count });
		server->group[server->group_count++] = object_group(arena, entry);
	}
	name_index_sort(&groups->by_dn);
}

static void public_add(struct organisation *organisation, struct exchange_server *server)
{
	if (server->public_database_count++ == 0)
		organisation->public_server_count++;
}

/*
 * From Exchange 2010 on, databases belong to the organisation and name their server. One that is
 * in no storage group of a server that is shown is no database of that server.
 */
static void free_database_read(
	struct arena *arena, const struct entry *entry, struct organisation *organisation)
{
	size_t count;
	const char *owner = entry_text(arena, entry, "msExchOwningServer");
	const struct named_place *found =
		owner == NULL ? NULL : name_index_find(&organisation->server_dns, owner, &count);
	if (!entry_is_a(entry, "msExchPublicMDB"))
		return;
	if (found != NULL) {
		public_add(organisation, &organisation->server[found->at]);
		return;
	}
	organisation->public_elsewhere = arena_more(arena, organisation->public_elsewhere,
		organisation->public_elsewhere_count, sizeof *organisation->public_elsewhere);
	organisation->public_elsewhere[organisation->public_elsewhere_count++] = entry->dn;
}

static void database_read(struct arena *arena, const struct entry *entry,
	struct organisation *organisation, const struct places *groups)
{
	const char *above = dn_parent(entry->dn);
	const struct place *place = places_find(groups, above);
	const struct named_place *owner = store_owner(organisation, dn_parent(above));
	if (place == NULL && owner != NULL) {
		organisation->server[owner->at].groups_hidden = true;
		if (entry_is_a(entry, "msExchPublicMDB"))
			public_add(organisation, &organisation->server[owner->at]);
		return;
	}
	if (place == NULL) {
		free_database_read(arena, entry, organisation);
		return;
	}
	struct exchange_server *server = &organisation->server[place->server];
	struct storage_group *group = &server->group[place->group];
	const struct database database = object_database(arena, entry);
	group->database =
		arena_more(arena, group->database, group->database_count, sizeof *group->database);
	group->database[group->database_count++] = database;
	if (database.is_public)
		public_add(organisation, server);
}

static void databases_read(struct arena *arena, const struct directory_part *part,
	struct organisation *organisation, const struct places *groups)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (entry_is_a(entry, "msExchPublicMDB") || entry_is_a(entry, "msExchPrivateMDB"))
			database_read(arena, entry, organisation, groups);
	}
}

static void rest_read(
	struct arena *arena, const struct directory_part *part, struct organisation *organisation)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (entry_is_a(entry, "msExchOAB")) {
			organisation->book = arena_more(arena, organisation->book,
				organisation->book_count, sizeof *organisation->book);
			organisation->book[organisation->book_count++] = object_book(arena, entry);
		} else if (entry_is_a(entry, "msExchOrganizationContainer")) {
			organisation->name = object_name(arena, entry);
			organisation->dn = entry->dn;
		}
	}
}

bool organisation_read(struct arena *arena, const struct directory_visit *visit,
	struct organisation *organisation, struct error *error)
{
	*organisation = (struct organisation){ 0 };
	const struct directory_part *part = directory_part(visit, PART_EXCHANGE);
	if (part == NULL)
		return error_set(error, ERROR_CONFIG,
			"the evidence does not have it: it was collected by an older version");
	if (gap_is(&part->gap))
		return gap_fail(&part->gap, error);
	struct places groups = { 0 };
	rest_read(arena, part, organisation);
	servers_read(arena, part, organisation);
	groups_read(arena, part, organisation, &groups);
	databases_read(arena, part, organisation, &groups);
	if (organisation->server_count > 0)
		return true;
	return error_set(error, ERROR_ABSENT,
		"no Exchange organisation, or the account that asked may not see it");
}

const struct exchange_server *organisation_server(
	const struct organisation *organisation, const char *name)
{
	const struct exchange_server key = { .name = name, .dn = "" };
	const size_t first = sorted_first(&key, organisation->server, organisation->server_count,
		sizeof *organisation->server, compare_servers);
	if (first == organisation->server_count ||
		strcasecmp(organisation->server[first].name, name) != 0)
		return NULL;
	return &organisation->server[first];
}

const struct exchange_server *organisation_server_at(
	const struct organisation *organisation, const char *dn)
{
	size_t count;
	const struct named_place *found = name_index_find(&organisation->server_dns, dn, &count);
	return found == NULL ? NULL : &organisation->server[found->at];
}

int exchange_version_compare(const struct exchange_version *a, const struct exchange_version *b)
{
	const unsigned one[] = { a->major, a->minor, a->build };
	const unsigned other[] = { b->major, b->minor, b->build };
	for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
		if (one[i] != other[i])
			return one[i] < other[i] ? -1 : 1;
	}
	return 0;
}

const char *exchange_version_write(struct arena *arena, const struct exchange_server *server)
{
	const struct exchange_version *version = &server->version;
	if (!version->known)
		return server->serial != NULL ? server->serial : "unknown";
	const char *level = "";
	if (version->major == 8 && version->minor <= 3)
		level = version->minor == 0 ? " (RTM)"
					    : arena_format(arena, " (SP%u)", version->minor);
	return arena_format(arena, "%s%s", exchange_version_digits(arena, version), level);
}

const char *exchange_version_digits(struct arena *arena, const struct exchange_version *version)
{
	return arena_format(arena, "%u.%u.%u", version->major, version->minor, version->build);
}
