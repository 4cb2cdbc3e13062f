/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/known_names.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ldapchk/dn.h"
#include "model/name.h"

enum {
	RECENT = 8,        /* names that the next one is compared with */
	NAMES_MAX = 10000, /* more are not read */
};

struct reading {
	struct arena *arena;
	struct known_names *names;
};

/* The first label of a host name, as an account has it; NULL: the text is no host name. */
static const char *label_of(struct arena *arena, const char *text)
{
	const size_t length = strcspn(text, ".;$");
	char *label = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		label[i] = (char)toupper((unsigned char)text[i]);
	if (!name_is_dns(label))
		return NULL;
	if (length > ACCOUNT_LETTERS)
		label[ACCOUNT_LETTERS] = '\0';
	return label;
}

/* All storage groups of a server usually have the same targets. */
static bool is_repeated(
	const struct reading *reading, const char *label, enum known_role role, const char *of)
{
	const struct known_names *names = reading->names;
	for (size_t i = names->count < RECENT ? 0 : names->count - RECENT; i < names->count; i++) {
		const struct known_name *name = &names->name[i];
		if (name->role == role && strcmp(name->label, label) == 0 &&
			(of == name->of || (of != NULL && strcmp(name->of, of) == 0)))
			return true;
	}
	return false;
}

static void add(struct reading *reading, const char *text, enum known_role role, const char *of)
{
	struct known_names *names = reading->names;
	const char *label = text == NULL ? NULL : label_of(reading->arena, text);
	if (label == NULL || names->count == NAMES_MAX || is_repeated(reading, label, role, of))
		return;
	names->name = arena_more(reading->arena, names->name, names->count, sizeof *names->name);
	names->name[names->count++] = (struct known_name){ label, role, of };
}

static void add_machines(struct reading *reading, const struct entry *entry, const char *attribute,
	enum known_role role, const char *of)
{
	const struct attribute *machines = entry_attribute(entry, attribute);
	for (size_t i = 0; machines != NULL && i < machines->count && of != NULL; i++)
		add(reading, value_text(reading->arena, machines->value[i]), role, of);
}

static const char *server_label(struct arena *arena, const char *dn)
{
	const char *name = dn_name(arena, dn);
	return name == NULL ? NULL : label_of(arena, name);
}

static void add_exchange_object(struct reading *reading, const struct entry *entry)
{
	struct arena *arena = reading->arena;
	if (entry_is_a(entry, "msExchExchangeServer")) {
		const struct attribute *nodes =
			entry_attribute(entry, "msExchServerRedundantMachines");
		const char *name = server_label(arena, entry->dn);
		add(reading, name, nodes != NULL && nodes->count > 0 ? KNOWN_CMS : KNOWN_SERVER,
			NULL);
		add_machines(reading, entry, "msExchServerRedundantMachines", KNOWN_NODE, name);
	} else if (entry_is_a(entry, "msExchStorageGroup")) {
		/* CN=GROUP,CN=InformationStore,CN=SERVER,... */
		const char *server = dn_parent(dn_parent(entry->dn));
		add_machines(reading, entry, "msExchStandbyCopyMachines", KNOWN_TARGET,
			server_label(arena, server));
	}
}

static bool has_service(const struct entry *entry, const char *service)
{
	const struct attribute *names = entry_attribute(entry, "servicePrincipalName");
	const size_t length = strlen(service);
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		const struct bytes *name = &names->value[i];
		if (name->length > length && name->data[length] == '/' &&
			strncasecmp((const char *)name->data, service, length) == 0)
			return true;
	}
	return false;
}

/* Other network names of a cluster have only MSClusterVirtualServer, its nodes only the last. */
bool entry_is_cluster_name(const struct entry *entry)
{
	return has_service(entry, "MSServerCluster") ||
	       (has_service(entry, "MSClusterVirtualServer") &&
		       has_service(entry, "MSServerClusterMgmtAPI"));
}

static const void *names_read(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct known_names *names = arena_alloc(arena, sizeof *names);
	struct reading reading = { .arena = arena, .names = names };
	for (size_t i = 0; i < directory->count && names->count == 0; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_EXCHANGE);
		for (size_t k = 0; part != NULL && k < part->count; k++)
			add_exchange_object(&reading, &part->entry[k]);
	}
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_MACHINES);
		for (size_t k = 0; part != NULL && k < part->count; k++)
			add(&reading, entry_text(arena, &part->entry[k], "sAMAccountName"),
				entry_is_cluster_name(&part->entry[k]) ? KNOWN_CLUSTER
								       : KNOWN_MACHINE,
				NULL);
	}
	return names;
}

/* Plan and evidence are the same for all checks with this examination. */
const struct known_names *known_names(const struct examination *examination)
{
	return memo_of(examination->memo, examination->arena, names_read, examination);
}

const struct known_name *known_name_find(
	const struct known_names *names, const char *label, unsigned roles)
{
	for (size_t i = 0; i < names->count; i++) {
		if ((names->name[i].role & roles) != 0 &&
			strcasecmp(names->name[i].label, label) == 0)
			return &names->name[i];
	}
	return NULL;
}

size_t names_within(const char *name)
{
	const size_t third = strlen(name) / 3;
	return third > 0 ? third : 1;
}
