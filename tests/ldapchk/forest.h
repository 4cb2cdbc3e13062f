/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forest of a few sites as its Sites container shows it, and DNS answers: made by hand
 * from the schema (site, subnet, server, nTDSDSA).
 */
#pragma once

#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "model/evidence.h"

enum {
	FOREST_SITES = 3,
	FOREST_SUBNETS = 4,
	FOREST_DCS = 4,
	FOREST_ATTRIBUTES = 6,
	FOREST_LINKS = 3
};

#define FOREST_CONTAINER "CN=Sites,CN=Configuration,DC=corp,DC=example,DC=com"
#define FOREST_DOMAIN    "DC=corp,DC=example,DC=com"

struct forest_dc {
	const char *host, *site;
	bool read_only, no_catalog;
	const char *holds;   /* NULL: FOREST_DOMAIN; "": not shown */
	const char *options; /* of its NTDS Settings; NULL: "1", or none with no_catalog */
};

struct forest_link {
	const char *name, *site[FOREST_SITES], *cost, *minutes, *options; /* NULL: not shown */
	const char *transport;                                            /* NULL: IP */
};

struct forest {
	const char *site[FOREST_SITES];
	struct {
		const char *name, *site;
	} subnet[FOREST_SUBNETS];
	struct forest_dc dc[FOREST_DCS];
	struct forest_link link[FOREST_LINKS];
	enum error_kind gap;
};

static inline void forest_put(
	struct arena *arena, struct entry *entry, const char *name, const char *value)
{
	ck_assert(entry->count < FOREST_ATTRIBUTES);
	if (entry->attribute == NULL)
		entry->attribute = arena_alloc(arena, FOREST_ATTRIBUTES * sizeof *entry->attribute);
	struct attribute *attribute = &entry->attribute[entry->count++];
	*attribute = (struct attribute){ .name = name, .count = 1 };
	attribute->value = arena_alloc(arena, sizeof *attribute->value);
	attribute->value[0] = bytes_of(value, strlen(value));
}

static inline struct entry *forest_entry(
	struct arena *arena, struct directory_part *part, const char *dn, const char *class)
{
	part->entry = arena_more(arena, part->entry, part->count, sizeof *part->entry);
	struct entry *entry = &part->entry[part->count++];
	entry->dn = dn;
	forest_put(arena, entry, "objectClass", class);
	return entry;
}

static inline void forest_put_dc(
	struct arena *arena, struct directory_part *part, const struct forest_dc *dc)
{
	const char *dn = arena_format(arena, "CN=%.*s,CN=Servers,CN=%s," FOREST_CONTAINER,
		(int)strcspn(dc->host, "."), dc->host, dc->site);
	forest_put(arena, forest_entry(arena, part, dn, "server"), "dNSHostName", dc->host);
	struct entry *settings =
		forest_entry(arena, part, arena_format(arena, "CN=NTDS Settings,%s", dn),
			dc->read_only ? "nTDSDSARO" : "nTDSDSA");
	if (!dc->no_catalog)
		forest_put(arena, settings, "options", dc->options != NULL ? dc->options : "1");
	if (dc->holds == NULL)
		forest_put(arena, settings, "msDS-hasMasterNCs", FOREST_DOMAIN);
	else if (*dc->holds != '\0')
		forest_put(arena, settings, "msDS-hasMasterNCs", dc->holds);
}

static inline void forest_put_link(
	struct arena *arena, struct directory_part *part, const struct forest_link *link)
{
	struct entry *entry = forest_entry(arena, part,
		arena_format(arena, "CN=%s,CN=%s,CN=Inter-Site Transports," FOREST_CONTAINER,
			link->name, link->transport != NULL ? link->transport : "IP"),
		"siteLink");
	forest_put(arena, entry, "cn", link->name);
	if (link->cost != NULL)
		forest_put(arena, entry, "cost", link->cost);
	if (link->minutes != NULL)
		forest_put(arena, entry, "replInterval", link->minutes);
	if (link->options != NULL)
		forest_put(arena, entry, "options", link->options);
	forest_put(arena, entry, "siteList", "");
	struct attribute *list = &entry->attribute[entry->count - 1];
	list->value = arena_alloc(arena, FOREST_SITES * sizeof *list->value);
	for (list->count = 0; list->count < FOREST_SITES && link->site[list->count] != NULL;
		list->count++) {
		const char *dn =
			arena_format(arena, "CN=%s," FOREST_CONTAINER, link->site[list->count]);
		list->value[list->count] = bytes_of(dn, strlen(dn));
	}
}

/* The part "sites" of a visit. */
static inline struct directory_part forest_part(struct arena *arena, const struct forest *forest)
{
	struct directory_part part = { .kind = part_kind_name(PART_SITES),
		.gap = { forest->gap, "not to be read" } };
	for (size_t i = 0; i < FOREST_SITES && forest->site[i] != NULL; i++)
		forest_entry(arena, &part,
			arena_format(arena, "CN=%s," FOREST_CONTAINER, forest->site[i]), "site");
	for (size_t i = 0; i < FOREST_SUBNETS && forest->subnet[i].name != NULL; i++) {
		const char *name = forest->subnet[i].name;
		struct entry *entry = forest_entry(arena, &part,
			arena_format(arena, "CN=%s,CN=Subnets," FOREST_CONTAINER, name), "subnet");
		forest_put(arena, entry, "cn", name);
		if (forest->subnet[i].site != NULL)
			forest_put(arena, entry, "siteObject",
				arena_format(
					arena, "CN=%s," FOREST_CONTAINER, forest->subnet[i].site));
	}
	for (size_t i = 0; i < FOREST_DCS && forest->dc[i].host != NULL; i++)
		forest_put_dc(arena, &part, &forest->dc[i]);
	for (size_t i = 0; i < FOREST_LINKS && forest->link[i].name != NULL; i++)
		forest_put_link(arena, &part, &forest->link[i]);
	return part;
}

/* Adds the Sites container to the visit. */
static inline void forest_describe(
	struct arena *arena, struct directory_visit *visit, const struct forest *forest)
{
	visit->part = arena_alloc(arena, sizeof *visit->part);
	visit->part[0] = forest_part(arena, forest);
	visit->part_count = 1;
}

/* An answer with one address, or with none if it is NULL. */
static inline struct dns_answer forest_answer(
	struct arena *arena, const char *name, const char *type, const char *address)
{
	struct dns_answer answer = { .name = name, .type = type, .authoritative = true };
	if (address == NULL)
		return answer;
	answer.record = arena_alloc(arena, sizeof *answer.record);
	answer.record[0] = (struct dns_record){ name, type, 300, address };
	answer.count = 1;
	return answer;
}
