/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory's own copy of DNS: zones (dnsZone), their names (dnsNode) and what stands there
 * (dnsRecord), from the parts "zones.*" of a visit. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/memo.h"
#include "model/causes.h"
#include "model/evidence.h"

enum zone_type { ZONE_TYPE_A = 1, ZONE_TYPE_CNAME = 5, ZONE_TYPE_AAAA = 28 };

/* A value of dnsRecord, MS-DNSP 2.3.2.2. */
struct zone_record {
	uint16_t type;
	uint8_t rank;
	uint32_t serial;
	uint32_t ttl;      /* seconds */
	uint32_t hours;    /* since 1601: when it was refreshed; 0: static */
	struct bytes data; /* as it stands there */
	const char *text;  /* of A, AAAA and CNAME: an address or a name; NULL: of another type */
};

/*
 * Reads a value. Its length is that of the data and 24 bytes more, its version 5. An address has 4
 * or 16 bytes; a name is a counted one (DNS_COUNT_NAME, 2.2.2.2.2): number of bytes, number of
 * labels, the labels with their lengths, a zero. ERROR_MALFORMED.
 */
bool zone_record_read(
	struct arena *arena, struct bytes value, struct zone_record *record, struct error *error);

/* "A", "AAAA", "CNAME", "TYPEn" */
const char *zone_type_name(struct arena *arena, uint16_t type);

/* "A 192.0.2.10, 300 s, static" or "TYPE16 (7 bytes), 300 s, refreshed 2026-11-20 13:00 UTC" */
const char *zone_record_write(struct arena *arena, const struct zone_record *record);

/* What one server's copy holds of a name. */
struct zone_copy {
	const struct gap *gap; /* why not all zones are known, or NULL; also that nobody asked */
	struct causes causes;  /* the gaps of the evidence behind that */
	bool asked;            /* for the zones at all */
	/* The innermost zone around the name; NULL: none is shown. */
	const struct entry *zone;
	const struct entry *twin; /* a second object of the same zone in another place, or NULL */
	const char *zone_name;
	const char *host; /* the name within the zone; "@": the zone's own */
	/* Its node; NULL: none is shown. A tombstone (dNSTombstoned) is none. */
	const struct entry *node, *tombstone;
};

/* `fqdn` without a dot at its end. */
struct zone_copy zone_copy_of(struct memo *memo, struct arena *arena,
	const struct directory_visit *visit, const char *fqdn);

/* The partition that the zone is in: what `repadmin` wants to hear. */
const char *zone_partition(const struct entry *zone);
