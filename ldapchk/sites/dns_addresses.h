/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The addresses of machines, as all DNS servers together told them. Pure. */
#pragma once

#include "base/arena.h"
#include "model/evidence.h"

/* The addresses that DNS gave for a name, in no order, each as often as it was given. */
struct dns_addresses {
	struct known_address {
		const char *name, *address;
	} * known;
	size_t count;
};

struct dns_addresses dns_addresses_read(struct arena *arena, const struct dns_evidence *dns);

/* The first of a name's addresses, and how many there are one behind the other. */
const struct known_address *dns_addresses_find(
	const struct dns_addresses *addresses, const char *name, size_t *count);
