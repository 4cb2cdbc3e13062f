/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SOA record of a zone (RFC 1035 3.3.13) in a DNS server's answers. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

struct soa {
	const char *zone;
	const char *primary; /* the server that the zone's other servers fetch it from */
	uint32_t serial;
	uint32_t refresh_seconds; /* how often they compare serials */
};

/* That of the innermost zone around the name, from an authoritative answer; false: none. */
bool soa_find(
	struct arena *arena, const struct dns_visit *visit, const char *fqdn, struct soa *soa);

/* The gaps that hide it. */
void soa_causes(struct arena *arena, const struct dns_visit *visit, const char *fqdn,
	struct causes *causes);

/* Serials wrap around (RFC 1982 3.2): whether `a` comes before `b`. */
bool soa_serial_before(uint32_t a, uint32_t b);
