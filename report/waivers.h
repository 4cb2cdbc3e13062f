/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers as reports for people show them. */
#pragma once

#include "report/report.h"

enum { WAIVERS_SHOWN = 40 /* those with an effect first; the JSON report has all */ };

/* Those to be shown, at most WAIVERS_SHOWN. */
const struct report_waiver *const *waivers_shown(
	struct arena *arena, const struct report *report, size_t *count);

/* "waived until 2026-12-31T00:00:00Z (CHG-1, Ann Example): agreed": what a finding says of it. */
const char *waiver_note(struct arena *arena, const struct report_waiver *waiver);

/* What it covers and what became of it; its check stands before that. */
const char *waiver_line(struct arena *arena, const struct report_waiver *waiver);
