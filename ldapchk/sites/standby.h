/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which site each recovery goes to; used by ldapchk/sites/topology.c. Pure. */
#pragma once

#include "ldapchk/sites/topology.h"

/* One per recovery of the plan; the topology's sites and subnets are read already. */
struct standby *standbys_find(struct arena *arena, const struct topology *topology,
	const struct plan *plan, const struct dns_evidence *dns);

/* The addresses that DNS gave for a name, in no order, each as often as it was given. */
struct address_book {
	struct known_address {
		const char *name, *address;
	} * known;
	size_t count;
};

struct address_book address_book_read(struct arena *arena, const struct dns_evidence *dns);

/* The first of a name's addresses, and how many there are one behind the other. */
const struct known_address *address_book_find(
	const struct address_book *book, const char *name, size_t *count);
