/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The directory's copy of DNS, as rows: the records of excms01.corp.example.com on one or two
 * directory servers, and the answers of one or two DNS servers.
 */
#pragma once

#include <arpa/inet.h>

#include "base/binary.h"
#include "clusterchk/zone/zone.h"
#include "tests/clusterchk/dns_case.h"
#include "tests/ldapchk/directory_case.h"

enum { MAX_VALUES = 3, MAX_SERVERS = 2 };

#define PARTITION "DC=DomainDnsZones,DC=corp,DC=example,DC=com"

/* A value of dnsRecord: an address or a name, or bytes of another type. */
struct value {
	uint16_t type;
	uint32_t ttl;
	const char *data; /* NULL ends the list */
	bool is_cut;      /* by its last byte */
	uint32_t hours;   /* since 1601; 0: static */
};

static inline void put_name(struct text *data, const char *name)
{
	size_t labels = 1;
	for (const char *at = name; *at != '\0'; at++)
		labels += *at == '.';
	binary_add_u8(data, (uint8_t)(strlen(name) + 2));
	binary_add_u8(data, (uint8_t)labels);
	for (const char *at = name;; at++) {
		const size_t length = strcspn(at, ".");
		binary_add_u8(data, (uint8_t)length);
		text_add_bytes(data, at, length);
		at += length;
		if (*at == '\0')
			break;
	}
	binary_add_u8(data, 0);
}

static inline struct bytes value_bytes(struct arena *arena, const struct value *value)
{
	struct text data = text_new(arena), whole = text_new(arena);
	uint8_t address[16];
	if (value->type == ZONE_TYPE_A && inet_pton(AF_INET, value->data, address) == 1)
		text_add_bytes(&data, (const char *)address, 4);
	else if (value->type == ZONE_TYPE_AAAA && inet_pton(AF_INET6, value->data, address) == 1)
		text_add_bytes(&data, (const char *)address, 16);
	else if (value->type == ZONE_TYPE_CNAME)
		put_name(&data, value->data);
	else
		text_add(&data, "%s", value->data);
	binary_add_u16le(&whole, (uint16_t)data.length);
	binary_add_u16le(&whole, value->type);
	binary_add_u8(&whole, 5);
	binary_add_u8(&whole, 0xf0);
	binary_add_u16le(&whole, 0);
	binary_add_u32le(&whole, 77);
	for (int shift = 24; shift >= 0; shift -= 8)
		binary_add_u8(&whole, (uint8_t)(value->ttl >> shift));
	binary_add_u32le(&whole, 0);
	binary_add_u32le(&whole, value->hours);
	text_add_bytes(&whole, data.data, data.length);
	return bytes_of(whole.data, whole.length - value->is_cut);
}

/* A value of dNSProperty, MS-DNSP 2.3.2.1: length, length of the name, flags, version, property;
 * data; name. */
#define PROPERTY(length, id, data) length "\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0" id "\0\0\0" data "\0"
#define SOME(literal)                                                                              \
	{                                                                                          \
		.data = (const uint8_t *)(literal), .length = sizeof(literal) - 1                  \
	}

/* A copy: a zone and, unless the row says otherwise, a node in it. */
struct zone_held {
	bool older;                /* no zones were asked for */
	enum error_kind gap;       /* of every part */
	enum error_kind other_gap; /* of the part for the forest alone */
	const char *zone;          /* NULL: "corp.example.com"; "": none */
	const char *host;          /* NULL: "excms01"; "": no node */
	bool is_twice;             /* the zone, in CN=System too */
	bool is_tombstoned;
	struct value value[MAX_VALUES];
	struct object node_access, zone_access; /* their descriptors */
	struct bytes property[MAX_VALUES];      /* of the zone (dNSProperty); none: not shown */
};

struct zone_row {
	const char *because;
	struct expected expected;
	struct copy copy[MAX_COPIES]; /* none: one with all accounts */
	struct zone_held held[MAX_COPIES];
	struct {
		const char *server;
		enum error_kind gap;
		struct answer_row said[MAX_ANSWERS];
	} dns[MAX_SERVERS];
	const char *plan; /* a DNS server that it names */
};

static inline struct entry zone_object(struct arena *arena, const char *dn, const char *name,
	const char *class, const struct object *access)
{
	struct entry entry = { .dn = dn };
	entry.attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *entry.attribute);
	add_text(arena, &entry, "name", name);
	struct attribute *classes = add_attribute(arena, &entry, "objectClass", ERROR_NONE, 2);
	classes->value[0] = bytes_of("top", 3);
	classes->value[1] = bytes_of(class, strlen(class));
	add_descriptor(arena, &entry, access);
	return entry;
}

static inline struct entry node_of(
	struct arena *arena, const struct zone_held *held, const char *zone_dn)
{
	const char *host = held->host != NULL ? held->host : "excms01";
	struct entry node = zone_object(arena, arena_format(arena, "DC=%s,%s", host, zone_dn), host,
		"dnsNode", &held->node_access);
	if (held->is_tombstoned)
		add_text(arena, &node, "dNSTombstoned", "TRUE");
	size_t count = 0;
	while (count < MAX_VALUES && held->value[count].data != NULL)
		count++;
	struct attribute *values = add_attribute(arena, &node, "dnsRecord", ERROR_NONE, count);
	for (size_t i = 0; i < count; i++)
		values->value[i] = value_bytes(arena, &held->value[i]);
	return node;
}

static inline void add_properties(
	struct arena *arena, const struct zone_held *held, struct entry *zone)
{
	size_t count = 0;
	while (count < MAX_VALUES && held->property[count].data != NULL)
		count++;
	if (count == 0)
		return;
	struct attribute *values = add_attribute(arena, zone, "dNSProperty", ERROR_NONE, count);
	memcpy(values->value, held->property, count * sizeof *values->value);
}

static inline void add_zones(
	struct arena *arena, const struct zone_held *held, struct directory_visit *visit)
{
	static const enum part_kind kinds[] = { PART_ZONES_DOMAIN, PART_ZONES_FOREST,
		PART_ZONES_SYSTEM };
	const char *zone = held->zone != NULL ? held->zone : "corp.example.com";
	if (held->older)
		return;
	visit->part = arena_alloc(arena, 3 * sizeof *visit->part);
	visit->part_count = 3;
	for (size_t i = 0; i < 3; i++) {
		struct directory_part *part = &visit->part[i];
		const enum error_kind gap =
			i == 1 && held->other_gap != ERROR_NONE ? held->other_gap : held->gap;
		*part = (struct directory_part){ .kind = part_kind_name(kinds[i]),
			.gap = { gap, "hidden" } };
		part->entry = arena_alloc(arena, 2 * sizeof *part->entry);
		if (*zone == '\0' || i == 1 || (i == 2 && !held->is_twice))
			continue;
		const char *dn = arena_format(arena, "DC=%s,CN=MicrosoftDNS,%s", zone,
			i == 0 ? PARTITION : "CN=System,DC=corp,DC=example,DC=com");
		part->entry[part->count++] =
			zone_object(arena, dn, zone, "dnsZone", &held->zone_access);
		add_properties(arena, held, &part->entry[part->count - 1]);
		if (i == 0 && (held->host == NULL || *held->host != '\0'))
			part->entry[part->count++] = node_of(arena, held, dn);
	}
}

static inline void zone_row_check(const struct check *check, const struct zone_row *row)
{
	static const struct copy usual = { .server = "dc1",
		.object = { { CMS_ACCOUNT(ENABLED) }, { CNO_ACCOUNT(ENABLED) } } };
	struct arena *arena = arena_new();
	struct directory_visit visit[MAX_COPIES];
	struct dns_visit dns[MAX_SERVERS];
	struct recovery recovery = {
		.cms = { "EXCMS01", NAME },
		.standby_cluster = { "DRCLU1", "drclu1." DOMAIN },
	};
	struct endpoint named = { .given = row->plan };
	struct plan plan = { .recoveries = &recovery,
		.recovery_count = 1,
		.dns_servers = &named,
		.dns_server_count = row->plan != NULL };
	plan.directory.domain = DOMAIN;
	plan.policy.max_ttl_seconds = 300;
	struct evidence evidence = {
		.run.ended = "2026-11-21T08:20:20Z", .directory.visit = visit, .dns.visit = dns
	};
	for (size_t i = 0; i < MAX_COPIES; i++) {
		const struct copy *copy =
			i == 0 && row->copy[0].server == NULL ? &usual : &row->copy[i];
		if (copy->server == NULL)
			continue;
		struct directory_visit *each = &visit[evidence.directory.count++];
		*each = visit_of(arena, copy);
		add_zones(arena, &row->held[i], each);
	}
	for (size_t i = 0; i < MAX_SERVERS; i++) {
		if (row->dns[i].server != NULL)
			dns[evidence.dns.count++] = dns_visit_of(
				arena, row->dns[i].server, row->dns[i].gap, row->dns[i].said);
	}
	examine(arena, check, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
