/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_plan.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/file.h"
#include "base/rescue.h"
#include "cli/complain.h"
#include "cli/plan_path.h"
#include "cli/progress.h"
#include "cli/questions.h"
#include "cli/saved.h"
#include "cli/signing.h"
#include "cli/timing.h"
#include "cli/waivers.h"
#include "model/judgement.h"
#include "model/selection.h"
#include "model/weight.h"
#include "run/collect.h"
#include "run/judging.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	MAX_EVIDENCE_BYTES = 256 << 20,
	PLAN_SECONDS = 60, /* for reading the plan, which has the deadline of the run */
};

struct run_plan {
	struct arena *arena;
	const struct options *options;
	struct deadline begun, deadline;
	int64_t now; /* seconds since 1970 */
	struct plan plan;
};

static void limit(struct run_plan *run, int64_t seconds)
{
	if (run->options->deadline_seconds > 0)
		seconds = run->options->deadline_seconds;
	run->deadline = after(run->begun, seconds * 1000);
	rescue_at(after(run->deadline, STUCK_MS));
}

static struct run_plan run_begin(struct arena *arena, const struct options *options)
{
	struct run_plan run = {
		.arena = arena,
		.options = options,
		.begun = deadline_after(0),
		.now = reports_now(options),
	};
	limit(&run, PLAN_SECONDS);
	return run;
}

/* Whether the file could not be read; if not, its content is invalid. */
static bool is_unreadable(const struct error *error)
{
	return error->kind != ERROR_MALFORMED && error->kind != ERROR_CONFIG;
}

static struct reports reports_of(const struct run_plan *run)
{
	return (struct reports){ run->arena, run->options, run->deadline, run->now };
}

static int fail_run(const struct run_plan *run, const struct error *error, int status)
{
	const struct reports reports = reports_of(run);
	const char *reason = error->text;
	return reports_refuse(&reports, error, &reason, 1, status);
}

/* Shows all open questions, so that they can be answered at once. */
static int fail_unanswered(const struct run_plan *run, const struct error *error)
{
	const struct plan *plan = &run->plan;
	const char **reasons =
		questions_list(run->arena, plan->questions.question, plan->questions.count);
	const struct reports reports = reports_of(run);
	const int status =
		reports_refuse(&reports, error, reasons, plan->questions.count, EX_CONFIG);
	fputs(questions_write(run->arena, run->options->argument, plan->questions.question,
		      plan->questions.count),
		stderr);
	return status;
}

/* Also what the plan names is read, and must not be replaced. */
static bool spares_secrets(const struct run_plan *run, struct error *error)
{
	const struct plan *plan = &run->plan;
	const char *const files[] = { plan->directory.ca_file, plan->directory.password_file,
		plan->credentials_file };
	return outputs_spare(
		&run->options->outputs, &(struct inputs){ files, COUNT(files) }, error);
}

/* Does everything else that can fail before servers are asked. */
static int prepare_plan(struct run_plan *run, const struct catalogue *all)
{
	const struct options *options = run->options;
	struct plan *plan = &run->plan;
	struct error error = { 0 };
	announce_waiting(options->argument, "the plan");
	if (plan_load_until(run->arena, options->argument, run->deadline, plan, &error)) {
		plan->path = plan_path(run->arena, options->argument);
		if (!spares_secrets(run, &error))
			return reports_complain(options, &error, EX_USAGE);
		if (!weights_fit(run->arena, plan, all, &error))
			return fail_run(run, &error, EX_CONFIG);
		limit(run, plan->policy.deadline_seconds);
		run->now = reports_now(options); /* the plan may have come slowly */
		return selection_recoveries(run->arena, &options->selection, plan, &error)
			       ? EX_OK
			       : fail_run(run, &error, EX_USAGE);
	}
	if (plan->questions.count > 0 && error.kind == ERROR_CONFIG)
		return fail_unanswered(run, &error);
	return fail_run(run, &error, is_unreadable(&error) ? EX_NOINPUT : EX_CONFIG);
}

static int prepare_waivers(struct run_plan *run)
{
	struct error error = { 0 };
	const int status =
		waivers_take(run->arena, run->options, run->deadline, run->now, &run->plan, &error);
	return status == EX_OK ? EX_OK : fail_run(run, &error, status);
}

static struct bytes collect_now(const struct run_plan *run, struct arena *arena, unsigned sources)
{
	struct progress progress;
	progress_begin(&progress);
	struct bytes evidence = collect(arena, &run->plan, sources, run->deadline,
		run->options->quiet ? NULL : progress_show, &progress);
	progress_end(&progress);
	return evidence;
}

/* Which servers a site has is known from the directory and DNS. */
static unsigned sources_for(const struct options *options, const struct catalogue *wanted)
{
	const unsigned of_sites = SOURCE_DIRECTORY | SOURCE_DNS;
	return sources_of(wanted) | (options->site_loss != NULL ? of_sites : 0);
}

/* The reports if the program itself fails before it has others: those to files first. */
static void keep_reports(const struct run_plan *run, const struct judging *judging)
{
	const struct outputs *outputs = &run->options->outputs;
	struct error why = { 0 };
	error_set(&why, ERROR_CRASHED,
		"cmsready itself was ended before the evidence was judged (standard error says "
		"why); run it again, with --recovery for some of the CMSs if memory is short");
	struct judged judged = { 0 };
	judging_not_done(run->arena, judging, &why, &judged);
	struct rescued *kept = arena_alloc(run->arena, outputs->count * sizeof *kept);
	size_t count = 0;
	for (int to_standard = 0; to_standard < 2; to_standard++) {
		for (size_t i = 0; i < outputs->count; i++) {
			const char *file = outputs->output[i].file;
			if ((file == NULL) == (to_standard == 1))
				kept[count++] = (struct rescued){ judged.report[i], file };
		}
	}
	rescue_keep(kept, count, judged.status);
}

/* The text of the evidence: live evidence is read from text, too, so a saved run is the same. */
static bool take_text(const struct run_plan *run, struct arena *arena, struct judging *judging,
	struct error *error)
{
	if (judging->is_file) {
		announce_waiting(run->options->from, "the evidence");
		return file_read_named(arena, run->options->from, MAX_EVIDENCE_BYTES, run->deadline,
			&judging->text, error);
	}
	judging->text = collect_now(run, arena, judging->sources);
	return true;
}

static struct age_limit age_limit_of(const struct run_plan *run)
{
	const int64_t given = run->options->max_age_seconds;
	return (struct age_limit){
		.now = run->now,
		.most_seconds = given > 0 ? given : run->plan.policy.max_evidence_age_seconds,
		.set_by = given > 0 ? "--max-age" : "policy.max_evidence_age of the plan",
	};
}

int run_check(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct run_plan run = run_begin(arena, options);
	struct catalogue wanted;
	struct error error = { 0 };
	const char *const files[] = { options->argument, options->from, options->waivers,
		options->previous };
	int status = reports_prepare(options, &(struct inputs){ files, COUNT(files) });
	if (status != EX_OK)
		return status;
	if (!signing_prepare(arena, options, &error))
		return reports_complain(
			options, &error, error.kind == ERROR_CONFIG ? EX_USAGE : EX_NOINPUT);
	if (!selection_checks(arena, &options->selection, catalogue, &wanted, &error))
		return fail_run(&run, &error, EX_USAGE);
	status = prepare_plan(&run, catalogue);
	if (status == EX_OK)
		status = prepare_waivers(&run);
	if (status != EX_OK)
		return status;

	struct judging judging = {
		.plan = &run.plan,
		.wanted = &wanted,
		.age = age_limit_of(&run),
		.sources = sources_for(options, &wanted),
		.site_loss = options->site_loss,
		.exit_rules = options->exit_rules,
		.name = options->from != NULL ? file_shown(options->from)
					      : "the evidence just collected",
		.is_file = options->from != NULL,
	};
	struct reports reports = reports_of(&run);
	struct saved_report previous;
	if (options->previous != NULL) {
		if (!saved_read(&reports, options->previous, &previous, &error))
			return fail_run(&run, &error, EX_NOINPUT);
		judging.previous = &previous;
	}
	judging.rendering = reports_wanted(&reports);
	judging.rendering_count = options->outputs.count;
	keep_reports(&run, &judging);
	struct arena *of_text = arena_new(); /* large, and freed when it was read */
	if (!take_text(&run, of_text, &judging, &error)) {
		arena_free(of_text);
		return fail_run(&run, &error, EX_NOINPUT);
	}
	struct judged judged;
	judging_run(arena, &judging, after(run.deadline, JUDGED_MS), &judged);
	arena_free(of_text);
	if (judged.error.kind != ERROR_NONE)
		return fail_run(&run, &judged.error, judged.status);
	if (judged.signal != 0)
		reports.deadline = deadline_earlier(run.deadline, deadline_after(0));
	if (!reports_put(&reports, judged.report) || !signing_put(&reports, judged.report))
		return reports_status(options, EX_SOFTWARE);
	reports_note(&reports, &judged);
	reports_announce(&reports, &judged);
	return judged.status;
}

/* Reports gaps at once: what is missing may be readable now, and not when the run is judged. */
static int announce_gaps(const struct run_plan *run, struct bytes text)
{
	const struct judging judging = {
		.plan = &run->plan,
		.name = output_name(run->options->outputs.output),
		.text = text,
	};
	struct error error = { 0 };
	const char *line;
	if (!judging_gaps(run->arena, &judging, after(run->deadline, JUDGED_MS), &line, &error))
		return complain(&error, EX_SOFTWARE);
	if (*line != '\0')
		fprintf(stderr, "cmsready: %s\n", line);
	return EX_OK;
}

int run_collect(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct run_plan run = run_begin(arena, options);
	const struct inputs inputs = { &options->argument, 1 };
	struct error error = { 0 };
	if (!outputs_spare(&options->outputs, &inputs, &error))
		return complain(&error, EX_USAGE);
	if (!outputs_may_write(&options->outputs, &error))
		return complain(&error, EX_SOFTWARE);
	const int status = prepare_plan(&run, catalogue);
	if (status != EX_OK)
		return status;
	const struct bytes evidence = collect_now(&run, arena, SOURCES_ALL);
	if (!outputs_write(&options->outputs, &evidence, after(run.deadline, WRITTEN_MS)))
		return EX_SOFTWARE;
	const char *file = options->outputs.output->file;
	fprintf(stderr,
		"cmsready: evidence written to %s; judge it with: cmsready check %s --from %s\n",
		output_name(options->outputs.output), options->argument,
		file != NULL ? file : "FILE");
	return announce_gaps(&run, evidence);
}
