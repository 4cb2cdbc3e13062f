/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CMS's name in one domain controller's copy of its zone, and the answers of DNS for it: the
 * start of every check of the record in the directory. Pure.
 */
#pragma once

#include "clusterchk/zone/zone.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/dc_result.h"

struct zone_case {
	const char *fqdn;
	struct zone_copy copy;
	/* The visit that the copy is from: another server's if this one has no copy of the zone. */
	const struct directory_visit *visit;
	struct zone_answer *answer; /* one for each DNS server in the evidence */
	size_t answer_count;
	const char *more_servers;  /* why there may be other servers (dns_more_servers), or NULL */
	const struct gap *dns_gap; /* of the search for DNS servers; may be no gap */
};

/* False, with an UNKNOWN result, if no zone that holds the name was returned. */
bool zone_case_open(struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result);

/* Whether any directory server returned a node of the name. */
bool zone_node_elsewhere(const struct zone_case *zone_case, const struct examination *examination);

/*
 * Corrects the result of a copy: PASS becomes UNKNOWN if not all zones could be read, and the proof
 * refers to the other server if the copy is another server's.
 */
void zone_case_conclude(const struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result);
