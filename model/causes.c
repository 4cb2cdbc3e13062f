/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/causes.h"

#include "base/limits.h"

static bool holds(const struct causes *causes, const struct gap *gap)
{
	for (size_t i = 0; i < causes->count; i++) {
		if (gap_compare(&causes->gap[i], gap) == 0)
			return true;
	}
	return false;
}

static bool holds_named(const struct causes *causes, const struct cause *cause)
{
	for (size_t i = 0; i < causes->named_count; i++) {
		if (cause_compare(&causes->named[i], cause) == 0)
			return true;
	}
	return false;
}

void causes_add(struct arena *arena, struct causes *causes, const struct gap *gap)
{
	if (gap == NULL || !gap_is(gap)) {
		causes->more = true;
		return;
	}
	if (holds(causes, gap))
		return;
	if (causes->count == LIMIT_CAUSES) {
		causes->more = true;
		return;
	}
	causes->gap = arena_more(arena, causes->gap, causes->count, sizeof *causes->gap);
	causes->gap[causes->count++] = *gap;
}

void causes_add_named(struct arena *arena, struct causes *causes, const struct cause *cause)
{
	if (cause == NULL) {
		causes->more = true;
		return;
	}
	if (holds_named(causes, cause))
		return;
	if (causes->named_count == LIMIT_CAUSES) {
		causes->more = true;
		return;
	}
	causes->named =
		arena_more(arena, causes->named, causes->named_count, sizeof *causes->named);
	causes->named[causes->named_count++] = *cause;
}

struct causes causes_from(struct arena *arena, const struct cause *cause, bool reports)
{
	struct causes causes = { .reports = reports };
	causes_add_named(arena, &causes, cause);
	return causes;
}

void causes_join(struct arena *arena, struct causes *causes, const struct causes *part)
{
	for (size_t i = 0; i < part->count; i++)
		causes_add(arena, causes, &part->gap[i]);
	for (size_t i = 0; i < part->named_count; i++)
		causes_add_named(arena, causes, &part->named[i]);
	causes->more = causes->more || part->more || (part->count == 0 && part->named_count == 0);
	causes->reports = causes->reports || part->reports;
}

void causes_mention(struct causes *causes, const struct causes *part)
{
	causes->more = causes->more || part->more;
	for (size_t i = 0; i < part->count; i++)
		causes->more = causes->more || !holds(causes, &part->gap[i]);
	for (size_t i = 0; i < part->named_count; i++)
		causes->more = causes->more || !holds_named(causes, &part->named[i]);
}
