/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/waivers.h"

const struct report_waiver *const *waivers_shown(
	struct arena *arena, const struct report *report, size_t *count)
{
	const struct report_waiver **shown = arena_alloc(arena, WAIVERS_SHOWN * sizeof *shown);
	*count = 0;
	for (int applied = 1; applied >= 0; applied--) {
		for (size_t i = 0; i < report->waiver_count && *count < WAIVERS_SHOWN; i++) {
			const struct report_waiver *waiver = &report->waiver[i];
			if ((waiver->state == WAIVER_APPLIED) == (applied == 1))
				shown[(*count)++] = waiver;
		}
	}
	return shown;
}

const char *waiver_note(struct arena *arena, const struct report_waiver *waiver)
{
	return arena_format(arena, "waived until %s (%s, %s): %s", waiver->expires, waiver->ticket,
		waiver->owner, waiver->reason);
}

const char *waiver_line(struct arena *arena, const struct report_waiver *waiver)
{
	return arena_format(arena, "%s of %s (%s, %s: %s): %s", waiver->subject, waiver->recovery,
		waiver->ticket, waiver->owner, waiver->reason, waiver->text);
}
