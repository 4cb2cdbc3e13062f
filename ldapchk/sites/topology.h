/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sites of the forest as the directory describes them: which addresses lie in which site, which
 * domain controllers stand where, and which site each recovery of the plan goes to. Read from the
 * evidence once per judgement, pure; lives in the arena. A distinguished name's part for a site is
 * compared without regard to case.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ldapchk/sites/site.h"
#include "ldapchk/sites/standby.h"
#include "model/check.h"
#include "security/access.h"

/* The object "server" of a domain controller and its child CN=NTDS Settings. */
struct controller {
	const char *host; /* dNSHostName of the server object, or its common name */
	const char *site;
	const char *settings_dn; /* of CN=NTDS Settings: what the server itself calls dsServiceName
				  */
	bool writable;           /* nTDSDSA, not nTDSDSARO */
	bool catalog;            /* a global catalog: bit 1 of options, MS-ADTS 6.1.1.2.2.1.2.1.1 */
	enum answer in_full;     /* whether it holds the plan's domain as a writable replica */
	const struct directory_visit *visit; /* to it; NULL: there was none */
};

struct topology {
	struct sites sites;
	const char *told_by; /* the server that described it */
	const char *lost;    /* a site whose controllers are taken for gone (model/loss.h), or NULL
			      */
	struct controller *controller;
	size_t controller_count;
	struct standby *standby; /* one per recovery of the plan */
	const struct directory_evidence *directory;
	const struct controller **visited; /* one per visit; see topology_visited */
};

/*
 * From the first visit that has the part "sites" whole. The site of a recovery is the one its plan
 * names, the only one there is, or the one in which all addresses of all its standby nodes lie.
 */
const struct topology *topology_read(
	struct arena *arena, const struct plan *plan, const struct evidence *evidence);

/* That of the evidence under examination, worked out once. */
const struct topology *topology_of(const struct examination *examination);
const struct standby *topology_standby(
	const struct topology *topology, const struct examination *examination);

/* The site of a DNS server: that of the controller it is, or of its address; NULL when not known.
 */
const char *topology_site_of_dns(
	struct arena *arena, const struct topology *topology, const struct dns_visit *visit);

/*
 * The controller that the visit at that place of the evidence was to: by what it said of itself,
 * else by the name it was asked by; NULL: none of these.
 */
const struct controller *topology_visited(const struct topology *topology, size_t visit);
const struct controller *topology_dc_of(const struct topology *topology, const char *host);

/* Whether the plan's domain can be written there, and the server is not taken for gone. */
bool topology_may_serve(const struct topology *topology, const struct controller *controller);

/* Whether a site has a controller that may serve. */
bool topology_site_serves(const struct topology *topology, const char *site);
