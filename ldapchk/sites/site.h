/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sites of the forest, the subnets that lie in them and the links between them. A site's name
 * is compared without regard to case. Pure.
 */
#pragma once

#include "base/arena.h"
#include "ldapchk/sites/subnet.h"
#include "model/causes.h"

struct site_link; /* ldapchk/sites/site_link.h */

struct sites {
	const char *unread; /* why nothing is known; NULL: read */
	struct causes unread_for;
	const char **site; /* their names */
	size_t site_count;
	struct subnet *subnet;
	size_t subnet_count;
	struct site_link *link; /* none in evidence from before they were asked for */
	size_t link_count;
};

bool site_is(const char *site, const char *name); /* either may be NULL, which is no site */

/* "CN=NAME,CN=Sites,...": NAME as it stands there; NULL for another DN. */
const char *site_named(struct arena *arena, const char *dn);

/*
 * The site of an address as text, with or without a port as struct dns_visit has it: that of the
 * subnet with the longest prefix. Where the forest has one site alone, every address lies in it.
 * NULL when it is not known.
 */
const char *site_of_address(const struct sites *sites, const char *address);
