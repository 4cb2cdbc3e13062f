/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made by hand, of any length. */
#pragma once

#include "report/report.h"

/* A report of findings of one check, each about a CMS of its own, with a proof of its own. */
static inline struct report report_with(struct arena *arena, size_t count)
{
	struct report report = { .verdict = { .state = VERDICT_NO_GO, .title = "NO-GO" } };
	report.finding = arena_alloc(arena, count * sizeof *report.finding);
	report.recovery = arena_alloc(arena, count * sizeof *report.recovery);
	report.finding_count = report.recovery_count = count;
	for (size_t i = 0; i < count; i++) {
		const char *cms = arena_format(arena, "EX%zu", i);
		report.finding[i] = (struct report_finding){ .check = "ad.first",
			.recovery = cms,
			.subject = cms,
			.outcome = OUTCOME_FAIL,
			.severity = SEVERITY_BLOCKER,
			.summary = "S.",
			.proof = arena_format(arena, "Proof %zu.", i),
			.remedy = "R.",
			.why = "",
			.recovery_at = i };
		report.recovery[i] = (struct report_recovery){ .cms = cms,
			.standby_cluster = "DR",
			.verdict = VERDICT_NO_GO,
			.counts.fail = 1,
			.first = i,
			.count = 1 };
	}
	return report;
}
