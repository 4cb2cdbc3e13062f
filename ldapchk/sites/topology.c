/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/topology.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memo.h"
#include "ldapchk/dn.h"
#include "ldapchk/sites/site_doubt.h"
#include "ldapchk/sites/site_link.h"
#include "ldapchk/sites/subnet.h"
#include "model/loss.h"

/* Bits of nTDSDSA's options, MS-ADTS 6.1.1.2.2.1.2.1.1. */
enum { OPTION_GLOBAL_CATALOG = 0x1, OPTION_NO_INBOUND = 0x2, OPTION_NO_OUTBOUND = 0x4 };

/* "CN=SERVER,CN=Servers,CN=SITE,CN=Sites,..." */
static const char *site_of_server(struct arena *arena, const char *dn)
{
	static const char servers[] = "CN=Servers,";
	const char *rest = dn_parent(dn);
	return strncasecmp(rest, servers, strlen(servers)) == 0
		       ? site_named(arena, rest + strlen(servers))
		       : NULL;
}

static int compare_dns(const void *a, const void *b)
{
	const struct entry *const *one = a, *const *other = b;
	return strcasecmp((*one)->dn, (*other)->dn);
}

/* The server objects, sorted by DN. */
struct servers {
	const struct entry **entry;
	size_t count;
};

static struct servers servers_of(struct arena *arena, const struct directory_part *part)
{
	struct servers servers = { arena_alloc(arena, (part->count + 1) * sizeof(struct entry *)),
		0 };
	for (size_t i = 0; i < part->count; i++) {
		if (entry_is_a(&part->entry[i], "server"))
			servers.entry[servers.count++] = &part->entry[i];
	}
	qsort(servers.entry, servers.count, sizeof *servers.entry, compare_dns);
	return servers;
}

static const char *host_of(struct arena *arena, const struct servers *servers, const char *dn)
{
	const struct entry wanted = { .dn = dn }, *key = &wanted;
	const struct entry **found =
		bsearch(&key, servers->entry, servers->count, sizeof *servers->entry, compare_dns);
	const char *host = found == NULL ? NULL : entry_text(arena, *found, "dNSHostName");
	if (host == NULL && found != NULL)
		host = entry_text(arena, *found, "cn");
	return host;
}

static void take_options(
	struct arena *arena, const struct entry *settings, struct controller *controller)
{
	uint32_t options = 0;
	(void)entry_number(arena, settings, "options", &options);
	controller->catalog = (options & OPTION_GLOBAL_CATALOG) != 0 ? ANSWER_MAYBE : ANSWER_NO;
	controller->no_inbound = (options & OPTION_NO_INBOUND) != 0;
	controller->no_outbound = (options & OPTION_NO_OUTBOUND) != 0;
}

/* msDS-hasMasterNCs lists the writable replicas; before Windows Server 2003 it was hasMasterNCs. */
static enum answer holds_domain(const struct entry *settings, const char *domain)
{
	static const char *const lists[] = { "msDS-hasMasterNCs", "hasMasterNCs" };
	bool is_shown = false;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (entry_has_value(settings, lists[i], domain))
			return ANSWER_YES;
		is_shown = is_shown || entry_attribute(settings, lists[i]) != NULL;
	}
	return is_shown ? ANSWER_NO : ANSWER_MAYBE;
}

static void add_controller(struct arena *arena, struct topology *topology,
	const struct entry *settings, const struct servers *servers, const char *domain)
{
	const char *server = dn_parent(settings->dn);
	struct controller controller = {
		.host = host_of(arena, servers, server),
		.site = site_of_server(arena, server),
		.settings_dn = settings->dn,
		.writable = !entry_is_a(settings, "nTDSDSARO"),
	};
	if (controller.site == NULL)
		return;
	take_options(arena, settings, &controller);
	if (controller.host == NULL)
		controller.host = server;
	controller.in_full = controller.writable ? holds_domain(settings, domain) : ANSWER_NO;
	topology->controller = arena_more(arena, topology->controller, topology->controller_count,
		sizeof *topology->controller);
	topology->controller[topology->controller_count++] = controller;
}

/* Its name is that of the object: "cn" may not be readable. */
static void add_subnet(struct arena *arena, struct topology *topology, const struct entry *entry)
{
	const char *name = dn_name(arena, entry->dn);
	const char *object = entry_text(arena, entry, "siteObject");
	struct subnet subnet;
	if (name == NULL || !subnet_read(name, &subnet))
		return;
	subnet.site = object == NULL ? NULL : site_named(arena, object);
	topology->sites.subnet = arena_more(arena, topology->sites.subnet,
		topology->sites.subnet_count, sizeof *topology->sites.subnet);
	topology->sites.subnet[topology->sites.subnet_count++] = subnet;
}

static void add_site(struct arena *arena, struct topology *topology, const struct entry *entry)
{
	const char *name = site_named(arena, entry->dn);
	if (name == NULL)
		return;
	topology->sites.site = arena_more(arena, topology->sites.site, topology->sites.site_count,
		sizeof *topology->sites.site);
	topology->sites.site[topology->sites.site_count++] = name;
}

static void take_part(struct arena *arena, struct topology *topology,
	const struct directory_part *part, const char *domain)
{
	const struct servers servers = servers_of(arena, part);
	topology->sites.site_count = topology->sites.subnet_count = topology->controller_count = 0;
	topology->sites.link_count = 0;
	topology->sites.doubt = NULL;
	topology->sites.doubt_causes = (struct causes){ 0 };
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *entry = &part->entry[i];
		if (entry_is_a(entry, "nTDSDSA") || entry_is_a(entry, "nTDSDSARO"))
			add_controller(arena, topology, entry, &servers, domain);
		else if (entry_is_a(entry, "subnet"))
			add_subnet(arena, topology, entry);
		else if (entry_is_a(entry, "site"))
			add_site(arena, topology, entry);
	}
	site_doubt_read(arena, &topology->sites, part, topology->directory, domain);
	site_links_read(arena, &topology->sites, part);
}

/* Why the Sites container could not be read: the first gap. */
static const char *why_unread(const struct directory_evidence *directory)
{
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_SITES);
		if (part != NULL && gap_is(&part->gap))
			return part->gap.text;
	}
	return "No directory server was asked for the Sites container, or none could be read.";
}

static struct causes unread_causes(struct arena *arena, const struct evidence *evidence)
{
	const struct directory_evidence *directory = &evidence->directory;
	struct causes causes = { 0 };
	if (directory->count == 0)
		loss_causes(arena, evidence, &directory->gap, &causes);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const struct directory_part *part = directory_part(visit, PART_SITES);
		causes_add(arena, &causes, part == NULL ? &visit->gap : &part->gap);
	}
	return causes;
}

static void index_controllers(struct arena *arena, struct topology *topology)
{
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		name_index_add(arena, &topology->hosts,
			bytes_of(controller->host, strlen(controller->host)), i);
		name_index_add(arena, &topology->settings,
			bytes_of(controller->settings_dn, strlen(controller->settings_dn)), i);
	}
	name_index_sort(&topology->hosts);
	name_index_sort(&topology->settings);
}

/* The index of the first controller of that name; controller_count if there is none. */
static size_t index_in(
	const struct topology *topology, const struct name_index *names, const char *name)
{
	size_t count;
	const struct named_place *place = name_index_find(names, name, &count);
	return place == NULL ? topology->controller_count : place->at;
}

/* The index of the controller that was visited; controller_count if it is not listed. */
static size_t index_of_visited(
	struct arena *arena, const struct topology *topology, const struct directory_visit *visit)
{
	const char *settings = entry_text(arena, &visit->root, "dsServiceName");
	/* A server with an unlisted dsServiceName is none of these, even if a host name matches. */
	return settings != NULL ? index_in(topology, &topology->settings, settings)
				: index_in(topology, &topology->hosts, visit->server);
}

/*
 * What a domain controller says of itself. Its own copy of its options is in force: the others do
 * not receive it if its outbound replication is switched off.
 */
static void ask_itself(struct arena *arena, struct controller *controller)
{
	const struct directory_visit *visit = controller->visit;
	const struct directory_part *part = directory_part(visit, PART_SITES);
	for (size_t i = 0; part != NULL && i < part->count; i++) {
		if (strcasecmp(part->entry[i].dn, controller->settings_dn) == 0)
			take_options(arena, &part->entry[i], controller);
	}
	const char *ready = entry_text(arena, &visit->root, "isGlobalCatalogReady");
	if (ready != NULL)
		controller->catalog = strcasecmp(ready, "TRUE") == 0 ? ANSWER_YES : ANSWER_NO;
}

static void find_visited(struct arena *arena, struct topology *topology)
{
	const struct directory_evidence *directory = topology->directory;
	topology->visited = arena_alloc(arena, (directory->count + 1) * sizeof *topology->visited);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const size_t at = index_of_visited(arena, topology, visit);
		if (at == topology->controller_count)
			continue;
		topology->visited[i] = &topology->controller[at];
		if (topology->controller[at].visit != NULL)
			continue;
		topology->controller[at].visit = visit;
		ask_itself(arena, &topology->controller[at]);
	}
}

const struct topology *topology_read(
	struct arena *arena, const struct plan *plan, const struct evidence *evidence)
{
	const struct directory_evidence *directory = &evidence->directory;
	struct topology *topology = arena_alloc(arena, sizeof *topology);
	*topology = (struct topology){ .directory = directory };
	topology->sites.unread = why_unread(directory);
	topology->sites.unread_causes = unread_causes(arena, evidence);
	if (evidence->loss != NULL && evidence->loss->blind == NULL)
		topology->lost = evidence->loss->site;
	for (size_t i = 0; i < directory->count && topology->sites.unread != NULL; i++) {
		const struct directory_part *part =
			directory_part(&directory->visit[i], PART_SITES);
		if (part == NULL || gap_is(&part->gap))
			continue;
		take_part(arena, topology, part, domain_dn(arena, plan->directory.domain));
		topology->read_from = directory->visit[i].server;
		topology->read_from_part = part;
		/* An empty container proves nothing: the account may lack the right to read its
		 * objects. */
		topology->sites.unread =
			topology->sites.site_count > 0 && topology->controller_count > 0
				? NULL
				: "The Sites container shows no site with a domain controller "
				  "to the account that collected.";
	}
	index_controllers(arena, topology);
	find_visited(arena, topology);
	topology->standby = standbys_find(arena, &topology->sites, plan, &evidence->dns);
	return topology;
}

/* Plan and evidence are the same for all checks with this examination. */
static const void *read_examined(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	return topology_read(arena, examination->plan, examination->evidence);
}

const struct topology *topology_of(const struct examination *examination)
{
	return memo_of(examination->memo, examination->arena, read_examined, examination);
}

const struct standby *topology_standby(
	const struct topology *topology, const struct examination *examination)
{
	return &topology->standby[examination->recovery_index];
}

const struct controller *topology_dc_of_dns(
	struct arena *arena, const struct topology *topology, const struct dns_visit *visit)
{
	/* The plan may have a port, as in "dc1.corp.example.com:53". An IPv6 address matches no
	 * host. */
	return topology_dc_of(topology,
		arena_format(arena, "%.*s", (int)strcspn(visit->server, ":"), visit->server));
}

const char *topology_site_of_dns(
	struct arena *arena, const struct topology *topology, const struct dns_visit *visit)
{
	const struct controller *controller = topology_dc_of_dns(arena, topology, visit);
	if (controller != NULL)
		return controller->site;
	return site_of_address(
		&topology->sites, visit->address != NULL ? visit->address : visit->server);
}

const struct controller *topology_dc_of(const struct topology *topology, const char *host)
{
	const size_t at = index_in(topology, &topology->hosts, host);
	return at == topology->controller_count ? NULL : &topology->controller[at];
}

const bool *topology_asked_as_dns(
	struct arena *arena, const struct topology *topology, const struct dns_evidence *dns)
{
	bool *asked = arena_alloc(arena, topology->controller_count * sizeof *asked);
	for (size_t i = 0; i < dns->count; i++) {
		const struct controller *controller =
			topology_dc_of_dns(arena, topology, &dns->visit[i]);
		if (controller != NULL)
			asked[controller - topology->controller] = true;
	}
	return asked;
}

const struct controller *topology_visited(const struct topology *topology, size_t visit)
{
	return topology->visited[visit];
}

bool topology_may_serve(const struct topology *topology, const struct controller *controller)
{
	return controller->writable && controller->in_full != ANSWER_NO &&
	       !site_is(controller->site, topology->lost);
}

size_t topology_serving(const struct topology *topology)
{
	size_t count = 0;
	for (size_t i = 0; i < topology->controller_count; i++)
		count += topology_may_serve(topology, &topology->controller[i]);
	return count;
}

bool topology_site_serves(const struct topology *topology, const char *site)
{
	for (size_t i = 0; i < topology->controller_count; i++) {
		if (site_is(topology->controller[i].site, site) &&
			topology_may_serve(topology, &topology->controller[i]))
			return true;
	}
	return false;
}
