/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats have in common: words, and which checks block which CMS. */
#pragma once

#include "report/report.h"

const char *verdict_word(enum verdict verdict); /* "GO", "NO-GO", "UNDETERMINED" */

/*
 * The verdict with what it rests on besides the findings: "GO with 2 waivers and 1 check made
 * advisory".
 */
const char *verdict_title(struct arena *arena, const struct report *report);

const char *outcome_word(enum outcome outcome); /* "ok", "WARN", "UNKNOWN", "FAIL" */

/* The number of recoveries with that verdict. */
size_t verdict_count(const struct report *report, enum verdict verdict);

/*
 * Whether a finding shows why a recovery is no GO. Otherwise the run does: its evidence is
 * outdated, or blocking checks were left out.
 */
bool verdict_has_finding(const struct report *report, const struct report_recovery *recovery);

/* The checks that prevent the GO of a recovery, each once: first those that failed. */
const char *const *blockers_of(struct arena *arena, const struct report *report,
	const struct report_recovery *recovery, size_t *count);

/* The ids of all checks with findings, in the order of the report. */
const char *const *report_checks(struct arena *arena, const struct report *report, size_t *count);
