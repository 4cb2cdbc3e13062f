/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The domain controllers of the standby sites, asked as DNS servers. */
#include <string.h>
#include <strings.h>

#include "ldapchk/sites/topology.h"
#include "run/collection.h"

enum { MOST_ASKED = 16 }; /* of one site */

static bool is_asked(const struct collection *collection, const struct topology *topology,
	const struct controller *controller)
{
	const struct dns_evidence *dns = &collection->evidence.dns;
	for (size_t i = 0; i < dns->count; i++) {
		if (topology_dc_of_dns(collection->arena, topology, &dns->visit[i]) == controller)
			return true;
	}
	return false;
}

static bool is_repeated_site(const struct topology *topology, size_t recovery)
{
	for (size_t i = 0; i < recovery; i++) {
		if (site_is(topology->standby[i].site, topology->standby[recovery].site))
			return true;
	}
	return false;
}

static void add_jobs_of_site(
	struct collection *collection, const struct topology *topology, const char *site)
{
	size_t added = 0;
	for (size_t i = 0; i < topology->controller_count && added < MOST_ASKED; i++) {
		const struct controller *controller = &topology->controller[i];
		struct endpoint *server = arena_alloc(collection->arena, sizeof *server);
		if (!site_is(controller->site, site) ||
			is_asked(collection, topology, controller) ||
			!endpoint_read(collection->arena, controller->host, server))
			continue;
		add_unpublished_dns_job(collection, server);
		added++;
	}
}

void add_standby_dns_jobs(struct collection *collection)
{
	const struct topology *topology =
		topology_read(collection->arena, collection->plan, &collection->evidence);
	for (size_t i = 0; i < collection->plan->recovery_count; i++) {
		if (topology->standby[i].site != NULL && !is_repeated_site(topology, i))
			add_jobs_of_site(collection, topology, topology->standby[i].site);
	}
}

/* Whether the same server was asked before, by another name, and its address shows its site. */
static bool is_same_server(const struct topology *topology, const struct dns_visit *one,
	const struct dns_visit *other, const char *site)
{
	return !dns_visit_is_unpublished(other) && one->address != NULL && other->address != NULL &&
	       strcmp(one->address, other->address) == 0 &&
	       site_is(site_of_address(&topology->sites, other->address), site);
}

void drop_repeated_dns(struct collection *collection)
{
	struct dns_evidence *dns = &collection->evidence.dns;
	const struct topology *topology =
		topology_read(collection->arena, collection->plan, &collection->evidence);
	size_t kept = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		bool repeated = false;
		for (size_t k = 0; k < kept && dns_visit_is_unpublished(visit); k++)
			repeated = repeated || is_same_server(topology, visit, &dns->visit[k],
						       topology_site_of_dns(
							       collection->arena, topology, visit));
		if (!repeated)
			dns->visit[kept++] = *visit;
	}
	dns->count = kept;
}
