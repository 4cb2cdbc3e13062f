/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/copy.h"

#include <string.h>
#include <strings.h>

static void *array_copy(struct arena *arena, const void *array, size_t count, size_t size)
{
	return count == 0 ? NULL : arena_copy(arena, array, count * size);
}

void *array_with_room(
	struct arena *arena, const void *array, size_t count, size_t more, size_t size)
{
	void *copy = arena_alloc(arena, (count + more) * size);
	if (count > 0)
		memcpy(copy, array, count * size);
	return copy;
}

#define COPY(arena, array, count) array_copy(arena, array, count, sizeof *(array))

static void directory_copy(struct arena *arena, struct directory_evidence *directory)
{
	directory->visit = COPY(arena, directory->visit, directory->count);
	for (size_t i = 0; i < directory->count; i++) {
		struct directory_visit *visit = &directory->visit[i];
		visit->text = (struct bytes){ 0 };
		visit->entry = COPY(arena, visit->entry, visit->entry_count);
		visit->part = COPY(arena, visit->part, visit->part_count);
		for (size_t k = 0; k < visit->part_count; k++) {
			struct directory_part *part = &visit->part[k];
			part->entry = COPY(arena, part->entry, part->count);
		}
	}
}

static void dns_copy(struct arena *arena, struct dns_evidence *dns)
{
	dns->visit = COPY(arena, dns->visit, dns->count);
	for (size_t i = 0; i < dns->count; i++) {
		struct dns_visit *visit = &dns->visit[i];
		visit->text = (struct bytes){ 0 };
		visit->answer = COPY(arena, visit->answer, visit->count);
	}
}

static struct share_visit *share_visits_copy(
	struct arena *arena, const struct share_visit *visits, size_t count)
{
	struct share_visit *copy = COPY(arena, visits, count);
	for (size_t i = 0; i < count; i++) {
		copy[i].text = (struct bytes){ 0 };
		copy[i].opening = COPY(arena, copy[i].opening, copy[i].opening_count);
	}
	return copy;
}

static void shares_copy(struct arena *arena, struct share_evidence *shares)
{
	shares->visit = share_visits_copy(arena, shares->visit, shares->count);
	shares->by_name = share_visits_copy(arena, shares->by_name, shares->by_name_count);
}

struct evidence *evidence_copy(struct arena *arena, const struct evidence *evidence)
{
	struct evidence *copy = arena_copy(arena, evidence, sizeof *evidence);
	directory_copy(arena, &copy->directory);
	dns_copy(arena, &copy->dns);
	shares_copy(arena, &copy->shares);
	return copy;
}

void entries_each(
	struct arena *arena, struct directory_visit *visit, entry_function *each, void *context)
{
	for (size_t i = 0; i < visit->entry_count; i++)
		each(arena, &visit->entry[i], context);
	for (size_t i = 0; i < visit->part_count; i++) {
		for (size_t k = 0; k < visit->part[i].count; k++)
			each(arena, &visit->part[i].entry[k], context);
	}
}

struct entry *entry_of_dn(struct directory_visit *visit, const char *dn)
{
	for (size_t i = 0; i < visit->entry_count; i++) {
		if (strcasecmp(visit->entry[i].dn, dn) == 0)
			return &visit->entry[i];
	}
	for (size_t i = 0; i < visit->part_count; i++) {
		for (size_t k = 0; k < visit->part[i].count; k++) {
			if (strcasecmp(visit->part[i].entry[k].dn, dn) == 0)
				return &visit->part[i].entry[k];
		}
	}
	return NULL;
}

struct entry *entry_of_account(
	struct arena *arena, struct directory_visit *visit, const char *account)
{
	for (size_t i = 0; i < visit->entry_count; i++) {
		const char *own = entry_text(arena, &visit->entry[i], "sAMAccountName");
		if (own != NULL && strcasecmp(own, account) == 0)
			return &visit->entry[i];
	}
	return NULL;
}

void entry_set(struct arena *arena, struct entry *entry, const char *name, struct bytes *value,
	size_t count)
{
	struct attribute *attribute =
		arena_alloc(arena, (entry->count + 1) * sizeof *entry->attribute);
	size_t kept = 0;
	for (size_t i = 0; i < entry->count; i++) {
		if (strcasecmp(entry->attribute[i].name, name) != 0)
			attribute[kept++] = entry->attribute[i];
	}
	if (count > 0)
		attribute[kept++] =
			(struct attribute){ .name = name, .value = value, .count = count };
	entry->attribute = attribute;
	entry->count = kept;
}

void entry_set_text(struct arena *arena, struct entry *entry, const char *name, const char *text)
{
	struct bytes *value = arena_alloc(arena, sizeof *value);
	*value = bytes_of(text, strlen(text));
	entry_set(arena, entry, name, value, 1);
}

static bool is_text(struct bytes value, const char *text)
{
	return value.length == strlen(text) &&
	       strncasecmp((const char *)value.data, text, value.length) == 0;
}

/* Without that value; with room for one more. */
static struct bytes *values_without(struct arena *arena, const struct entry *entry,
	const char *name, const char *text, size_t *count)
{
	const struct attribute *old = entry_attribute(entry, name);
	struct bytes *value =
		arena_alloc(arena, ((old == NULL ? 0 : old->count) + 1) * sizeof *value);
	*count = 0;
	for (size_t i = 0; old != NULL && i < old->count; i++) {
		if (!is_text(old->value[i], text))
			value[(*count)++] = old->value[i];
	}
	return value;
}

void entry_add_value(struct arena *arena, struct entry *entry, const char *name, const char *text)
{
	size_t count;
	struct bytes *value = values_without(arena, entry, name, text, &count);
	value[count++] = bytes_of(text, strlen(text));
	entry_set(arena, entry, name, value, count);
}

void entry_remove_value(
	struct arena *arena, struct entry *entry, const char *name, const char *text)
{
	size_t count;
	struct bytes *value = values_without(arena, entry, name, text, &count);
	entry_set(arena, entry, name, value, count);
}
