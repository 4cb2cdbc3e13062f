/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/standby.h"

#include "base/nearest.h"
#include "base/text.h"
#include "ldapchk/sites/dns_addresses.h"
#include "model/dns_answers.h"

static struct standby unknown(const char *words)
{
	return (struct standby){ .words = words };
}

static struct standby known(const char *site, const char *words)
{
	return (struct standby){ .site = site, .words = words };
}

static struct standby by_plan(struct arena *arena, const struct sites *sites, const char *named)
{
	const char *site = site_found(arena, sites, named);
	if (site != NULL)
		return known(site, arena_format(arena, "The plan names the site %s.", site));
	struct standby standby = unknown(arena_format(arena,
		"The plan names the site %s, but the forest has no such site. Its sites: %s.",
		named, site_list(arena, sites)));
	const char *near = nearest(named, sites->site, sites->site_count);
	const struct cause cause = { CAUSE_SITE, named,
		arena_format(arena, "The site %s is in the plan and not in the directory%s%s%s",
			named, near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
			near == NULL ? "" : "?"),
		"Correct \"standby_site\" of the recovery in the plan, or leave it out." };
	standby.causes = causes_from(arena, &cause, true);
	return standby;
}

static struct standby without_address(
	struct arena *arena, const struct dns_evidence *dns, const struct name *node)
{
	struct standby standby = unknown(arena_format(
		arena, "No DNS server returned an address of the standby node %s.", node->fqdn));
	dns_causes(arena, dns, node->fqdn, &standby.causes);
	return standby;
}

/* What the addresses of one node say. */
struct place {
	const char *site, *address; /* the first address in a subnet of a site; NULL: none */
	const char *other_site;     /* of another address, or NULL */
	const char *unplaced;       /* an address in no subnet of a site, or NULL */
};

static struct place place_of(
	const struct sites *sites, const struct known_address *known, size_t count)
{
	struct place place = { 0 };
	for (size_t i = 0; i < count; i++) {
		const char *site = site_of_address(sites, known[i].address);
		if (site == NULL)
			place.unplaced = known[i].address;
		else if (place.site == NULL)
			place = (struct place){ site, known[i].address, NULL, place.unplaced };
		else if (!site_is(site, place.site))
			place.other_site = site;
	}
	return place;
}

static struct standby two_sites(
	struct arena *arena, const struct name *node, const char *one, const char *other)
{
	return unknown(arena_format(arena,
		"The standby nodes are in two sites: %s in %s, another address in %s.", node->label,
		one, other));
}

/*
 * The site is known only if all nodes have an address in it, and none has one in another site. An
 * address in no subnet does not count beside one in a subnet: machines also register those of
 * their cluster's private network and of tunnels.
 */
static struct standby by_addresses(struct arena *arena, const struct sites *sites,
	const struct recovery *recovery, const struct dns_evidence *dns,
	const struct dns_addresses *addresses)
{
	const char *site = NULL;
	struct text words = text_new(arena);
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		size_t count;
		const struct known_address *known =
			dns_addresses_find(addresses, node->fqdn, &count);
		if (count == 0)
			return without_address(arena, dns, node);
		const struct place place = place_of(sites, known, count);
		if (place.site == NULL)
			return unknown(arena_format(arena,
				"The standby node %s has the address %s, "
				"which is in no subnet of a site.",
				node->label, place.unplaced));
		if (place.other_site != NULL)
			return two_sites(arena, node, place.other_site, place.site);
		if (site != NULL && !site_is(site, place.site))
			return two_sites(arena, node, place.site, site);
		site = place.site;
		text_add(&words, "%s%s (%s%s%s)", i == 0 ? "" : ", ", node->label, place.address,
			place.unplaced == NULL ? "" : "; in no subnet, and not counted: ",
			place.unplaced == NULL ? "" : place.unplaced);
	}
	if (site == NULL)
		return unknown("The plan names neither a site nor nodes of the standby cluster.");
	return known(site, arena_format(arena, "%s: in subnets of the site %s.", words.data, site));
}

struct standby *standbys_find(struct arena *arena, const struct sites *sites,
	const struct plan *plan, const struct dns_evidence *dns)
{
	struct standby *standby = arena_alloc(arena, plan->recovery_count * sizeof *standby);
	const struct dns_addresses addresses = dns_addresses_read(arena, dns);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		if (sites->unread != NULL)
			standby[i] = (struct standby){ NULL, sites->unread, sites->unread_causes };
		else if (recovery->standby_site != NULL)
			standby[i] = by_plan(arena, sites, recovery->standby_site);
		else if (site_only(sites) != NULL)
			standby[i] = known(site_only(sites),
				arena_format(arena, "The forest has only one site, %s.",
					site_only(sites)));
		else
			standby[i] = by_addresses(arena, sites, recovery, dns, &addresses);
	}
	return standby;
}
