/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why something is unknown: the gaps of the evidence behind it, and whether there are other causes
 * as well. Gaps are compared by value: two with the same cause and text, but for digits, count as
 * one. What is unknown without a gap (nobody asked, the answers contradict each other) has another
 * cause; so has what has more than LIMIT_CAUSES. A copy of the struct shares its list: add to only
 * one of the two.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "codec/gap.h"

struct causes {
	struct gap *gap; /* each once */
	size_t count;
	bool more; /* there are other causes as well */
};

/* Call for each line of a proof, with the gap that it shows. NULL, or no gap: another cause. */
void causes_add(struct arena *arena, struct causes *causes, const struct gap *gap);

/* Adds the causes of a part. A part without causes counts as another cause. */
void causes_join(struct arena *arena, struct causes *causes, const struct causes *part);

/*
 * The proof also shows a part that is no cause. Where the part has a gap that is not yet among the
 * causes, or other causes, so has the proof (`more`).
 */
void causes_mention(struct causes *causes, const struct causes *part);
