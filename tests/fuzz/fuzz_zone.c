/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first byte chooses what the rest is: 'r', a value of dnsRecord; 'p', one of dNSProperty;
 * anything else, lines: the name that is looked for, then three for each object, its class, its
 * name and its DN.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "clusterchk/zone/zone.h"
#include "clusterchk/zone/zone_property.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_zone.c:%d: does not hold: %s\n", line, what);
	abort();
}

enum { HEAD_BYTES = 24, MAX_OBJECTS = 64 };

static void read_record(struct arena *arena, struct bytes value)
{
	struct zone_record record;
	struct error error = { 0 };
	const bool ok = zone_record_read(arena, value, &record, &error);
	MUST(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	if (!ok) {
		MUST(record.text == NULL && record.data.length == 0 && record.type == 0);
		return;
	}
	MUST(record.data.length + HEAD_BYTES == value.length);
	const bool has_text = record.type == ZONE_TYPE_A || record.type == ZONE_TYPE_AAAA ||
			      record.type == ZONE_TYPE_CNAME;
	MUST((record.text != NULL) == has_text);
	for (const char *at = zone_record_write(arena, &record); *at != '\0'; at++)
		MUST(*at >= ' ' && *at <= '~');
}

static void read_property(struct bytes value)
{
	const struct attribute properties = { .value = &value, .count = 1 };
	struct error error = { 0 };
	enum zone_update update;
	if (!zone_update_read(&properties, &update, &error)) {
		MUST(error.kind == ERROR_MALFORMED || error.kind == ERROR_ABSENT);
		return;
	}
	MUST(value.length > 20 && value.data[16] == 2 && value.data[20] == (uint8_t)update);
	MUST(value.data[0] == 1 || value.data[0] == 4);
}

/* The next line as a string of its own; "" behind the last. */
static const char *next_line(struct arena *arena, struct bytes *lines)
{
	size_t length = 0;
	while (length < lines->length && lines->data[length] != '\n')
		length++;
	struct bytes line = bytes_take(lines, length);
	bytes_u8(lines);
	char *text = arena_alloc(arena, length + 1);
	if (line.length > 0)
		memcpy(text, line.data, line.length);
	return text;
}

static struct entry object_of(struct arena *arena, struct bytes *lines)
{
	const char *class = next_line(arena, lines), *name = next_line(arena, lines);
	struct bytes *value = arena_alloc(arena, 2 * sizeof *value);
	struct attribute *attribute = arena_alloc(arena, 2 * sizeof *attribute);
	value[0] = bytes_of(class, strlen(class));
	value[1] = bytes_of(name, strlen(name));
	attribute[0] = (struct attribute){ .name = "objectClass", .value = value, .count = 1 };
	attribute[1] = (struct attribute){ .name = "name", .value = value + 1, .count = 1 };
	return (struct entry){ next_line(arena, lines), attribute, 2 };
}

static bool ends_in(const char *text, const char *end)
{
	const size_t length = strlen(text), wanted = strlen(end);
	return wanted <= length && strcasecmp(text + length - wanted, end) == 0;
}

static void find_name(struct arena *arena, struct bytes lines)
{
	const char *fqdn = next_line(arena, &lines);
	struct entry entry[MAX_OBJECTS];
	struct directory_part part = { .kind = part_kind_name(PART_ZONES_DOMAIN), .entry = entry };
	while (part.count < MAX_OBJECTS && lines.length > 0)
		entry[part.count++] = object_of(arena, &lines);
	const struct directory_visit visit = { .part = &part, .part_count = 1 };
	const struct zone_copy copy = zone_copy_of(NULL, arena, &visit, fqdn);
	MUST(copy.asked && copy.gap != NULL);
	MUST((copy.zone != NULL || copy.elsewhere != NULL) == (copy.zone_name != NULL));
	MUST((copy.zone_name != NULL) == (copy.host != NULL));
	if (copy.zone == NULL) {
		MUST(copy.twin == NULL && copy.node == NULL && copy.tombstone == NULL);
		return;
	}
	MUST(copy.zone_name >= fqdn && copy.zone_name <= fqdn + strlen(fqdn));
	const char *partition = zone_partition(copy.zone);
	MUST(partition >= copy.zone->dn && partition <= copy.zone->dn + strlen(copy.zone->dn));
	if (copy.node != NULL)
		MUST(ends_in(copy.node->dn, copy.zone->dn));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *arena = arena_new();
	if (data[0] == 'r')
		read_record(arena, bytes_of(data + 1, size - 1));
	else if (data[0] == 'p')
		read_property(bytes_of(data + 1, size - 1));
	else
		find_name(arena, bytes_of(data + 1, size - 1));
	arena_free(arena);
	return 0;
}
