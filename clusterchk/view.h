/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One DNS server's answers for one name, A and AAAA combined. Pure. */
#pragma once

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

struct dns_view {
	const struct dns_visit *visit;
	const struct gap *gap; /* why something is missing or inconsistent, or NULL */
	struct causes causes;  /* the gaps of the evidence, without inconsistent answers */
	bool authoritative;    /* both answers, to the ends of their chains */
	bool refused;          /* an answer with another code than NOERROR (0) or NXDOMAIN (3) */
	int64_t rcode;         /* the greater of both; if only one answer is refused, its code */
	const char **address;  /* sorted; of the name itself or at the end of its CNAME chain */
	size_t address_count;
	bool has_ttl;
	int64_t ttl; /* seconds; each chain lasts for its shortest TTL, this is the longest chain */
	const struct dns_record *cname; /* the first of a chain, or NULL */
};

/* False: the server was not asked for the name. */
bool view_read(struct arena *arena, const struct dns_visit *visit, const char *name,
	struct dns_view *view);

bool view_same_addresses(const struct dns_view *a, const struct dns_view *b);

/* "192.0.2.10, 192.0.2.11" or "no address". */
const char *view_addresses(struct arena *arena, const struct dns_view *view);
