/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_report.h"

#include "cli/saved.h"

struct wanted {
	const struct rendering *rendering;
	size_t count;
	bool has_previous;
	const struct exit_rules *exit_rules;
};

static void render(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const struct wanted *wanted = context;
	const struct report *previous = wanted->has_previous ? &report[1] : NULL;
	judged->report =
		renderings_write(arena, wanted->rendering, wanted->count, report, previous);
	judged_conclude(arena, judged, report, previous, wanted->exit_rules);
}

int run_report(struct arena *arena, const struct options *options)
{
	const struct reports reports = saved_begin(arena, options);
	const struct wanted wanted = {
		.rendering = reports_wanted(&reports),
		.count = options->outputs.count,
		.has_previous = options->previous != NULL,
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
