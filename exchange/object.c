/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/object.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ldapchk/dn.h"
#include "model/name.h"
#include "security/guid.h"

#define TCP_ADDRESS "ncacn_ip_tcp:"

static const char *lower(struct arena *arena, const char *text, size_t length)
{
	char *made = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		made[i] = (char)tolower((unsigned char)text[i]);
	return made;
}

const char *object_name(struct arena *arena, const struct entry *entry)
{
	const char *name = entry_text(arena, entry, "cn");
	if (name == NULL)
		name = dn_name(arena, entry->dn);
	return name != NULL ? name : entry->dn;
}

/* Major in bits 22 to 27, minor in 16 to 21, build in 0 to 14; bit 15 must be set, bit 31 clear. */
static struct exchange_version version_of(struct arena *arena, const struct entry *entry)
{
	uint32_t number;
	if (!entry_number(arena, entry, "versionNumber", &number) || (number >> 15 & 1) == 0 ||
		number >> 31 != 0)
		return (struct exchange_version){ .known = false };
	return (struct exchange_version){ true, number >> 22 & 0x3f, number >> 16 & 0x3f,
		number & 0x7fff };
}

static const char *fqdn_of(struct arena *arena, const struct entry *entry)
{
	const struct attribute *addresses = entry_attribute(entry, "networkAddress");
	for (size_t i = 0; addresses != NULL && i < addresses->count; i++) {
		const char *text = value_text(arena, addresses->value[i]);
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
	if (!entry_number(arena, entry, "msExchClusterStorageType", &number) ||
		number > STORAGE_SCC)
		return STORAGE_UNKNOWN;
	return (enum cluster_storage)number;
}

static bool has_values(const struct entry *entry, const char *name)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	return attribute != NULL && attribute->count > 0;
}

struct exchange_server object_server(struct arena *arena, const struct entry *entry)
{
	const char *site = entry_text(arena, entry, "msExchServerSite");
	struct exchange_server server = {
		.name = object_name(arena, entry),
		.dn = entry->dn,
		.fqdn = fqdn_of(arena, entry),
		.is_shown = has_values(entry, "msExchCurrentServerRoles") ||
			    has_values(entry, "versionNumber") ||
			    has_values(entry, "networkAddress"),
		.storage = storage_of(arena, entry),
		.version = version_of(arena, entry),
		.serial = entry_text(arena, entry, "serialNumber"),
		.site = site == NULL ? NULL : dn_name(arena, site),
		.is_client_access = entry_is_a(entry, "msExchClientAccessArray"),
	};
	if (!entry_number(arena, entry, "msExchCurrentServerRoles", &server.roles))
		server.roles = 0;
	const struct attribute *nodes = entry_attribute(entry, "msExchServerRedundantMachines");
	server.nodes_hidden = nodes == NULL ? !server.is_shown : gap_is(&nodes->gap);
	for (size_t i = 0; nodes != NULL && i < nodes->count; i++) {
		const char *node = value_text(arena, nodes->value[i]);
		if (node == NULL) {
			server.nodes_hidden = true;
			continue;
		}
		server.node =
			arena_more(arena, server.node, server.node_count, sizeof *server.node);
		server.node[server.node_count++] = node;
	}
	return server;
}

static bool is_true(struct arena *arena, const struct entry *entry, const char *name)
{
	const char *text = entry_text(arena, entry, name);
	return text != NULL && strcasecmp(text, "TRUE") == 0;
}

/* Names of Windows machines do not consist of digits only (KB 909264); numbers and GUIDs do, or may
 * look like names otherwise. NULL: the value has another layout. */
static const char *target_machine(struct arena *arena, const char *raw)
{
	struct guid guid;
	raw += strspn(raw, " ");
	size_t length = strcspn(raw, ";");
	while (length > 0 && (raw[length - 1] == ' ' || raw[length - 1] == '.'))
		length--;
	const char *machine = lower(arena, raw, length);
	const size_t label = strcspn(machine, ".");
	if (!name_is_dns(machine) || strspn(machine, "0123456789") >= label ||
		guid_parse(machine, &guid))
		return NULL;
	return machine;
}

const char *scr_target_name(const struct scr_target *target)
{
	return target->machine != NULL ? target->machine : target->raw;
}

/* There may be more targets if a value is no text, or if the attribute could not be read. */
static void targets_read(
	struct arena *arena, const struct entry *entry, struct storage_group *group)
{
	const struct attribute *targets = entry_attribute(entry, "msExchStandbyCopyMachines");
	group->targets_shown =
		group->log_path != NULL || group->system_path != NULL || group->prefix != NULL;
	if (targets == NULL)
		return;
	if (gap_is(&targets->gap))
		group->targets_shown = false;
	for (size_t i = 0; i < targets->count; i++) {
		const char *raw = value_text(arena, targets->value[i]);
		if (raw == NULL) {
			group->targets_shown = false;
			continue;
		}
		group->target = arena_more(
			arena, group->target, group->target_count, sizeof *group->target);
		group->target[group->target_count++] =
			(struct scr_target){ raw, target_machine(arena, raw) };
	}
}

struct storage_group object_group(struct arena *arena, const struct entry *entry)
{
	uint32_t copy = 0;
	struct storage_group group = {
		.name = object_name(arena, entry),
		.dn = entry->dn,
		.log_path = entry_text(arena, entry, "msExchESEParamLogFilePath"),
		.system_path = entry_text(arena, entry, "msExchESEParamSystemPath"),
		.prefix = entry_text(arena, entry, "msExchESEParamBaseName"),
		.is_recovery = is_true(arena, entry, "msExchRestore"),
	};
	group.has_local_copy = entry_number(arena, entry, "msExchHasLocalCopy", &copy) && copy == 1;
	targets_read(arena, entry, &group);
	return group;
}

struct database object_database(struct arena *arena, const struct entry *entry)
{
	return (struct database){
		.name = object_name(arena, entry),
		.dn = entry->dn,
		.file = entry_text(arena, entry, "msExchEDBFile"),
		.is_public = entry_is_a(entry, "msExchPublicMDB"),
		.is_recovery = is_true(arena, entry, "msExchRestore"),
	};
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

static const char *dn_text(struct arena *arena, const struct entry *entry, const char *name)
{
	const char *dn = entry_text(arena, entry, name);
	return dn != NULL && dn_name(arena, dn) != NULL ? dn : NULL;
}

struct address_book object_book(struct arena *arena, const struct entry *entry)
{
	static const char web[] = "msExchOABVirtualDirectoriesLink";
	const struct attribute *shown = entry_attribute(entry, web);
	const struct gap *gap = entry_gap(entry, web);
	return (struct address_book){
		.name = object_name(arena, entry),
		.dn = entry->dn,
		.guid = guid_text(arena, entry),
		.server_dn = dn_text(arena, entry, "offLineABServer"),
		.is_on_web = entry_text(arena, entry, web) != NULL,
		.web_is_unread = gap != NULL || (shown != NULL && shown->count == 0),
		.web_gap = gap,
	};
}
