/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_report.h"

#include "cli/saved.h"

struct wanted {
	const struct rendering *rendering;
	size_t count;
	const struct exit_rules *exit_rules;
};

static void render(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const struct wanted *wanted = context;
	judged_conclude(judged, &report->verdict, wanted->exit_rules);
	judged->report = renderings_write(arena, wanted->rendering, wanted->count, report);
}

int run_report(struct arena *arena, const struct options *options)
{
	const struct reports reports = saved_begin(arena, options);
	const struct wanted wanted = {
		.rendering = reports_wanted(&reports),
		.count = options->outputs.count,
		.exit_rules = &options->exit_rules,
	};
	struct reports_work work = {
		.name = "the rendering",
		.run = render,
		.context = &wanted,
		.text_count = wanted.count,
	};
	return saved_run(arena, options, &work);
}
