/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/output.h"
#include "cli/complain.h"
#include "cli/questions.h"
#include "cli/show_plan.h"
#include "model/weight.h"

static int fail_plan(struct arena *arena, const struct plan *plan, const struct error *error)
{
	if (plan->questions.count > 0 && error->kind == ERROR_CONFIG) {
		complain(error, EX_CONFIG);
		fputs(questions_write(
			      arena, plan->file, plan->questions.question, plan->questions.count),
			stderr);
		return EX_CONFIG;
	}
	const bool invalid = error->kind == ERROR_MALFORMED || error->kind == ERROR_CONFIG;
	return complain(error, invalid ? EX_CONFIG : EX_NOINPUT);
}

int run_show(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct plan plan;
	struct error error = { 0 };
	if (!plan_load(arena, options->argument, &plan, &error) ||
		!weights_fit(arena, &plan, catalogue, &error))
		return fail_plan(arena, &plan, &error);
	if (!selection_recoveries(arena, &options->selection, &plan, &error))
		return complain(&error, EX_USAGE);
	const struct surroundings surroundings = {
		.ticket_cache = getenv("KRB5CCNAME"),
		.keytab = getenv("KRB5_CLIENT_KTNAME"),
		.configuration = getenv("KRB5_CONFIG"),
	};
	const char *text = plan_show(arena, &plan, &surroundings);
	return output_write(bytes_of(text, strlen(text)), deadline_after(INT64_MAX), &error)
		       ? EX_OK
		       : complain(&error, EX_SOFTWARE);
}
