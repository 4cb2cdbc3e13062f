/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/zone/zone.h"

#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "clusterchk/zone/zone_property.h"
#include "ldapchk/dn.h"

/* The objects of one visit, by their names. */
struct zone_objects {
	const struct entry **entry;
	size_t count;
	struct name_index zones, nodes;
};

static bool has_class(const struct entry *entry, const char *name)
{
	const struct attribute *classes = entry_attribute(entry, "objectClass");
	const size_t length = strlen(name);
	for (size_t i = 0; classes != NULL && i < classes->count; i++) {
		if (classes->value[i].length == length &&
			strncasecmp((const char *)classes->value[i].data, name, length) == 0)
			return true;
	}
	return false;
}

static void objects_add(
	struct arena *arena, struct zone_objects *objects, const struct entry *entry)
{
	const struct attribute *name = entry_attribute(entry, "name");
	if (name == NULL || name->count != 1)
		return;
	const bool is_zone = has_class(entry, "dnsZone");
	if (!is_zone && !has_class(entry, "dnsNode"))
		return;
	name_index_add(
		arena, is_zone ? &objects->zones : &objects->nodes, name->value[0], objects->count);
	objects->entry = arena_more(arena, objects->entry, objects->count, sizeof *objects->entry);
	objects->entry[objects->count++] = entry;
}

static const enum part_kind kinds[] = { PART_ZONES_DOMAIN, PART_ZONES_FOREST, PART_ZONES_SYSTEM };
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const void *objects_of(struct arena *arena, const void *of)
{
	const struct directory_visit *visit = of;
	struct zone_objects *objects = arena_alloc(arena, sizeof *objects);
	for (size_t i = 0; i < KIND_COUNT; i++) {
		const struct directory_part *part = directory_part(visit, kinds[i]);
		for (size_t k = 0; part != NULL && k < part->count; k++)
			objects_add(arena, objects, &part->entry[k]);
	}
	name_index_sort(&objects->zones);
	name_index_sort(&objects->nodes);
	return objects;
}

const char *zone_partition(const struct entry *zone)
{
	const char *partition = dn_parent(dn_parent(zone->dn));
	return strncasecmp(partition, "CN=System,", 10) == 0 ? partition + 10 : partition;
}

static bool is_tombstone(const struct entry *node)
{
	const struct attribute *mark = entry_attribute(node, "dNSTombstoned");
	return mark != NULL && mark->count > 0 && mark->value[0].length == 4 &&
	       strncasecmp((const char *)mark->value[0].data, "TRUE", 4) == 0;
}

/* The live node of that name and the deleted one; those that were not returned stay as they are. */
static void find_named(const struct zone_objects *objects, const struct entry *zone,
	const char *host, const struct entry **live, const struct entry **deleted)
{
	size_t count;
	const struct named_place *place = name_index_find(&objects->nodes, host, &count);
	for (size_t i = 0; i < count; i++) {
		const struct entry *node = objects->entry[place[i].at];
		if (strcasecmp(dn_parent(node->dn), zone->dn) != 0)
			continue;
		if (is_tombstone(node))
			*deleted = node;
		else
			*live = node;
	}
}

/* A part that does not exist has no zones; a part that could not be read may have some. */
static void note_gaps(
	struct arena *arena, const struct directory_visit *visit, struct zone_copy *copy)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		const struct directory_part *part = directory_part(visit, kinds[i]);
		copy->asked = copy->asked || part != NULL;
		const bool is_hidden =
			part != NULL && gap_is(&part->gap) && part->gap.cause != ERROR_ABSENT;
		if (is_hidden)
			causes_add(arena, &copy->causes, &part->gap);
		if (is_hidden && copy->gap == NULL)
			copy->gap = &part->gap;
		if (part != NULL || copy->gap != NULL)
			continue;
		struct gap *gap = arena_alloc(arena, sizeof *gap);
		*gap = (struct gap){ .cause = ERROR_ABSENT,
			.text = "not all zones were asked for" };
		copy->gap = gap;
	}
}

static bool has_records(const struct entry *zone)
{
	const enum zone_kind kind = zone_kind_read(entry_attribute(zone, "dNSProperty"));
	return kind == ZONE_KIND_PRIMARY || kind == ZONE_KIND_UNKNOWN;
}

/* Takes the objects of the zone with that name. A forwarder ends the search, too: its servers, and
 * not those of a parent zone, have the names. False: there is none. */
static bool take_zone(const struct zone_objects *objects, const char *name, struct zone_copy *copy)
{
	size_t count;
	const struct named_place *place = name_index_find(&objects->zones, name, &count);
	for (size_t i = 0; i < count; i++) {
		const struct entry *zone = objects->entry[place[i].at];
		if (!has_records(zone))
			copy->elsewhere = zone;
		else if (copy->zone == NULL)
			copy->zone = zone;
		else
			copy->twin = zone;
	}
	if (count > 0)
		copy->zone_name = name;
	return count > 0;
}

struct zone_copy zone_copy_of(struct memo *memo, struct arena *arena,
	const struct directory_visit *visit, const char *fqdn)
{
	const struct zone_objects *objects = memo_of(memo, arena, objects_of, visit);
	struct zone_copy copy = { 0 };
	note_gaps(arena, visit, &copy);
	for (const char *name = fqdn; name != NULL && copy.zone_name == NULL;) {
		if (take_zone(objects, name, &copy))
			copy.host = name == fqdn ? "@"
						 : arena_format(arena, "%.*s",
							   (int)(name - fqdn - 1), fqdn);
		const char *dot = strchr(name, '.');
		name = dot == NULL ? NULL : dot + 1;
	}
	if (copy.zone != NULL)
		find_named(objects, copy.zone, copy.host, &copy.node, &copy.tombstone);
	return copy;
}

/* Wildcards for text (TXT) or mail (MX) alone give no address. */
static bool gives_address(struct arena *arena, const struct entry *node)
{
	const struct attribute *records = entry_attribute(node, "dnsRecord");
	for (size_t i = 0; records != NULL && i < records->count; i++) {
		struct zone_record record;
		struct error ignored = { 0 };
		if (zone_record_read(arena, records->value[i], &record, &ignored) &&
			record.text != NULL)
			return true;
	}
	return false;
}

const struct entry *zone_wildcard_of(struct memo *memo, struct arena *arena,
	const struct directory_visit *visit, const struct zone_copy *copy)
{
	const struct zone_objects *objects = memo_of(memo, arena, objects_of, visit);
	const char *rest = copy->zone == NULL ? NULL : copy->host;
	while (rest != NULL) {
		const struct entry *live = NULL, *deleted = NULL;
		rest = strchr(rest, '.');
		find_named(objects, copy->zone,
			rest == NULL ? "*" : arena_format(arena, "*%s", rest), &live, &deleted);
		if (live != NULL)
			return gives_address(arena, live) ? live : NULL;
		rest = rest == NULL ? NULL : rest + 1;
	}
	return NULL;
}
