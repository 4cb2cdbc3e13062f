/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sites of the forest as the directory describes them: their addresses and domain controllers,
 * and the standby site of each recovery. Read from the evidence once per judgement; pure; lives in
 * the arena. Site names in distinguished names are compared without regard to case.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/name_index.h"
#include "ldapchk/sites/site.h"
#include "ldapchk/sites/standby.h"
#include "model/check.h"
#include "security/access.h"

/* The object "server" of a domain controller and its child CN=NTDS Settings. */
struct controller {
	const char *host; /* dNSHostName of the server object, or its common name */
	const char *site;
	const char *settings_dn; /* of CN=NTDS Settings; the server's dsServiceName */
	bool writable;           /* nTDSDSA, not nTDSDSARO */
	/* A global catalog. YES: it says so itself (isGlobalCatalogReady). MAYBE: only its options
	 * say so, and it was not asked or did not answer. */
	enum answer catalog;
	/* Replication is switched off, by its own copy of its options if that was read. */
	bool no_inbound, no_outbound;
	enum answer in_full; /* whether it holds the plan's domain as a writable replica */
	const struct directory_visit *visit; /* NULL: it was not asked */
};

struct topology {
	struct sites sites;
	const char *read_from; /* the server that described it */
	const struct directory_part *read_from_part;
	const char *lost; /* the site that counts as lost (model/loss.h), or NULL */
	struct controller *controller;
	size_t controller_count;
	struct name_index hosts, settings; /* of the controllers, by host and settings_dn */
	struct standby *standby;           /* one per recovery of the plan */
	const struct directory_evidence *directory;
	const struct controller **visited; /* one per visit; see topology_visited */
};

/*
 * Reads the first visit whose part "sites" has no gap and shows a site with a domain controller.
 * The standby site of a recovery is the one that the plan names, or the only one, or the one with
 * all addresses of all standby nodes.
 */
const struct topology *topology_read(
	struct arena *arena, const struct plan *plan, const struct evidence *evidence);

/* The topology of the evidence under examination, read once. */
const struct topology *topology_of(const struct examination *examination);
const struct standby *topology_standby(
	const struct topology *topology, const struct examination *examination);

/* The domain controller of a DNS server's name, or NULL. */
const struct controller *topology_dc_of_dns(
	struct arena *arena, const struct topology *topology, const struct dns_visit *visit);

/* Whether each of the domain controllers was asked as a DNS server, in their order. */
const bool *topology_asked_as_dns(
	struct arena *arena, const struct topology *topology, const struct dns_evidence *dns);

/* The site of a DNS server: of the domain controller of that name, else of its address. NULL if not
 * known. */
const char *topology_site_of_dns(
	struct arena *arena, const struct topology *topology, const struct dns_visit *visit);

/*
 * The controller of the visit with that index: by its dsServiceName or, if that is not shown, by
 * the name in the visit. NULL if it is no known controller.
 */
const struct controller *topology_visited(const struct topology *topology, size_t visit);
const struct controller *topology_dc_of(const struct topology *topology, const char *host);

/* Whether the plan's domain may be writable there, and the server is not in the lost site. */
bool topology_may_serve(const struct topology *topology, const struct controller *controller);

/* The number of controllers that may serve: with one, nothing is replicated. */
size_t topology_serving(const struct topology *topology);

/* Whether a site has a controller that may serve. */
bool topology_site_serves(const struct topology *topology, const char *site);
