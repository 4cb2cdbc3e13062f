/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/discovery/machines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_LABEL = 63 };

static const char *converted(
	struct arena *arena, const char *text, size_t length, int (*convert)(int))
{
	char *made = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < length; i++)
		made[i] = (char)convert((unsigned char)text[i]);
	return made;
}

/* Whether one of its service principal names is of that class ("class/host"). */
static bool has_spn(const struct entry *entry, const char *class)
{
	const struct attribute *names = entry_attribute(entry, "servicePrincipalName");
	const size_t length = strlen(class);
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		if (names->value[i].length > length &&
			strncasecmp((const char *)names->value[i].data, class, length) == 0)
			return true;
	}
	return false;
}

static bool machine_read(struct arena *arena, const struct entry *entry, struct machine *machine)
{
	const char *account = entry_text(arena, entry, "sAMAccountName");
	const size_t length = account == NULL ? 0 : strlen(account);
	if (length < 2 || length > MAX_LABEL + 1 || account[length - 1] != '$')
		return false;
	const char *label = converted(arena, account, length - 1, toupper);
	if (!name_is_dns(label) || strchr(label, '.') != NULL)
		return false;
	const char *fqdn = entry_text(arena, entry, "dNSHostName");
	const bool manages = has_spn(entry, "MSServerClusterMgmtAPI/");
	const bool is_virtual = has_spn(entry, "MSClusterVirtualServer/");
	*machine = (struct machine){
		.label = label,
		.fqdn = fqdn != NULL && name_is_dns(fqdn)
				? converted(arena, fqdn, strlen(fqdn), tolower)
				: NULL,
		.system = entry_text(arena, entry, "operatingSystem"),
		/* Other network names of a cluster have only MSClusterVirtualServer. */
		.is_cluster_name = has_spn(entry, "MSServerCluster/") || (manages && is_virtual),
	};
	machine->is_cluster_node = manages && !machine->is_cluster_name;
	return true;
}

static int compare_machines(const void *one, const void *other)
{
	const struct machine *a = one, *b = other;
	return strcmp(a->label, b->label);
}

static void part_read(
	struct arena *arena, const struct directory_part *part, struct machines *machines)
{
	for (size_t i = 0; i < part->count; i++) {
		struct machine machine;
		if (!machine_read(arena, &part->entry[i], &machine))
			continue;
		machines->machine = arena_more(
			arena, machines->machine, machines->count, sizeof *machines->machine);
		machines->machine[machines->count++] = machine;
	}
}

void machines_read(
	struct arena *arena, const struct directory_visit *visit, struct machines *machines)
{
	static const struct gap unasked = { .cause = ERROR_CONFIG, .text = "not asked for" };
	*machines = (struct machines){ .clusters_gap = unasked, .accounts_gap = unasked };
	const struct directory_part *clusters = directory_part(visit, PART_CLUSTERS);
	const struct directory_part *accounts = directory_part(visit, PART_MACHINES);
	if (clusters != NULL) {
		machines->clusters_gap = clusters->gap;
		part_read(arena, clusters, machines);
	}
	if (accounts != NULL) {
		machines->accounts_gap = accounts->gap;
		part_read(arena, accounts, machines);
	}
	size_t kept = 0;
	if (machines->count > 0)
		qsort(machines->machine, machines->count, sizeof *machines->machine,
			compare_machines);
	for (size_t i = 0; i < machines->count; i++) {
		if (kept == 0 ||
			strcmp(machines->machine[kept - 1].label, machines->machine[i].label) != 0)
			machines->machine[kept++] = machines->machine[i];
	}
	machines->count = kept;
	for (size_t i = 0; i < kept; i++) {
		const char *label = machines->machine[i].label;
		name_index_add(arena, &machines->by_label, bytes_of(label, strlen(label)), i);
	}
	name_index_sort(&machines->by_label);
}

const struct machine *machines_find(const struct machines *machines, const char *label)
{
	size_t count;
	const struct named_place *place = name_index_find(&machines->by_label, label, &count);
	return place == NULL ? NULL : &machines->machine[place->at];
}

bool machine_name_read(struct arena *arena, const struct machines *machines, const char *domain,
	const char *text, struct name *name)
{
	struct error error = { 0 };
	if (!name_read(arena, text, domain, name, &error))
		return false;
	/* If DNS names are not in the directory's domain, the account has the right name. */
	const struct machine *machine =
		strchr(text, '.') == NULL ? machines_find(machines, name->label) : NULL;
	if (machine != NULL && machine->fqdn != NULL && name_texts_match(text, machine->fqdn))
		name->fqdn = machine->fqdn;
	return true;
}

const struct machine *machine_of(const struct machines *machines, const struct name *name)
{
	const struct machine *machine = machines_find(machines, name->label);
	return machine == NULL || machine->fqdn == NULL || strcmp(machine->fqdn, name->fqdn) == 0
		       ? machine
		       : NULL;
}

const char *machine_name_write(struct arena *arena, const struct name *name, const char *domain)
{
	const char *whole = arena_format(arena, "%s.%s", name->label, domain);
	return strcasecmp(whole, name->fqdn) == 0 ? name->label : name->fqdn;
}
