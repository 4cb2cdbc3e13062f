/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sites of the forest, their subnets and the links between them. Names of sites are plain text,
 * without the escapes of a DN, and are compared without regard to case. Pure.
 */
#pragma once

#include "base/arena.h"
#include "ldapchk/sites/subnet.h"
#include "model/causes.h"

struct site_link; /* ldapchk/sites/site_link.h */

struct sites {
	const char *unread; /* why the sites are unknown; NULL: they were read */
	struct causes unread_causes;
	/* What shows that not all of them were seen, a sentence (site_doubt.h); NULL: nothing. */
	const char *doubt;
	struct causes doubt_causes;
	const char **site; /* their names */
	size_t site_count;
	struct subnet *subnet;
	size_t subnet_count;
	struct site_link *link; /* none in older evidence, which did not ask for them */
	size_t link_count;
};

bool site_is(const char *site, const char *name); /* false if either is NULL */

/* NAME of "CN=NAME,CN=Sites,...", without escapes; NULL for any other DN. */
const char *site_named(struct arena *arena, const char *dn);

/* The site that a person named: plainly, with the escapes of a DN, or by its DN. NULL: none. */
const char *site_found(struct arena *arena, const struct sites *sites, const char *text);

/* Names in a sentence: "Main, DR and 3 more". A name with a comma or a space is quoted. */
const char *site_list(struct arena *arena, const struct sites *sites);

/* The only site of the forest; NULL if there are more, or may be. */
const char *site_only(const struct sites *sites);

/*
 * The site of an address: that of the subnet with the longest prefix. If the forest has only one
 * site, every address is in it. The address is text, with or without a port, as in struct
 * dns_visit. NULL if the site is not known.
 */
const char *site_of_address(const struct sites *sites, const char *address);
