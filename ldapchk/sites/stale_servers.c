/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/stale_servers.h"

#include <string.h>
#include <strings.h>

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

/* Whether the common name of the object is the first label of the host name. */
static bool has_label(const char *dn, const char *host)
{
	const size_t length = strcspn(host, ".");
	return strncasecmp(dn, "CN=", 3) == 0 && strncasecmp(dn + 3, host, length) == 0 &&
	       dn[3 + length] == ',';
}

static bool has_host_name(struct arena *arena, const struct directory_part *part,
	const char *server_dn, const char *host)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		const char *name = entry_text(arena, entry, "dNSHostName");
		if (name != NULL && strcasecmp(name, host) == 0 &&
			strcasecmp(entry->dn, server_dn) == 0)
			return true;
	}
	return false;
}

/* Whether the part shows NTDS Settings of that server. */
static bool shows_controller(
	struct arena *arena, const struct directory_part *part, const char *host)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (!entry_is_a(entry, "nTDSDSA") && !entry_is_a(entry, "nTDSDSARO"))
			continue;
		const char *server = dn_parent(entry->dn);
		if (has_label(server, host) || has_host_name(arena, part, server, host))
			return true;
	}
	return false;
}

/* Copies that differ may be replicating a new server: each has to lack it. */
static bool is_unknown_everywhere(
	struct arena *arena, const struct directory_evidence *directory, const char *host)
{
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_SITES);
		if (part == NULL)
			continue;
		if (may_hide_objects(&directory->visit[i]) || shows_controller(arena, part, host))
			return false;
	}
	return true;
}

static bool is_stale_controller(struct arena *arena, const struct directory_evidence *directory,
	const struct directory_visit *visit)
{
	const char *own = entry_text(arena, &visit->root, "dnsHostName");
	if (!gap_is(&visit->gap) || strncmp(visit->found_by, by_service, strlen(by_service)) != 0)
		return false;
	if (!name_is_host(visit->server))
		return false; /* it was not asked, and no server registered it */
	if (own != NULL && strcasecmp(own, visit->server) == 0)
		return false; /* it answered under that name */
	return is_unknown_everywhere(arena, directory, visit->server);
}

static void note(struct arena *arena, struct stale *stale, struct stale_server server)
{
	stale->server = arena_more(arena, stale->server, stale->count, sizeof *stale->server);
	stale->server[stale->count++] = server;
}

static struct directory_evidence without_stale_controllers(
	struct arena *arena, const struct directory_evidence *whole, struct stale *stale)
{
	struct directory_evidence left = { .gap = whole->gap };
	left.visit = arena_alloc(arena, (whole->count + 1) * sizeof *left.visit);
	for (size_t i = 0; i < whole->count; i++) {
		const struct directory_visit *visit = &whole->visit[i];
		if (is_stale_controller(arena, whole, visit))
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
