/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/everybody_groups.h"

struct everybody_groups everybody_groups_of(
	struct arena *arena, const struct directory_visit *visit)
{
	struct everybody_groups groups = { 0 };
	const struct directory_part *part = directory_part(visit, PART_EVERYBODY);
	if (part == NULL)
		return groups;
	struct sid *sids = arena_alloc(arena, part->count * sizeof *sids);
	for (size_t i = 0; i < part->count; i++) {
		const struct attribute *sid = entry_attribute(&part->entry[i], "objectSid");
		if (sid != NULL && sid->count == 1 &&
			sid_read_whole(sid->value[0], &sids[groups.count]))
			groups.count++;
	}
	groups.sid = sids;
	groups.gap = gap_is(&part->gap) ? &part->gap : NULL;
	return groups;
}
