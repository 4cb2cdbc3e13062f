/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_fix.h"

#include <sysexits.h>

#include "cli/complain.h"
#include "cli/saved.h"
#include "cli/waivers.h"
#include "fix/script.h"
#include "model/weight.h"
#include "run/proving.h"

static void write_script(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const enum shell *shell = context;
	judged->status = EX_OK;
	judged->report = arena_alloc(arena, sizeof *judged->report);
	judged->report[0] = script_write(arena, report, *shell);
}

static int prove(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	const char *const files[] = { options->argument, options->plan, options->from,
		options->waivers };
	struct reports reports = saved_begin(arena, options);
	struct error error = { 0 };
	struct plan plan;
	const int status =
		reports_prepare(options, &(struct inputs){ files, sizeof files / sizeof *files });
	if (status != EX_OK)
		return status;
	if (!plan_load_until(arena, options->plan, reports.deadline, &plan, &error) ||
		!weights_fit(arena, &plan, catalogue, &error))
		return complain(&error, error.kind == ERROR_MALFORMED || error.kind == ERROR_CONFIG
						? EX_CONFIG
						: EX_NOINPUT);
	const int taken =
		waivers_take(arena, options, reports.deadline, reports.now, &plan, &error);
	if (taken != EX_OK)
		return complain(&error, taken);
	struct proving proving = { .plan = &plan, .catalogue = catalogue };
	if (!saved_read(&reports, options->argument, &proving.report, &error) ||
		!saved_read(&reports, options->from, &proving.evidence, &error))
		return complain(&error, EX_NOINPUT);
	struct judged judged;
	proving_run(arena, &proving, reports.deadline, &judged);
	if (judged.error.kind != ERROR_NONE)
		return complain(&judged.error, judged.status);
	return reports_put(&reports, judged.report) ? judged.status : EX_SOFTWARE;
}

int run_fix(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct reports_work work = {
		.name = "the script",
		.run = write_script,
		.context = &options->shell,
		.text_count = 1,
	};
	return options->prove ? prove(arena, options, catalogue) : saved_run(arena, options, &work);
}
