/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/organisation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ldapchk/guid.h"
#include "model/name_index.h"

/* The well-known GUID of the group, as otherWellKnownObjects has it before its DN. */
#define EXCHANGE_SERVERS "B:32:A7D2016C83F003458132789EEB127B84:"
#define TCP_ADDRESS      "ncacn_ip_tcp:"

/* A value as a string; NULL where it is no text. */
static const char *text_of(struct arena *arena, struct bytes value)
{
	if (value.length > 0 && memchr(value.data, '\0', value.length) != NULL)
		return NULL;
	return arena_format(arena, "%.*s", (int)value.length,
		value.length == 0 ? "" : (const char *)value.data);
}

static const char *lower(struct arena *arena, const char *text, size_t length)
{
	char *made = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		made[i] = (char)tolower((unsigned char)text[i]);
	return made;
}

static bool is_a(const struct entry *entry, const char *class)
{
	const struct attribute *classes = entry_attribute(entry, "objectClass");
	for (size_t i = 0; classes != NULL && i < classes->count; i++) {
		if (bytes_equal(classes->value[i], bytes_of(class, strlen(class))))
			return true;
	}
	return false;
}

/* What stands behind the first comma of a DN that is not escaped (RFC 4514 2.4); "" at the top. */
static const char *parent_of(const char *dn)
{
	for (; *dn != '\0'; dn++) {
		if (*dn == ',')
			return dn + 1;
		if (*dn == '\\' && dn[1] != '\0')
			dn++;
	}
	return dn;
}

/* The value of a DN's first part, as it stands there; NULL where it has none. */
static const char *first_name(struct arena *arena, const char *dn)
{
	const char *name = dn == NULL ? NULL : strchr(dn, '=');
	if (name == NULL)
		return NULL;
	const char *end = parent_of(dn);
	const size_t length = (size_t)(end - name) - 1 - (*end != '\0');
	return end <= name ? NULL : arena_format(arena, "%.*s", (int)length, name + 1);
}

static const char *name_of(struct arena *arena, const struct entry *entry)
{
	const char *name = entry_text(arena, entry, "cn");
	if (name == NULL)
		name = first_name(arena, entry->dn);
	return name != NULL ? name : entry->dn;
}

static bool integer_of(
	struct arena *arena, const struct entry *entry, const char *name, uint32_t *number)
{
	const char *text = entry_text(arena, entry, name);
	const size_t digits = text == NULL ? 0 : strspn(text, "0123456789");
	if (digits == 0 || digits > 10 || text[digits] != '\0')
		return false;
	const unsigned long long value = strtoull(text, NULL, 10);
	*number = (uint32_t)value;
	return value <= UINT32_MAX;
}

/* Major in bits 22 to 27, minor in 16 to 21, build in 0 to 14; bit 15 marks the layout. */
static struct exchange_version version_of(struct arena *arena, const struct entry *entry)
{
	uint32_t number;
	if (!integer_of(arena, entry, "versionNumber", &number) || (number >> 15 & 1) == 0)
		return (struct exchange_version){ .known = false };
	return (struct exchange_version){ true, number >> 22 & 0x3f, number >> 16 & 0x3f,
		number & 0x7fff };
}

static const char *fqdn_of(struct arena *arena, const struct entry *entry)
{
	const struct attribute *addresses = entry_attribute(entry, "networkAddress");
	for (size_t i = 0; addresses != NULL && i < addresses->count; i++) {
		const char *text = text_of(arena, addresses->value[i]);
		if (text != NULL && strncasecmp(text, TCP_ADDRESS, strlen(TCP_ADDRESS)) == 0)
			return text + strlen(TCP_ADDRESS);
	}
	return NULL;
}

static enum cluster_storage storage_of(struct arena *arena, const struct entry *entry)
{
	uint32_t number;
	if (entry_attribute(entry, "msExchClusterStorageType") == NULL)
		return STORAGE_STANDALONE;
	if (!integer_of(arena, entry, "msExchClusterStorageType", &number) || number > STORAGE_SCC)
		return STORAGE_UNKNOWN;
	return (enum cluster_storage)number;
}

static struct exchange_server server_of(struct arena *arena, const struct entry *entry)
{
	struct exchange_server server = {
		.name = name_of(arena, entry),
		.dn = entry->dn,
		.fqdn = fqdn_of(arena, entry),
		.storage = storage_of(arena, entry),
		.version = version_of(arena, entry),
		.serial = entry_text(arena, entry, "serialNumber"),
		.site = first_name(arena, entry_text(arena, entry, "msExchServerSite")),
	};
	if (!integer_of(arena, entry, "msExchCurrentServerRoles", &server.roles))
		server.roles = 0;
	const struct attribute *nodes = entry_attribute(entry, "msExchServerRedundantMachines");
	for (size_t i = 0; nodes != NULL && i < nodes->count; i++) {
		const char *node = text_of(arena, nodes->value[i]);
		if (node == NULL)
			continue;
		server.node =
			arena_more(arena, server.node, server.node_count, sizeof *server.node);
		server.node[server.node_count++] = node;
	}
	return server;
}

static struct storage_group group_of(struct arena *arena, const struct entry *entry)
{
	uint32_t copy = 0;
	struct storage_group group = {
		.name = name_of(arena, entry),
		.dn = entry->dn,
		.log_path = entry_text(arena, entry, "msExchESEParamLogFilePath"),
		.system_path = entry_text(arena, entry, "msExchESEParamSystemPath"),
		.prefix = entry_text(arena, entry, "msExchESEParamBaseName"),
	};
	group.has_local_copy = integer_of(arena, entry, "msExchHasLocalCopy", &copy) && copy == 1;
	const struct attribute *targets = entry_attribute(entry, "msExchStandbyCopyMachines");
	for (size_t i = 0; targets != NULL && i < targets->count; i++) {
		const char *raw = text_of(arena, targets->value[i]);
		if (raw == NULL)
			continue;
		group.target =
			arena_more(arena, group.target, group.target_count, sizeof *group.target);
		group.target[group.target_count++] =
			(struct scr_target){ raw, lower(arena, raw, strcspn(raw, ";")) };
	}
	return group;
}

/* The objects of one class, and where each stands among them. */
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

static void servers_read(struct arena *arena, const struct directory_part *part,
	struct organisation *organisation, struct places *servers)
{
	for (size_t i = 0; i < part->count; i++) {
		if (!is_a(&part->entry[i], "msExchExchangeServer"))
			continue;
		organisation->server = arena_more(arena, organisation->server,
			organisation->server_count, sizeof *organisation->server);
		organisation->server[organisation->server_count++] =
			server_of(arena, &part->entry[i]);
	}
	if (organisation->server_count > 0)
		qsort(organisation->server, organisation->server_count,
			sizeof *organisation->server, compare_servers);
	for (size_t i = 0; i < organisation->server_count; i++)
		places_add(arena, servers, organisation->server[i].dn, (struct place){ i, 0 });
	name_index_sort(&servers->by_dn);
}

/* CN=GROUP,CN=InformationStore,CN=SERVER,...: one whose server is not shown is nobody's. */
static void groups_read(struct arena *arena, const struct directory_part *part,
	struct organisation *organisation, const struct places *servers, struct places *groups)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		const struct place *place =
			is_a(entry, "msExchStorageGroup")
				? places_find(servers, parent_of(parent_of(entry->dn)))
				: NULL;
		if (place == NULL)
			continue;
		struct exchange_server *server = &organisation->server[place->server];
		server->group = arena_more(
			arena, server->group, server->group_count, sizeof *server->group);
		places_add(arena, groups, entry->dn,
			(struct place){ place->server, server->group_count });
		server->group[server->group_count++] = group_of(arena, entry);
	}
	name_index_sort(&groups->by_dn);
}

static void databases_read(struct arena *arena, const struct directory_part *part,
	struct organisation *organisation, const struct places *groups)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		const bool is_public = is_a(entry, "msExchPublicMDB");
		const struct place *place = is_public || is_a(entry, "msExchPrivateMDB")
						    ? places_find(groups, parent_of(entry->dn))
						    : NULL;
		if (place == NULL)
			continue;
		struct storage_group *group =
			&organisation->server[place->server].group[place->group];
		group->database = arena_more(
			arena, group->database, group->database_count, sizeof *group->database);
		group->database[group->database_count++] = (struct database){
			.name = name_of(arena, entry),
			.dn = entry->dn,
			.file = entry_text(arena, entry, "msExchEDBFile"),
			.is_public = is_public,
		};
	}
}

static const char *guid_text(struct arena *arena, const struct entry *entry)
{
	const struct attribute *attribute = entry_attribute(entry, "objectGUID");
	if (attribute == NULL || attribute->count != 1)
		return NULL;
	struct bytes value = attribute->value[0];
	const struct guid *guid = guid_take(&value);
	return guid != NULL && value.length == 0 ? guid_write(arena, guid) : NULL;
}

static void rest_read(
	struct arena *arena, const struct directory_part *part, struct organisation *organisation)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (is_a(entry, "msExchOAB")) {
			organisation->book = arena_more(arena, organisation->book,
				organisation->book_count, sizeof *organisation->book);
			organisation->book[organisation->book_count++] = (struct address_book){
				.name = name_of(arena, entry),
				.dn = entry->dn,
				.guid = guid_text(arena, entry),
				.server_dn = entry_text(arena, entry, "offLineABServer"),
			};
		} else if (is_a(entry, "msExchOrganizationContainer")) {
			organisation->name = name_of(arena, entry);
			organisation->dn = entry->dn;
		}
		const struct attribute *known = entry_attribute(entry, "otherWellKnownObjects");
		for (size_t k = 0; known != NULL && k < known->count; k++) {
			const char *text = text_of(arena, known->value[k]);
			const size_t length = strlen(EXCHANGE_SERVERS);
			if (text != NULL && strncasecmp(text, EXCHANGE_SERVERS, length) == 0)
				organisation->exchange_servers_dn = text + length;
		}
	}
}

bool organisation_read(struct arena *arena, const struct directory_visit *visit,
	struct organisation *organisation, struct error *error)
{
	*organisation = (struct organisation){ 0 };
	const struct directory_part *part = directory_part(visit, "exchange");
	if (part == NULL)
		return error_set(error, ERROR_CONFIG,
			"the evidence does not hold it: it was collected by an older version");
	if (gap_is(&part->gap) && part->gap.cause != ERROR_ABSENT)
		return error_set(error, part->gap.cause, "%s", part->gap.text);
	struct places servers = { 0 }, groups = { 0 };
	rest_read(arena, part, organisation);
	servers_read(arena, part, organisation, &servers);
	groups_read(arena, part, organisation, &servers, &groups);
	databases_read(arena, part, organisation, &groups);
	if (organisation->server_count > 0)
		return true;
	return error_set(error, ERROR_ABSENT,
		"no Exchange organisation, or none that is shown to the account that asked");
}

const struct exchange_server *organisation_server(
	const struct organisation *organisation, const char *name)
{
	const struct exchange_server key = { .name = name, .dn = "" };
	size_t low = 0, high = organisation->server_count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (compare_servers(&organisation->server[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == organisation->server_count ||
		strcasecmp(organisation->server[low].name, name) != 0)
		return NULL;
	return &organisation->server[low];
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

bool machine_names_match(const char *a, const char *b)
{
	const size_t one = strcspn(a, "."), other = strcspn(b, ".");
	if (a[one] == '.' && b[other] == '.')
		return strcasecmp(a, b) == 0;
	return one == other && one > 0 && strncasecmp(a, b, one) == 0;
}
