/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/gap_place.h"

#include "codec/record.h"

struct gap_places gap_places_of(struct arena *arena, const struct evidence *evidence)
{
	struct gap_places places;
	const struct record_gap *gap = evidence_gaps(arena, evidence, &places.count);
	places.place = arena_alloc(arena, places.count * sizeof *places.place);
	for (size_t i = 0; i < places.count; i++)
		places.place[i] = (struct gap_place){ source_named(gap[i].part), gap[i].server,
			gap[i].subject, gap[i].gap };
	return places;
}
