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
