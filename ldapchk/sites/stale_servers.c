/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/stale_servers.h"

#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "ldapchk/dn.h"
#include "ldapchk/sites/topology.h"
#include "model/stale.h"

/* The third character of dSHeuristics, MS-ADTS 6.1.1.2.4.1.2. */
enum { LIST_OBJECT_AT = 2 };

static const char by_service[] = "SRV record";

/* An attribute that could not be read may have any value. */
static bool may_hide_objects(const struct directory_visit *visit)
{
	const struct entry *service = visit->directory_service;
	const struct attribute *value =
		service == NULL ? NULL : entry_attribute(service, "dSHeuristics");
	if (value == NULL)
		return service == NULL;
	return gap_is(&value->gap) || value->count != 1 ||
	       (value->value[0].length > LIST_OBJECT_AT &&
		       value->value[0].data[LIST_OBJECT_AT] == '1');
}

/* The servers with NTDS Settings in any copy of the Sites container. */
struct known_servers {
	struct name_index labels, hosts; /* common names; dNSHostNames */
	bool may_hide;                   /* a copy may hide some */
};

static void add_name(struct arena *arena, struct name_index *names, const char *name, size_t length)
{
	name_index_add(arena, names, bytes_of(name, length), names->count);
}

/* The NTDS Settings whose server object has a host name have a label, too. */
static void add_copy(
	struct arena *arena, const struct directory_part *part, struct known_servers *known)
{
	struct name_index by_dn = { 0 };
	for (size_t i = 0; i < part->count; i++)
		add_name(arena, &by_dn, part->entry[i].dn, strlen(part->entry[i].dn));
	name_index_sort(&by_dn);
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (!entry_is_a(entry, "nTDSDSA") && !entry_is_a(entry, "nTDSDSARO"))
			continue;
		const char *server = dn_parent(entry->dn);
		if (strncasecmp(server, "CN=", 3) == 0)
			add_name(arena, &known->labels, server + 3, strcspn(server + 3, ","));
		size_t count;
		const struct named_place *place = name_index_find(&by_dn, server, &count);
		for (size_t k = 0; k < count; k++) {
			const char *host =
				entry_text(arena, &part->entry[place[k].at], "dNSHostName");
			if (host != NULL)
				add_name(arena, &known->hosts, host, strlen(host));
		}
	}
}

static struct known_servers known_servers_of(
	struct arena *arena, const struct directory_evidence *directory)
{
	struct known_servers known = { 0 };
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_SITES);
		if (part == NULL)
			continue;
		known.may_hide = known.may_hide || may_hide_objects(&directory->visit[i]);
		add_copy(arena, part, &known);
	}
	name_index_sort(&known.labels);
	name_index_sort(&known.hosts);
	return known;
}

/* Copies that differ may be replicating a new server: each has to lack it. */
static bool is_unknown_everywhere(
	struct arena *arena, const struct known_servers *known, const char *host)
{
	size_t count;
	const char *label = arena_text(arena, host, strcspn(host, "."));
	return !known->may_hide && name_index_find(&known->labels, label, &count) == NULL &&
	       name_index_find(&known->hosts, host, &count) == NULL;
}

static bool is_stale_controller(
	struct arena *arena, const struct known_servers *known, const struct directory_visit *visit)
{
	const char *own = entry_text(arena, &visit->root, "dnsHostName");
	if (!gap_is(&visit->gap) || strncmp(visit->found_by, by_service, strlen(by_service)) != 0)
		return false;
	if (!name_is_host(visit->server))
		return false; /* it was not asked, and no server registered it */
	if (own != NULL && strcasecmp(own, visit->server) == 0)
		return false; /* it answered under that name */
	return is_unknown_everywhere(arena, known, visit->server);
}

static void note(struct arena *arena, struct stale *stale, struct stale_server server)
{
	stale->server = arena_more(arena, stale->server, stale->count, sizeof *stale->server);
	stale->server[stale->count++] = server;
}

static struct directory_evidence without_stale_controllers(
	struct arena *arena, const struct directory_evidence *whole, struct stale *stale)
{
	const struct known_servers known = known_servers_of(arena, whole);
	struct directory_evidence left = { .gap = whole->gap };
	left.visit = arena_alloc(arena, (whole->count + 1) * sizeof *left.visit);
	for (size_t i = 0; i < whole->count; i++) {
		const struct directory_visit *visit = &whole->visit[i];
		if (is_stale_controller(arena, &known, visit))
			note(arena, stale,
				(struct stale_server){ SOURCE_DIRECTORY, visit->server,
					visit->found_by, visit->gap.text });
		else
			left.visit[left.count++] = *visit;
	}
	return left;
}

static struct dns_evidence without_stale_servers(
	struct arena *arena, const struct dns_evidence *whole, struct stale *stale)
{
	struct dns_evidence left = { .gap = whole->gap };
	left.visit = arena_alloc(arena, (whole->count + 1) * sizeof *left.visit);
	for (size_t i = 0; i < whole->count; i++) {
		const struct dns_visit *visit = &whole->visit[i];
		if (visit->gap.cause == ERROR_ABSENT)
			note(arena, stale,
				(struct stale_server){ SOURCE_DNS, visit->server, visit->found_by,
					visit->gap.text });
		else
			left.visit[left.count++] = *visit;
	}
	return left;
}

void stale_servers_apply(struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	struct stale *stale = arena_alloc(arena, sizeof *stale);
	*stale = (struct stale){ 0 };
	const struct sites *sites = &topology_read(arena, plan, evidence)->sites;
	/* The NTDS Settings of such a server may be among what is hidden. */
	if (sites->unread == NULL && sites->doubt == NULL)
		evidence->directory = without_stale_controllers(arena, &evidence->directory, stale);
	evidence->dns = without_stale_servers(arena, &evidence->dns, stale);
	evidence->stale = stale;
}
