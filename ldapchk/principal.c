/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/principal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sorted.h"
#include "base/text.h"
#include "security/known_sid.h"

static int compare_dn(const void *one, const void *other)
{
	const struct entry *const *a = one, *const *b = other;
	return strcasecmp((*a)->dn, (*b)->dn);
}

/* An objectSid before the same SID in a sIDHistory; otherwise in the order they were found. */
static int compare_sid(const void *one, const void *other)
{
	const struct principal_sid *a = one, *b = other;
	int order = sid_compare(&a->sid, &b->sid);
	if (order == 0)
		order = a->by_history - b->by_history;
	return order != 0 ? order : a->order < b->order ? -1 : a->order > b->order;
}

static void add_sids(struct principals *principals, const struct entry *entry, bool history)
{
	const struct attribute *attribute =
		entry_attribute(entry, history ? "sIDHistory" : "objectSid");
	for (size_t i = 0; attribute != NULL && i < attribute->count; i++) {
		struct principal_sid each = { .by_history = history, .entry = entry };
		if (!sid_read_whole(attribute->value[i], &each.sid))
			continue;
		each.order = principals->sid_count;
		principals->by_sid = arena_more(principals->arena, principals->by_sid,
			principals->sid_count, sizeof *principals->by_sid);
		principals->by_sid[principals->sid_count++] = each;
	}
}

static void add_entries(struct principals *principals, const struct entry *entry, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		add_sids(principals, &entry[i], false);
		add_sids(principals, &entry[i], true);
	}
}

static void sort(void *array, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	if (count > 0)
		qsort(array, count, size, compare);
}

void principals_open(struct arena *arena, const struct directory_visit *visit,
	const struct sid *domain, struct principals *principals)
{
	*principals = (struct principals){ .arena = arena, .visit = visit, .domain = domain };
	add_entries(principals, visit->entry, visit->entry_count);
	add_entries(principals, visit->principal, visit->principal_count);
	sort(principals->by_sid, principals->sid_count, sizeof *principals->by_sid, compare_sid);

	principals->asked = arena_alloc(arena, visit->sids_asked_count * sizeof *principals->asked);
	for (size_t i = 0; i < visit->sids_asked_count; i++) {
		if (sid_parse(visit->sids_asked[i], &principals->asked[principals->asked_count]))
			principals->asked_count++;
	}
	sort(principals->asked, principals->asked_count, sizeof *principals->asked, sid_compare);

	principals->count = visit->principal_count;
	principals->by_dn = arena_alloc(arena, principals->count * sizeof *principals->by_dn);
	for (size_t i = 0; i < principals->count; i++)
		principals->by_dn[i] = &visit->principal[i];
	sort(principals->by_dn, principals->count, sizeof *principals->by_dn, compare_dn);
}

static int compare_bytes_with_dn(const void *key, const void *item)
{
	const struct bytes *dn = key;
	const struct entry *const *entry = item;
	int order = strncasecmp((const char *)dn->data, (*entry)->dn, dn->length);
	return order != 0 || (*entry)->dn[dn->length] == '\0' ? order : -1;
}

size_t principal_place(const struct principals *principals, struct bytes dn)
{
	const size_t count = principals->count;
	if (count == 0 || dn.length == 0 || memchr(dn.data, '\0', dn.length) != NULL)
		return count;
	const size_t place = sorted_first(
		&dn, principals->by_dn, count, sizeof *principals->by_dn, compare_bytes_with_dn);
	return place < count && compare_bytes_with_dn(&dn, &principals->by_dn[place]) == 0 ? place
											   : count;
}

static int compare_with_sid(const void *key, const void *item)
{
	const struct principal_sid *principal = item;
	return sid_compare(key, &principal->sid);
}

/* The first object with that SID; NULL if there is none. */
static const struct principal_sid *find_sid(
	const struct principals *principals, const struct sid *sid)
{
	const size_t first = sorted_first(sid, principals->by_sid, principals->sid_count,
		sizeof *principals->by_sid, compare_with_sid);
	if (first == principals->sid_count || !sid_equal(&principals->by_sid[first].sid, sid))
		return NULL;
	return &principals->by_sid[first];
}

static bool was_asked(const struct principals *principals, const struct sid *sid)
{
	return principals->asked_count > 0 &&
	       bsearch(sid, principals->asked, principals->asked_count, sizeof *principals->asked,
		       sid_compare) != NULL;
}

/* The kind of a SID whose object was not found. */
static enum principal_kind kind_of(const struct principals *principals, const struct sid *sid)
{
	const struct directory_visit *visit = principals->visit;
	if (principals->domain == NULL || !sid_is_of_account(sid))
		return PRINCIPAL_UNKNOWN;
	if (!sid_is_of_domain(sid, principals->domain))
		return PRINCIPAL_FOREIGN;
	if (gap_is(&visit->gap) || gap_is(&visit->names_gap) || !was_asked(principals, sid))
		return PRINCIPAL_UNKNOWN;
	return PRINCIPAL_ORPHANED;
}

/* Escapes control characters: a name must not break the line. */
static const char *on_one_line(struct arena *arena, const char *name)
{
	struct text text = text_new(arena);
	for (; *name != '\0'; name++)
		text_add(&text, (unsigned char)*name < 0x20 ? "\\x%02x" : "%c",
			(unsigned char)*name);
	return text.data;
}

const char *principal_name(struct arena *arena, const struct entry *entry)
{
	const char *name = entry_text(arena, entry, "sAMAccountName");
	return on_one_line(arena, name == NULL || *name == '\0' ? entry->dn : name);
}

/* A name from the directory takes precedence over the well-known one. */
struct principal principal_find(const struct principals *principals, const struct sid *sid)
{
	struct principal principal = { .name = sid_known_name(sid) };
	const struct principal_sid *found = find_sid(principals, sid);
	if (found != NULL) {
		principal.entry = found->entry;
		principal.by_history = found->by_history;
		/* A foreign security principal has no name, only the SID. */
		if (!entry_is_a(found->entry, "foreignSecurityPrincipal"))
			principal.name = principal_name(principals->arena, found->entry);
	}
	if (principal.name == NULL)
		principal.kind = found == NULL ? kind_of(principals, sid) : PRINCIPAL_FOREIGN;
	return principal;
}

char *principal_write(const struct principals *principals, const struct sid *sid)
{
	struct arena *arena = principals->arena;
	const struct principal principal = principal_find(principals, sid);
	const char *text = sid_write(arena, sid);
	switch (principal.kind) {
	case PRINCIPAL_NAMED:
		return arena_format(arena, "%s (%s%s)", principal.name, text,
			principal.by_history                            ? ", from its sIDHistory"
			: kind_of(principals, sid) == PRINCIPAL_FOREIGN ? ", of another domain"
									: "");
	case PRINCIPAL_ORPHANED:
		return arena_format(arena, "%s (orphaned: no visible account has it)", text);
	case PRINCIPAL_FOREIGN:
		return arena_format(arena, "%s (of another domain)", text);
	case PRINCIPAL_UNKNOWN:
		break;
	}
	return arena_string(arena, text);
}
