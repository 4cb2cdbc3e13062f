/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_report.h"

#include "cli/saved.h"

struct wanted {
	const struct rendering *rendering;
	size_t count;
	bool fail_on_warning;
};

static void render(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const struct wanted *wanted = context;
	judged->status = exit_status_of(
		report->verdict.state, report->verdict.warned, wanted->fail_on_warning);
	judged->report = renderings_write(arena, wanted->rendering, wanted->count, report);
}

int run_report(struct arena *arena, const struct options *options)
{
	const struct reports reports = saved_begin(arena, options);
	const struct wanted wanted = {
		.rendering = reports_wanted(&reports),
		.count = options->outputs.count,
		.fail_on_warning = options->fail_on_warning,
	};
	struct reports_work work = {
		.name = "the rendering",
		.run = render,
		.context = &wanted,
		.text_count = wanted.count,
	};
	return saved_run(arena, options, &work);
}
