/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixes of records in DNS: in the answers, and in the directory's copies of the zone. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fix/apply.h"
#include "fix/copy.h"

enum { TTL_AT = 12, TTL_BYTES = 4, DIGITS_MOST = 10 }; /* in dnsRecord: MS-DNSP 2.3.2.2 */

static bool is_address(const char *type)
{
	return strcmp(type, "A") == 0 || strcmp(type, "AAAA") == 0;
}

static void answer_set_ttl(
	struct arena *arena, struct dns_answer *answer, const char *name, int64_t ttl)
{
	if (answer->count == 0)
		return;
	answer->record = arena_copy(arena, answer->record, answer->count * sizeof *answer->record);
	for (size_t i = 0; i < answer->count; i++) {
		struct dns_record *record = &answer->record[i];
		if (strcasecmp(record->name, name) == 0 && is_address(record->type) &&
			record->ttl > ttl)
			record->ttl = ttl;
	}
}

/* Whether the DN is that of the name's node: "DC=excms01,DC=corp.example.com,CN=MicrosoftDNS,...".
 */
static bool is_node_of(const char *dn, const char *fqdn)
{
	static const char in[] = ",CN=MicrosoftDNS,";
	if (strncasecmp(dn, "DC=", 3) != 0)
		return false;
	const char *host = dn + 3, *comma = strchr(host, ',');
	if (comma == NULL || strncasecmp(comma, ",DC=", 4) != 0)
		return false;
	const size_t host_length = (size_t)(comma - host);
	const char *zone = comma + 4;
	const size_t zone_length = strcspn(zone, ",");
	return strncasecmp(zone + zone_length, in, sizeof in - 1) == 0 &&
	       strlen(fqdn) == host_length + 1 + zone_length &&
	       strncasecmp(fqdn, host, host_length) == 0 && fqdn[host_length] == '.' &&
	       strncasecmp(fqdn + host_length + 1, zone, zone_length) == 0;
}

/* The only big-endian number of a record. */
static struct bytes record_with_ttl(struct arena *arena, struct bytes record, int64_t ttl)
{
	if (record.length < TTL_AT + TTL_BYTES)
		return record;
	uint8_t *copy = arena_copy(arena, record.data, record.length);
	int64_t old = 0;
	for (size_t i = 0; i < TTL_BYTES; i++)
		old = old << 8 | copy[TTL_AT + i];
	for (size_t i = 0; i < TTL_BYTES && old > ttl; i++)
		copy[TTL_AT + i] = (uint8_t)((uint64_t)ttl >> 8 * (TTL_BYTES - 1 - i));
	return bytes_of(copy, record.length);
}

struct new_ttl {
	const char *name;
	int64_t ttl;
};

static void node_set_ttl(struct arena *arena, struct entry *entry, void *context)
{
	const struct new_ttl *new_ttl = context;
	const struct attribute *old = entry_attribute(entry, "dnsRecord");
	if (old == NULL || old->count == 0 || !is_node_of(entry->dn, new_ttl->name))
		return;
	struct bytes *value = arena_alloc(arena, old->count * sizeof *value);
	for (size_t i = 0; i < old->count; i++)
		value[i] = record_with_ttl(arena, old->value[i], new_ttl->ttl);
	entry_set(arena, entry, "dnsRecord", value, old->count);
}

void apply_ttl(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->object == NULL || fix->value == NULL || strlen(fix->value) > DIGITS_MOST)
		return;
	struct new_ttl new_ttl = { fix->object, strtoll(fix->value, NULL, 10) };
	for (size_t i = 0; i < evidence->dns.count; i++) {
		struct dns_visit *visit = &evidence->dns.visit[i];
		for (size_t k = 0; k < visit->count; k++)
			answer_set_ttl(arena, &visit->answer[k], fix->object, new_ttl.ttl);
	}
	for (size_t i = 0; i < evidence->directory.count; i++)
		entries_each(arena, &evidence->directory.visit[i], node_set_ttl, &new_ttl);
}

static struct dns_answer *answer_of(struct dns_visit *visit, const char *name, const char *type)
{
	for (size_t i = 0; i < visit->count; i++) {
		struct dns_answer *answer = &visit->answer[i];
		if (strcasecmp(answer->name, name) == 0 && strcmp(answer->type, type) == 0)
			return answer;
	}
	return NULL;
}

static bool has_records(struct dns_visit *visit, const char *name)
{
	const struct dns_answer *four = answer_of(visit, name, "A");
	const struct dns_answer *six = answer_of(visit, name, "AAAA");
	return !gap_is(&visit->gap) &&
	       ((four != NULL && four->authoritative && four->count > 0) ||
		       (six != NULL && six->authoritative && six->count > 0));
}

/* All servers get the records of the first that has any: which of them is right is not known. */
void apply_replicate_record(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	static const char *const types[] = { "A", "AAAA" };
	struct dns_evidence *dns = &evidence->dns;
	size_t first = 0;
	(void)arena;
	while (first < dns->count &&
		(fix->object == NULL || !has_records(&dns->visit[first], fix->object)))
		first++;
	for (size_t i = first + 1; i < dns->count; i++) {
		for (size_t k = 0; k < sizeof types / sizeof *types; k++) {
			const struct dns_answer *from =
				answer_of(&dns->visit[first], fix->object, types[k]);
			struct dns_answer *to = answer_of(&dns->visit[i], fix->object, types[k]);
			if (from != NULL && to != NULL && to->authoritative && !gap_is(&to->gap))
				*to = *from;
		}
	}
}
