/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An Exchange organisation as rows of objects, and one visit that shows it. */
#pragma once

#include <stdlib.h>
#include <string.h>

#include "tests/examine.h"

#define ORGANISATION                                                                               \
	"CN=First Organization,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp"
#define SERVERS     "CN=Servers," ORGANISATION
#define STORE(name) "CN=InformationStore,CN=" name "," SERVERS

enum { ROW_ATTRIBUTES = 9, FOREST_ROWS = 12, FOREST_ACCOUNTS = 3 };

/* "attribute=value" each; the same attribute in a row has several values. NULL ends them. */
struct row {
	const char *dn, *class, *attribute[ROW_ATTRIBUTES];
};

struct forest {
	struct row row[FOREST_ROWS]; /* ended by one without a DN */
	/* Computers that were asked for and found: "NAME" or "NAME dns.name". */
	const char *account[FOREST_ACCOUNTS];
	bool no_part;
	enum error_kind gap;
};

static inline void entry_add(
	struct arena *arena, struct entry *entry, const char *name, const char *value)
{
	struct attribute *attribute = NULL;
	for (size_t i = 0; i < entry->count; i++) {
		if (strcmp(entry->attribute[i].name, name) == 0)
			attribute = &entry->attribute[i];
	}
	if (attribute == NULL) {
		entry->attribute =
			arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
		attribute = &entry->attribute[entry->count++];
		*attribute = (struct attribute){ .name = name };
	}
	attribute->value =
		arena_more(arena, attribute->value, attribute->count, sizeof *attribute->value);
	attribute->value[attribute->count++] = bytes_of(value, strlen(value));
}

/* An attribute that could not be read. */
static inline void entry_add_gap(struct arena *arena, struct entry *entry, const char *name)
{
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	entry->attribute[entry->count++] =
		(struct attribute){ .name = name, .gap = { ERROR_DENIED, "not read" } };
}

/* "NAME=VALUE", or "NAME" for one that could not be read. */
static inline struct entry entry_of(struct arena *arena, const struct row *row)
{
	struct entry entry = { .dn = row->dn };
	entry_add(arena, &entry, "objectClass", "top");
	entry_add(arena, &entry, "objectClass", row->class);
	for (size_t i = 0; i < ROW_ATTRIBUTES && row->attribute[i] != NULL; i++) {
		const char *equals = strchr(row->attribute[i], '=');
		if (equals == NULL) {
			entry_add_gap(arena, &entry, row->attribute[i]);
			continue;
		}
		entry_add(arena, &entry,
			arena_format(arena, "%.*s", (int)(equals - row->attribute[i]),
				row->attribute[i]),
			equals + 1);
	}
	return entry;
}

static inline struct directory_visit visit_of(struct arena *arena, const struct forest *forest)
{
	static const char *asked[] = { "EXCMS01", "DRCLU01", "DRNODE1", "X" };
	struct directory_visit visit = {
		.server = "dc1", .asked = asked, .asked_count = sizeof asked / sizeof *asked
	};
	for (size_t i = 0; i < FOREST_ACCOUNTS && forest->account[i] != NULL; i++) {
		const char *name = forest->account[i], *dns = strchr(name, ' ');
		const int length = (int)strcspn(name, " ");
		const struct row row = { arena_format(arena, "CN=%.*s", length, name), "computer",
			{ arena_format(arena, "cn=%.*s", length, name),
				arena_format(arena, "sAMAccountName=%.*s$", length, name),
				dns == NULL ? NULL
					    : arena_format(arena, "dNSHostName=%s", dns + 1) } };
		visit.entry =
			arena_more(arena, visit.entry, visit.entry_count, sizeof *visit.entry);
		visit.entry[visit.entry_count++] = entry_of(arena, &row);
	}
	if (forest->no_part)
		return visit;
	visit.part = arena_more(arena, visit.part, visit.part_count, sizeof *visit.part);
	visit.part_count = 1;
	visit.part->kind = part_kind_name(PART_EXCHANGE);
	visit.part->gap = (struct gap){ .cause = forest->gap, .text = "not read" };
	for (size_t i = 0; i < FOREST_ROWS && forest->row[i].dn != NULL; i++) {
		visit.part->entry = arena_more(
			arena, visit.part->entry, visit.part->count, sizeof *visit.part->entry);
		visit.part->entry[visit.part->count++] = entry_of(arena, &forest->row[i]);
	}
	return visit;
}
