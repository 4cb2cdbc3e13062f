/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sites of a recovery's nodes, by their addresses in DNS and the subnets in the directory.
 * Pure.
 */
#pragma once

#include "ldapchk/sites/topology.h"

struct node_sites {
	const struct examination *examination;
	const struct topology *topology;
	const char **site; /* each once */
	size_t site_count;
	const char *gap;      /* why a node may be in another site, too, or NULL */
	struct causes causes; /* of `gap` */
};

/* Of the source nodes and the standby nodes. */
struct node_sites node_sites_of(const struct examination *examination);

bool node_sites_hold(const struct node_sites *nodes, const char *site);

/* The site of an address by the subnets alone; NULL: it is in none. */
const char *node_sites_subnet(const struct node_sites *nodes, const char *address);

/* The node that has the address, or NULL. */
const struct name *node_with_address(const struct examination *examination, const char *address);

/* The node with an IPv6 address of the same network (the first 64 bits), or NULL. */
const struct name *node_in_network(const struct examination *examination, const char *address);
