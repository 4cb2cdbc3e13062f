/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_diff.h"

#include "cli/saved.h"
#include "report/diff.h"

static void compare(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const struct options *options = context;
	const struct report_diff diff = report_compare(arena, &report[0], &report[1]);
	judged->status = diff.new_blocks    ? EXIT_NO_GO
			 : diff.lost_blocks ? EXIT_UNDETERMINED
					    : EXIT_GO;
	judged->report = arena_alloc(arena, sizeof *judged->report);
	judged->report[0] = options->as_json ? diff_json(arena, &diff) : diff_text(arena, &diff);
}

int run_diff(struct arena *arena, const struct options *options)
{
	struct reports_work work = {
		.name = "the comparison",
		.run = compare,
		.context = options,
		.text_count = 1,
	};
	return saved_run(arena, options, &work);
}
