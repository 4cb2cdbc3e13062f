/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory's copy of DNS: zones (dnsZone), their names (dnsNode) and records (dnsRecord), from
 * the parts "zones.*" of a visit. Pure.
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
	struct bytes data; /* raw */
	const char *text;  /* of A, AAAA and CNAME: an address or a name; NULL: of another type */
};

/*
 * Parses a value: 24 bytes and the data; version 5. An address has 4 or 16 bytes. A name is a
 * DNS_COUNT_NAME (2.2.2.2.2): number of bytes, number of labels, the labels with their lengths, a
 * zero. ERROR_MALFORMED.
 */
bool zone_record_read(
	struct arena *arena, struct bytes value, struct zone_record *record, struct error *error);

/* "A", "AAAA", "CNAME", "TYPEn" */
const char *zone_type_name(struct arena *arena, uint16_t type);

/* "A 192.0.2.10, 300 s, static" or "TYPE16 (7 bytes), 300 s, refreshed 2026-11-20 13:00 UTC" */
const char *zone_record_write(struct arena *arena, const struct zone_record *record);

/* Seconds since 1970 of a number of hours since 1601. */
int64_t zone_hours_time(int64_t hours);

/* A name in one server's copy of its zone. */
struct zone_copy {
	const struct gap *gap; /* why not all zones are known (also: not asked for), or NULL */
	struct causes causes;  /* the gaps of the evidence behind `gap` */
	bool asked;            /* the visit asked for zones */
	/* The innermost zone that holds the name; NULL: none was returned. */
	const struct entry *zone;
	/* A conditional forwarder or a stub in its place: the zone is on other servers; or NULL. */
	const struct entry *elsewhere;
	const struct entry *twin; /* a second object of the same zone in another place, or NULL */
	const char *zone_name;
	const char *host; /* the name within the zone; "@": the zone itself */
	/* The live node and the deleted one (dNSTombstoned); NULL: not returned. */
	const struct entry *node, *tombstone;
};

/* `fqdn` has no dot at its end. */
struct zone_copy zone_copy_of(struct memo *memo, struct arena *arena,
	const struct directory_visit *visit, const char *fqdn);

/*
 * The innermost live node "*" that may answer for the name in the zone of that copy: with an
 * address or an alias. NULL: none was returned.
 */
const struct entry *zone_wildcard_of(struct memo *memo, struct arena *arena,
	const struct directory_visit *visit, const struct zone_copy *copy);

/* The DN of the zone's partition, as `repadmin` needs it. */
const char *zone_partition(const struct entry *zone);
