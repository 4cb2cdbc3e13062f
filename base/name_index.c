/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/name_index.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sorted.h"

void name_index_add(struct arena *arena, struct name_index *index, struct bytes name, size_t at)
{
	index->place = arena_more(arena, index->place, index->count, sizeof *index->place);
	index->place[index->count++] = (struct named_place){ name, at };
}

static int compare_names(const struct bytes *a, const struct bytes *b)
{
	if (a->length != b->length)
		return a->length < b->length ? -1 : 1;
	return a->length == 0
		       ? 0
		       : strncasecmp((const char *)a->data, (const char *)b->data, a->length);
}

static int compare_places(const void *one, const void *other)
{
	const struct named_place *a = one, *b = other;
	int order = compare_names(&a->name, &b->name);
	return order != 0 ? order : a->at < b->at ? -1 : a->at > b->at;
}

void name_index_sort(struct name_index *index)
{
	if (index->count > 0)
		qsort(index->place, index->count, sizeof *index->place, compare_places);
}

static int compare_with_name(const void *key, const void *item)
{
	const struct named_place *place = item;
	return compare_names(key, &place->name);
}

/* Orders the key after all equal items. */
static int compare_with_end(const void *key, const void *item)
{
	return compare_with_name(key, item) < 0 ? -1 : 1;
}

const struct named_place *name_index_find(
	const struct name_index *index, const char *name, size_t *count)
{
	const struct bytes key = bytes_of(name, strlen(name));
	const size_t size = sizeof *index->place;
	const size_t first =
		sorted_first(&key, index->place, index->count, size, compare_with_name);
	*count = sorted_first(&key, index->place, index->count, size, compare_with_end) - first;
	return *count == 0 ? NULL : &index->place[first];
}

static bool is_first(const struct name_index *index, size_t place)
{
	return place == 0 ||
	       compare_names(&index->place[place].name, &index->place[place - 1].name) != 0;
}

const struct named_place *name_index_repeated(const struct name_index *index)
{
	const struct named_place *first = NULL;
	for (size_t i = 1; i < index->count; i++) {
		const struct named_place *place = &index->place[i];
		if (!is_first(index, i) && (first == NULL || place->at < first->at))
			first = place;
	}
	return first;
}

const bool *name_index_firsts(struct arena *arena, struct name_index *index)
{
	bool *first = arena_alloc(arena, index->count * sizeof *first);
	name_index_sort(index);
	for (size_t i = 0; i < index->count; i++)
		first[index->place[i].at] = is_first(index, i);
	return first;
}

size_t names_once(struct arena *arena, const char **names, size_t count)
{
	struct name_index index = { 0 };
	for (size_t i = 0; i < count; i++)
		name_index_add(arena, &index, bytes_of(names[i], strlen(names[i])), i);
	const bool *first = name_index_firsts(arena, &index);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		if (first[i])
			names[kept++] = names[i];
	}
	return kept;
}
