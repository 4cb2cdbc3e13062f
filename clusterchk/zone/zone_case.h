/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CMS's name in one server's copy of its zone, and beside it what DNS says: where a check about
 * the record begins. Pure.
 */
#pragma once

#include "clusterchk/zone/zone.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/dc_result.h"

struct zone_case {
	const char *fqdn;
	struct zone_copy copy;
	/* The visit whose copy it is: another server's where this one has none of the zone. */
	const struct directory_visit *visit;
	struct zone_answer *answer; /* of each DNS server in the evidence */
	size_t answer_count;
	const char *more_servers;  /* why there may be others (dns_more_servers), or NULL */
	const struct gap *dns_gap; /* of the search for DNS servers; it may be none */
};

/* False with a result (UNKNOWN) when no zone that holds the name can be seen. */
bool zone_case_open(struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result);

/* Whether another directory server shows a node of the name. */
bool zone_node_elsewhere(const struct zone_case *zone_case, const struct examination *examination);

/*
 * What to think of a copy that was judged by what could be read: nothing is certain where a zone
 * may be hidden, and another server's copy is named as such.
 */
void zone_case_conclude(const struct zone_case *zone_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result);
