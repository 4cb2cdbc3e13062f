/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The domain controllers of the standby sites, asked as DNS servers. */
#include <string.h>
#include <strings.h>

#include "clusterchk/collect/collect.h"
#include "ldapchk/sites/topology.h"
#include "run/collection.h"

enum { MOST_ASKED = 16 }; /* of one site */

/* A server that was demoted and promoted again may have two objects, and is asked once. */
static bool is_named(const struct collection *collection, const char *host)
{
	const struct dns_evidence *dns = &collection->evidence.dns;
	bool named = false;
	for (size_t i = 0; i < dns->count && !named; i++)
		named = strcasecmp(dns->visit[i].server, host) == 0;
	for (size_t i = 0; i < collection->count && !named; i++) {
		const struct dns_job *ask = collection->job[i].argument;
		named = collection->kind[i] == &dns_kind &&
			strcasecmp(ask->server->given, host) == 0;
	}
	return named;
}

static bool is_repeated_site(const struct topology *topology, size_t recovery)
{
	for (size_t i = 0; i < recovery; i++) {
		if (site_is(topology->standby[i].site, topology->standby[recovery].site))
			return true;
	}
	return false;
}

static void add_jobs_of_site(struct collection *collection, const struct topology *topology,
	const bool *asked, const char *site)
{
	size_t added = 0;
	for (size_t i = 0; i < topology->controller_count && added < MOST_ASKED; i++) {
		const struct controller *controller = &topology->controller[i];
		if (asked[i] || !site_is(controller->site, site) ||
			is_named(collection, controller->host) || !name_is_host(controller->host))
			continue;
		const struct endpoint server = endpoint_of_host(controller->host);
		add_unpublished_dns_job(
			collection, arena_copy(collection->arena, &server, sizeof server));
		added++;
	}
}

void add_standby_dns_jobs(struct collection *collection)
{
	const struct topology *topology =
		topology_read(collection->arena, collection->plan, &collection->evidence);
	const bool *asked =
		topology_asked_as_dns(collection->arena, topology, &collection->evidence.dns);
	for (size_t i = 0; i < collection->plan->recovery_count; i++) {
		if (topology->standby[i].site != NULL && !is_repeated_site(topology, i))
			add_jobs_of_site(collection, topology, asked, topology->standby[i].site);
	}
}

/* Whether the same server was asked before, by another name, and its address shows its site. */
static bool is_repeated(const struct topology *topology, const struct dns_evidence *dns,
	const struct dns_visit *visit, const char *site)
{
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *other = &dns->visit[i];
		if (!dns_visit_is_unpublished(other) && visit->address != NULL &&
			other->address != NULL && strcmp(visit->address, other->address) == 0 &&
			site_is(site_of_address(&topology->sites, other->address), site))
			return true;
	}
	return false;
}

static bool has_gap(const struct dns_visit *visit)
{
	bool any = gap_is(&visit->gap);
	for (size_t i = 0; i < visit->count && !any; i++)
		any = gap_is(&visit->answer[i].gap);
	return any;
}

static bool is_served(const struct collection *collection, const struct topology *topology,
	const char *site, const char *name)
{
	const struct dns_evidence *dns = &collection->evidence.dns;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_answer *answer = dns_answer(&dns->visit[i], name, "A");
		if (dns_answer_serves(answer) &&
			site_is(topology_site_of_dns(collection->arena, topology, &dns->visit[i]),
				site))
			return true;
	}
	return false;
}

/* One that does not answer is no gap if others in its site serve all the names. */
static bool is_needed(const struct collection *collection, const struct topology *topology,
	const struct dns_visit *visit, const char *site)
{
	const struct plan *plan = collection->plan;
	if (!has_gap(visit))
		return true;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const char *name = plan->recoveries[i].cms.fqdn;
		if (site_is(topology->standby[i].site, site) &&
			(dns_was_asked(visit, name) ||
				!is_served(collection, topology, site, name)))
			return true;
	}
	return false;
}

void drop_unneeded_dns(struct collection *collection)
{
	struct dns_evidence *dns = &collection->evidence.dns;
	const struct topology *topology =
		topology_read(collection->arena, collection->plan, &collection->evidence);
	struct dns_visit *kept = arena_alloc(collection->arena, (dns->count + 1) * sizeof *kept);
	size_t count = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		const char *site = topology_site_of_dns(collection->arena, topology, visit);
		if (!dns_visit_is_unpublished(visit) ||
			(!is_repeated(topology, dns, visit, site) &&
				is_needed(collection, topology, visit, site)))
			kept[count++] = *visit;
	}
	dns->visit = kept;
	dns->count = count;
}
