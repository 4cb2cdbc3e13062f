/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/output.h"
#include "base/rescue.h"
#include "base/wrap.h"
#include "cli/complain.h"
#include "cli/progress.h"
#include "cli/questions.h"
#include "model/judgement.h"
#include "model/selection.h"
#include "run/collect.h"
#include "run/judging.h"

enum {
	MAX_EVIDENCE_BYTES = 256 << 20,
	PLAN_SECONDS = 60, /* for reading the plan, which has the deadline of the run */
	/* After the deadline: */
	JUDGED_MS = 400, /* judging is ended */
	STUCK_MS = 700,  /* the program is ended if it does not go on */
	WRITTEN_MS = 900 /* the report has been taken by its reader */
};

struct run_plan {
	struct arena *arena;
	const struct options *options;
	struct deadline begun, deadline;
	struct plan plan;
};

static struct deadline after(struct deadline deadline, int64_t ms)
{
	return deadline_before(deadline, -ms);
}

static void limit(struct run_plan *run, int64_t seconds)
{
	if (run->options->deadline_seconds > 0)
		seconds = run->options->deadline_seconds;
	run->deadline = after(run->begun, seconds * 1000);
	rescue_at(after(run->deadline, STUCK_MS));
}

static struct run_plan run_begin(struct arena *arena, const struct options *options)
{
	struct run_plan run = { .arena = arena, .options = options, .begun = deadline_after(0) };
	limit(&run, PLAN_SECONDS);
	return run;
}

/* Whether the file could not be read; if not, its content is invalid. */
static bool is_unreadable(const struct error *error)
{
	return error->kind != ERROR_MALFORMED && error->kind != ERROR_CONFIG;
}

static bool put(const struct run_plan *run, struct bytes report, struct error *error)
{
	const char *file = run->options->output;
	rescue_end();
	return file != NULL ? file_write(file, report, error)
			    : output_write(report, after(run->deadline, WRITTEN_MS), error);
}

/* Programs get a report of a failed run, too. */
static int refuse(const struct run_plan *run, const struct error *error, const char **reasons,
	size_t count, int status)
{
	const struct format *format = run->options->format;
	struct error second = { 0 };
	const struct style style = { .now = time(NULL) };
	const struct report report = report_refused(run->arena, error, reasons, count);
	if (format->renders_failure &&
		!put(run, format->render(run->arena, &report, &style), &second))
		complain(&second, status);
	return complain(error, status);
}

static int fail_run(const struct run_plan *run, const struct error *error, int status)
{
	const char *reason = error->text;
	return refuse(run, error, &reason, 1, status);
}

/* Shows all open questions, so that they can be answered at once. */
static int fail_unanswered(const struct run_plan *run, const struct error *error)
{
	const struct plan *plan = &run->plan;
	const char **reasons =
		questions_list(run->arena, plan->questions.question, plan->questions.count);
	refuse(run, error, reasons, plan->questions.count, EX_CONFIG);
	fputs(questions_write(
		      run->arena, plan->file, plan->questions.question, plan->questions.count),
		stderr);
	return EX_CONFIG;
}

static bool wants_colour(const struct options *options)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return options->output == NULL && isatty(STDOUT_FILENO) == 1 &&
	       (none == NULL || *none == '\0') &&
	       (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* Whether the output would overwrite an input, such as a plan with answers in it. */
static bool would_overwrite(const struct options *options, const char *input, struct error *error)
{
	if (options->output == NULL || input == NULL || !file_is_same(options->output, input))
		return false;
	error_set(error, ERROR_CONFIG, "-o %s would overwrite %s, which is an input",
		options->output, input);
	return true;
}

/* Does everything that can fail before servers are asked. */
static int prepare(struct run_plan *run)
{
	const struct options *options = run->options;
	struct plan *plan = &run->plan;
	struct error error = { 0 };
	if (would_overwrite(options, options->argument, &error) ||
		would_overwrite(options, options->from, &error))
		return complain(&error, EX_USAGE);
	if (options->output != NULL && !file_may_write(options->output, &error))
		return complain(&error, EX_SOFTWARE);
	if (plan_load_until(run->arena, options->argument, run->deadline, plan, &error)) {
		limit(run, plan->policy.deadline_seconds);
		return selection_recoveries(run->arena, &options->selection, plan, &error)
			       ? EX_OK
			       : fail_run(run, &error, EX_USAGE);
	}
	if (plan->questions.count > 0 && error.kind == ERROR_CONFIG)
		return fail_unanswered(run, &error);
	return fail_run(run, &error, is_unreadable(&error) ? EX_NOINPUT : EX_CONFIG);
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

/* The report if the program itself fails before it has another one. */
static void keep_report(const struct run_plan *run, const struct judging *judging)
{
	struct error why = { 0 };
	error_set(&why, ERROR_CRASHED,
		"cmsready itself was ended before the evidence was judged (standard error says "
		"why); run it again, with --recovery for some of the CMSs if memory is short");
	rescue_keep(judging_not_done(run->arena, judging, &why), run->options->output,
		EXIT_UNDETERMINED);
}

/* The text of the evidence: live evidence is read from text, too, so a saved run is the same. */
static bool take_text(const struct run_plan *run, struct arena *arena, struct judging *judging,
	struct error *error)
{
	if (judging->is_file)
		return file_read_until(arena, judging->name, MAX_EVIDENCE_BYTES, run->deadline,
			&judging->text, error);
	judging->text = collect_now(run, arena, judging->sources);
	return true;
}

int run_check(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct run_plan run = run_begin(arena, options);
	struct catalogue wanted;
	struct error error = { 0 };
	if (!selection_checks(arena, &options->selection, catalogue, &wanted, &error))
		return fail_run(&run, &error, EX_USAGE);
	int status = prepare(&run);
	if (status != EX_OK)
		return status;

	struct judging judging = {
		.plan = &run.plan,
		.wanted = &wanted,
		.sources = sources_for(options, &wanted),
		.site_loss = options->site_loss,
		.fail_on_warning = options->fail_on_warning,
		.format = options->format,
		.style = { .colour = wants_colour(options), .now = time(NULL) },
		.name = options->from != NULL ? options->from : "the evidence just collected",
		.is_file = options->from != NULL,
	};
	keep_report(&run, &judging);
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
	if (judged.interrupted)
		run.deadline = deadline_earlier(run.deadline, deadline_after(0));
	if (!put(&run, judged.report, &error))
		return complain(&error, EX_SOFTWARE);
	return judged.status;
}

/* Reports gaps at once: what is missing may be readable now, and not when the run is judged. */
static int announce_gaps(const struct run_plan *run, struct bytes text)
{
	const struct judging judging = {
		.plan = &run->plan,
		.name = run->options->output,
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

int run_collect(struct arena *arena, const struct options *options)
{
	struct run_plan run = run_begin(arena, options);
	int status = prepare(&run);
	if (status != EX_OK)
		return status;
	struct error error = { 0 };
	struct bytes evidence = collect_now(&run, arena, SOURCES_ALL);
	if (!file_write(options->output, evidence, &error))
		return complain(&error, EX_SOFTWARE);
	fprintf(stderr,
		"cmsready: evidence written to %s; judge it with: cmsready check %s --from %s\n",
		options->output, options->argument, options->output);
	return announce_gaps(&run, evidence);
}
