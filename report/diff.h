/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What differs between two reports, finding by finding. Findings are the same if their keys are; a
 * report from before 1.3 made its keys of what could be read, so its findings are found by check,
 * CMS and subject. The texts are those of the reports.
 */
#pragma once

#include "report/report.h"

enum diff_kind {
	DIFF_NEW, /* it did not stand in the way, or was not asked, or not known; now it is worse */
	DIFF_WORSE,  /* a warning has become a failure */
	DIFF_LOST,   /* coverage lost: it was judged, and is unknown now */
	DIFF_SAME,   /* neither passed before nor now, with the same outcome */
	DIFF_BETTER, /* a failure has become a warning */
	DIFF_FIXED,  /* it passes now */
	DIFF_GONE,   /* it is not in the new report: nobody asked */
	DIFF_KINDS
};

extern const char *const diff_words[DIFF_KINDS]; /* "new", "worse", "coverage-lost", ... */

/* One finding that did not pass in both reports. */
struct diff_change {
	enum diff_kind kind;
	const struct report_finding *before, *now; /* NULL: it is not in that report */
};

struct report_diff {
	const struct report *before, *now;
	struct diff_change *change; /* by kind, then in the order of the reports */
	size_t change_count;
	size_t count[DIFF_KINDS];
	size_t passed;     /* findings that passed in both */
	const char **note; /* why the reports can only be compared in part: sentences */
	size_t note_count;

	bool new_blocks;  /* a blocker that was none before */
	bool lost_blocks; /* a blocking check that was judged, or not asked, is unknown now */
};

struct report_diff report_compare(
	struct arena *arena, const struct report *before, const struct report *now);

/* For people, and for programs (docs/diff.schema.json). */
struct bytes diff_text(struct arena *arena, const struct report_diff *diff);
struct bytes diff_json(struct arena *arena, const struct report_diff *diff);
