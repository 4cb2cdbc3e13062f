/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the text of the evidence to the report, in a worker process: what servers or a file shaped
 * may take long, need much memory or crash the program, and there is a report all the same.
 */
#pragma once

#include "base/deadline.h"
#include "model/age.h"
#include "model/judgement.h"
#include "run/saved_reports.h"

struct judging {
	const struct plan *plan;
	const struct catalogue *wanted;
	unsigned sources;      /* that were asked: bits of enum source */
	const char *site_loss; /* judged as if this site were gone; or NULL */
	struct exit_rules exit_rules;
	struct age_limit age;
	const struct saved_report *previous; /* an earlier report; or NULL */
	const struct rendering *rendering;
	size_t rendering_count;
	const char *name; /* of the evidence, for messages: the file */
	bool is_file;     /* not collected by this run */
	struct bytes text;
};

/*
 * Reads the evidence, judges it and renders the reports, all before the deadline. The reports of a
 * worker that does not do that are those of judging_not_done().
 */
void judging_run(struct arena *arena, const struct judging *judging, struct deadline deadline,
	struct judged *judged);

/*
 * The reports where nothing could be judged because of this error: UNDETERMINED, and each source
 * has a gap. No check runs, so that it costs little, with whatever plan.
 */
void judging_not_done(struct arena *arena, const struct judging *judging, const struct error *why,
	struct judged *judged);

/*
 * One line about the gaps of evidence that was collected, "" if there are none: what is missing may
 * be readable now, and not when the run is judged. In a worker, too; false where that failed.
 */
bool judging_gaps(struct arena *arena, const struct judging *judging, struct deadline deadline,
	const char **line, struct error *error);
