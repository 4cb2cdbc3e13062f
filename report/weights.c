/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/weights.h"

#include "base/text.h"

struct report_weight *weights_of(struct arena *arena, const struct judgement *judgement)
{
	struct report_weight *weight =
		arena_alloc(arena, judgement->changed_count * sizeof *weight);
	for (size_t i = 0; i < judgement->changed_count; i++) {
		const bool blocking = judgement->changed[i]->weight == WEIGHT_BLOCKING;
		weight[i] =
			(struct report_weight){ judgement->changed[i]->id, blocking, !blocking };
	}
	return weight;
}

const char *weights_line(struct arena *arena, const struct report *report)
{
	struct text line = text_new(arena);
	for (size_t i = 0; i < report->weight_count; i++)
		text_add(&line, "%s%s is %s", i == 0 ? "" : ", ", report->weight[i].check,
			report->weight[i].blocking ? "blocking" : "advisory");
	return report->weight_count > 0 ? line.data : NULL;
}
