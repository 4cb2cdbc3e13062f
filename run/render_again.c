/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/render_again.h"

#include <sysexits.h>

#include "base/worker.h"

/* A report of 2,000 CMSs and all its renderings take a third of it. What is inherited counts. */
enum { MAX_RENDER_BYTES = 1 << 30 };

static struct bytes render_job(const void *argument, struct deadline deadline, struct arena *arena)
{
	(void)deadline;
	const struct render_again *wanted = argument;
	struct judged judged = { .status = EX_NOINPUT };
	struct report report;
	if (report_read(arena, wanted->name, wanted->text, &report, &judged.error)) {
		judged.status = exit_status_of(
			report.verdict.state, report.verdict.warned, wanted->fail_on_warning);
		judged.report = renderings_write(
			arena, wanted->rendering, wanted->rendering_count, &report);
	}
	return judged_write(arena, &judged, wanted->rendering_count);
}

void render_again(struct arena *arena, const struct render_again *wanted, struct deadline deadline,
	struct judged *judged)
{
	struct job job = {
		.name = "the rendering",
		.run = render_job,
		.argument = wanted,
		.cage = { .memory = MAX_RENDER_BYTES },
	};
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = JUDGED_MAX_BYTES,
		.job_ms = deadline_left_ms(deadline),
		.deadline = deadline,
	};
	*judged = (struct judged){ 0 };
	worker_run(&job, 1, &limits, arena);
	struct error failed = job.failed;
	if (failed.kind == ERROR_NONE &&
		judged_read(arena, job.result, wanted->rendering_count, judged, &failed))
		return;
	*judged = (struct judged){ .status = EX_SOFTWARE };
	error_set(&judged->error, failed.kind, "%s: cannot be rendered: %s", wanted->name,
		failed.text);
}
