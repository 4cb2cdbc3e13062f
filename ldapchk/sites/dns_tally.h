/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The DNS servers that were asked about a name, counted by their place and their answers. Pure. */
#pragma once

#include "base/text.h"
#include "ldapchk/sites/topology.h"

struct dns_tally {
	size_t in_site, in_site_answered, other_site, unknown_site, unknown_site_answered;
	/* Domain controllers of the site that are not published as name servers of the zone, by
	 * what is known of their port 53: it did not answer in time, or it was not asked. */
	size_t silent, unasked;
	struct causes causes; /* why servers did not answer that are or may be in the site */
};

/* Answers count if they are authoritative, even those that the name does not exist. Adds a line of
 * proof for each server that is or may be in the site. */
struct dns_tally dns_tally_of(const struct examination *examination,
	const struct topology *topology, const char *site, struct text *proof);
