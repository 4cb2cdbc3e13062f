/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why something is unknown: the gaps of the evidence behind it, causes that are no gaps
 * (model/cause.h), and whether there are others as well. Gaps are compared by value: two with the
 * same cause and text, but for digits, count as one. What is unknown for another reason (the
 * answers contradict each other) has another cause; so has what has more than LIMIT_CAUSES. A copy
 * of the struct shares its lists: add to only one of the two.
 *
 * A finding that fails or warns has causes, too, if it only follows from what another finding
 * reports: gaps are no reason for a failure, but a name that does not exist is.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "codec/gap.h"
#include "model/cause.h"

struct causes {
	struct gap *gap; /* each once */
	size_t count;
	struct cause *named; /* those that are no gaps, each once */
	size_t named_count;
	bool more;    /* there are other causes as well */
	bool reports; /* the finding itself reports these causes: it is always shown in full */
};

/* Call for each line of a proof, with the gap that it shows. NULL, or no gap: another cause. */
void causes_add(struct arena *arena, struct causes *causes, const struct gap *gap);

/* The same with a cause that is no gap. NULL: another cause. */
void causes_add_named(struct arena *arena, struct causes *causes, const struct cause *cause);

/* The only cause. `reports`: the finding itself reports it. */
struct causes causes_from(struct arena *arena, const struct cause *cause, bool reports);

/* Adds the causes of a part. A part without causes counts as another cause. */
void causes_join(struct arena *arena, struct causes *causes, const struct causes *part);

/*
 * The proof also shows a part that is no cause. Where the part has a gap that is not yet among the
 * causes, or other causes, so has the proof (`more`).
 */
void causes_mention(struct causes *causes, const struct causes *part);
