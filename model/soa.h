/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start of a zone (SOA, RFC 1035 3.3.13) as a DNS server's answers hold it. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

struct soa {
	const char *zone;
	const char *primary; /* the server that the others of the zone fetch it from */
	uint32_t serial;
	uint32_t refresh_seconds; /* how often they look */
};

/* That of the innermost zone around the name, told with authority; false when none is. */
bool soa_find(
	struct arena *arena, const struct dns_visit *visit, const char *fqdn, struct soa *soa);

/* The gaps that hide it. */
void soa_causes(struct arena *arena, const struct dns_visit *visit, const char *fqdn,
	struct causes *causes);

/* Serials go round in a circle (RFC 1982 3.2): whether `a` comes before `b`. */
bool soa_serial_before(uint32_t a, uint32_t b);
