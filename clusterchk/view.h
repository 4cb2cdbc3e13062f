/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one DNS server says of one name: its answers for A and AAAA taken together. Pure. */
#pragma once

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

struct dns_view {
	const struct dns_visit *visit;
	const struct gap *gap; /* why something is missing, or NULL; also that answers are odd */
	struct causes causes;  /* the gaps of the evidence, no oddities */
	bool authoritative;    /* both answers, to the end of their chains */
	bool refused;  /* an answer with another code than 0 (no error) and 3 (no such name) */
	int64_t rcode; /* the greater of both; of a refusal and none, the refusal's */
	const char **address; /* sorted; of the name itself or along its CNAME chain */
	size_t address_count;
	bool has_ttl;
	int64_t ttl; /* of the chain that lasts longest, each as long as its shortest link */
	const struct dns_record *cname; /* the first of a chain, or NULL */
};

/* False when the server was not asked for the name at all. */
bool view_read(struct arena *arena, const struct dns_visit *visit, const char *name,
	struct dns_view *view);

bool view_same_addresses(const struct dns_view *a, const struct dns_view *b);

/* "192.0.2.10, 192.0.2.11" or "no address". */
const char *view_addresses(struct arena *arena, const struct dns_view *view);
