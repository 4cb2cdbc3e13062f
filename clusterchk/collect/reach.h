/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds the address and the transport over which a DNS server answers. Domain controllers publish
 * all their addresses, also those of a backup network or an IPv6 tunnel, and not all can be reached
 * from everywhere; a firewall may pass DNS over TCP only.
 */
#pragma once

#include "clusterchk/collect/resolver.h"
#include "clusterchk/collect/server_address.h"

struct reach {
	const struct server_address *address;
	bool over_tcp; /* UDP got no reply */
	bool found;    /* false: no address replied; `address` is the first one */
};

/*
 * Asks all addresses at once over UDP and, if none has replied after a second, over TCP, too. The
 * first reply decides, whatever it says. `count` is at least 1.
 */
struct reach reach_find(struct arena *arena, const struct server_address *addresses, size_t count,
	const struct dns_question *question, struct deadline deadline);
