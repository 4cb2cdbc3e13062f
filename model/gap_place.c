/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gap_place.h"

#include "codec/record.h"

struct gap_place *gap_places_of(struct arena *arena, const struct evidence *evidence, size_t *count)
{
	const struct record_gap *gap = evidence_gaps(arena, evidence, count);
	struct gap_place *place = arena_alloc(arena, *count * sizeof *place);
	for (size_t i = 0; i < *count; i++)
		place[i] = (struct gap_place){ source_named(gap[i].part), gap[i].server,
			gap[i].subject, gap[i].gap };
	return place;
}
