/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/saved_reports.h"

#include <sysexits.h>

/* A report of 2,000 CMSs and all its renderings take a third of it. What is inherited counts. */
enum { MAX_BYTES = 1 << 30 };

static void run_work(
	struct arena *arena, const void *argument, struct deadline deadline, struct judged *judged)
{
	const struct reports_work *work = argument;
	struct report report[SAVED_REPORTS];
	(void)deadline;
	judged->status = EX_NOINPUT;
	for (size_t i = 0; i < work->file_count; i++) {
		if (!report_read(arena, work->file[i].name, work->file[i].text, &report[i],
			    &judged->error))
			return;
	}
	work->run(arena, report, work->context, judged);
}

void reports_work_run(struct arena *arena, const struct reports_work *work,
	struct deadline deadline, struct judged *judged)
{
	const struct judged_job job = { work->name, run_work, work, work->text_count, MAX_BYTES };
	struct error failed;
	if (judged_by_worker(arena, &job, deadline, judged, &failed))
		return;
	*judged = (struct judged){ .status = EX_SOFTWARE };
	error_set(&judged->error, failed.kind, "%s failed: %s", work->name, failed.text);
}
