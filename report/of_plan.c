/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/of_plan.h"

#include "codec/encoding.h"
#include "codec/json_place.h"

struct report_waiver *report_waivers(struct arena *arena, const struct judgement *judgement)
{
	struct report_waiver *of = arena_alloc(arena, judgement->waived_count * sizeof *of);
	for (size_t i = 0; i < judgement->waived_count; i++) {
		const struct waived *waived = &judgement->waived[i];
		const struct waiver *waiver = waived->waiver;
		of[i] = (struct report_waiver){
			.check = waiver->check,
			.recovery = waiver->recovery,
			.subject = waiver->subject,
			.owner = waiver->owner,
			.reason = waiver->reason,
			.ticket = waiver->ticket,
			.expires = waiver->expires,
			.for_unknown = waiver->for_unknown,
			.state = waived->state,
			.text = waived->text,
			.dedupe_key = waived->key,
		};
	}
	return of;
}

void report_lines(struct arena *arena, const struct plan *plan, struct report *report)
{
	const struct bytes text = encoding_unmarked(plan->text);
	const struct json_lines lines =
		json_lines_read(arena, (const char *)text.data, text.length);
	for (size_t i = 0; i < report->recovery_count; i++) {
		const char *pointer =
			arena_format(arena, "/recoveries/%zu", plan->recoveries[i].index);
		report->recovery[i].plan_line = (int64_t)json_lines_find(&lines, pointer);
	}
}
