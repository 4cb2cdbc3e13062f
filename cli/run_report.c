/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_report.h"

#include <sysexits.h>

#include "base/file.h"
#include "base/rescue.h"
#include "cli/reports.h"
#include "cli/timing.h"
#include "run/render_again.h"

enum { MAX_REPORT_BYTES = 256 << 20, REPORT_SECONDS = 60 };

int run_report(struct arena *arena, const struct options *options)
{
	const int64_t seconds =
		options->deadline_seconds > 0 ? options->deadline_seconds : REPORT_SECONDS;
	const struct reports reports = {
		.arena = arena,
		.options = options,
		.deadline = deadline_after(seconds * 1000),
		.now = reports_now(options),
	};
	rescue_at(after(reports.deadline, STUCK_MS));
	const int status = reports_prepare(options, &(struct inputs){ &options->argument, 1 });
	if (status != EX_OK)
		return status;
	struct render_again wanted = {
		.name = file_shown(options->argument),
		.fail_on_warning = options->fail_on_warning,
		.rendering = reports_wanted(&reports),
		.rendering_count = options->outputs.count,
	};
	struct judged judged = { .status = EX_NOINPUT };
	announce_waiting(options->argument, "the report");
	if (file_read_named(arena, options->argument, MAX_REPORT_BYTES, reports.deadline,
		    &wanted.text, &judged.error))
		render_again(arena, &wanted, after(reports.deadline, JUDGED_MS), &judged);
	if (judged.error.kind != ERROR_NONE) {
		const char *reason = judged.error.text;
		return reports_refuse(&reports, &judged.error, &reason, 1, judged.status);
	}
	if (!reports_put(&reports, judged.report))
		return EX_SOFTWARE;
	reports_announce(&reports, judged.status);
	return judged.status;
}
