/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The addresses of machines, from the answers of all DNS servers. Pure. */
#pragma once

#include "base/arena.h"
#include "model/evidence.h"

/* Sorted by name; an address occurs once for each answer that has it. */
struct dns_addresses {
	struct known_address {
		const char *name, *address;
	} * known;
	size_t count;
};

struct dns_addresses dns_addresses_read(struct arena *arena, const struct dns_evidence *dns);

/* The first of a name's addresses, and their number: they follow each other. NULL if there are
 * none. */
const struct known_address *dns_addresses_find(
	const struct dns_addresses *addresses, const char *name, size_t *count);
