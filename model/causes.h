/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why something is unknown: the gaps of the evidence behind it, and whether anything else is to be
 * told. Gaps are values here: two that say the same are one. What is unknown and has no gap
 * (nobody asked, the answers contradict each other) has something else to tell. A copy of the
 * struct shares its list: only one of the two may be added to.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "codec/gap.h"

struct causes {
	struct gap *gap; /* each once */
	size_t count;
	bool more; /* the proof tells of something else as well */
};

/* To be called for each line of a proof: it tells of this gap. NULL, or no gap: of something else.
 */
void causes_add(struct arena *arena, struct causes *causes, const struct gap *gap);

/* Takes over the causes of a part. One that has none tells of something else. */
void causes_join(struct arena *arena, struct causes *causes, const struct causes *part);

/* The proof also has what a part tells, which is no cause: new are gaps that are none yet. */
void causes_mention(struct causes *causes, const struct causes *part);
