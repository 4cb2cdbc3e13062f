/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/judging.h"

#include <signal.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/utc.h"
#include "base/worker.h"
#include "base/wrap.h"
#include "ldapchk/real_names.h"
#include "ldapchk/sites/site_loss.h"
#include "model/source.h"
#include "run/interpret.h"
#include "run/interruption.h"
#include "run/record.h"

/* Evidence of 2,000 CMSs takes a third of it. What is inherited counts. */
enum { MAX_JUDGE_BYTES = 512 << 20 };

/* Judges again as if the site were gone, and notes the findings that differ. */
static bool judge_without(struct arena *arena, const struct judging *judging,
	struct judgement *judgement, struct error *error)
{
	const struct judgement whole = *judgement;
	struct evidence *without = arena_alloc(arena, sizeof *without);
	if (!site_loss_apply(arena, whole.plan, judging->site_loss, whole.evidence, without, error))
		return false;
	judge(arena, judging->wanted, whole.plan, without, judgement);
	site_loss_compare(arena, &whole, judgement);
	return true;
}

static void render_all(struct arena *arena, const struct judging *judging,
	const struct judgement *judgement, const struct report *previous, struct judged *judged)
{
	const struct report report = report_of(arena, judgement);
	judged->report = renderings_write(
		arena, judging->rendering, judging->rendering_count, &report, previous);
	judged_conclude(arena, judged, &report, previous, &judging->exit_rules);
}

static void judge_all(
	struct arena *arena, const void *argument, struct deadline deadline, struct judged *judged)
{
	const struct judging *judging = argument;
	(void)deadline;
	const struct plan *plan = judging->plan;
	struct evidence evidence;
	struct report previous;
	judged->status = EX_NOINPUT;
	if (judging->previous != NULL &&
		!report_read(arena, judging->previous->name, judging->previous->text, &previous,
			&judged->error))
		return;
	judged->status = judging->is_file ? EX_NOINPUT : EX_SOFTWARE;
	if (!interpret(arena, plan, judging->name, judging->text, &evidence, &judged->error))
		return;
	evidence.outdated = age_refusal(arena, &evidence.run, &judging->age);
	struct judgement judgement;
	judge(arena, judging->wanted, plan_with_real_names(arena, plan, &evidence), &evidence,
		&judgement);
	judged->status = EX_USAGE;
	if (judging->site_loss != NULL &&
		!judge_without(arena, judging, &judgement, &judged->error))
		return;
	render_all(
		arena, judging, &judgement, judging->previous == NULL ? NULL : &previous, judged);
}

/* In place of a report. */
static void list_gaps(
	struct arena *arena, const void *argument, struct deadline deadline, struct judged *judged)
{
	const struct judging *judging = argument;
	(void)deadline;
	struct evidence evidence;
	judged->status = EX_SOFTWARE;
	if (!interpret(
		    arena, judging->plan, judging->name, judging->text, &evidence, &judged->error))
		return;
	judged->status = EX_OK;
	judged->report = arena_alloc(arena, sizeof *judged->report);
	const struct gap_places gaps = gap_places_of(arena, &evidence);
	if (gaps.count == 0)
		return;
	const struct gap_place *first = &gaps.place[0];
	const char *line = arena_format(arena, "%s%s%s; gaps: %zu, the first: %s%s%s: %s",
		evidence.run.interrupted == NULL ? "some things could not be read"
						 : "the run was interrupted",
		evidence.run.interrupted == NULL ? "" : " ",
		evidence.run.interrupted == NULL ? "" : evidence.run.interrupted, gaps.count,
		source_name(first->source), first->server == NULL ? "" : " ",
		first->server == NULL ? "" : safe_line(arena, first->server),
		safe_line(arena, first->gap->text));
	*judged->report = bytes_of(line, strlen(line));
}

/* What the failed worker was to do, and what helps. */
static struct error explain(struct arena *arena, const struct error *failed, int signal_number)
{
	struct error why = { 0 };
	if (failed->kind == ERROR_INTERRUPTED)
		error_set(&why, ERROR_INTERRUPTED,
			"interrupted by %s before the evidence was judged; run cmsready again",
			interruption_signal(arena, signal_number));
	else if (failed->kind == ERROR_TIMEOUT)
		error_set(&why, ERROR_TIMEOUT,
			"judging was not done before the deadline; run cmsready again with a "
			"longer --deadline, or with --recovery for some of the CMSs");
	else
		error_set(&why, failed->kind,
			"the evidence could not be judged: %s; run cmsready again, with "
			"--recovery for some of the CMSs if memory is short",
			failed->text);
	return why;
}

void judging_run(struct arena *arena, const struct judging *judging, struct deadline deadline,
	struct judged *judged)
{
	const struct judged_job job = { "the judging", judge_all, judging, judging->rendering_count,
		MAX_JUDGE_BYTES };
	struct error failed;
	if (judged_by_worker(arena, &job, deadline, judged, &failed))
		return;
	const struct error why = explain(arena, &failed, judged->signal);
	*judged = (struct judged){ .signal = judged->signal };
	judging_not_done(arena, judging, &why, judged);
}

/* Evidence of gaps only. The shares have one per name, so those of the first CMS stand for all. */
static struct bytes evidence_of_gaps(
	struct arena *arena, const struct judging *judging, const struct error *why)
{
	const struct gap gap = gap_of(arena, why), none = { 0 };
	struct share_visit shares = { .name = judging->plan->recoveries[0].cms.fqdn, .gap = gap };
	const bool asks_shares = (judging->sources & SOURCE_SHARES) != 0;
	struct evidence evidence = {
		.run = run_record(arena, judging->plan),
		.directory.gap = (judging->sources & SOURCE_DIRECTORY) != 0 ? gap : none,
		.dns.gap = (judging->sources & SOURCE_DNS) != 0 ? gap : none,
		.shares = { .visit = &shares, .count = asks_shares ? 1 : 0 },
	};
	evidence.run.ended = utc_write(arena, time(NULL));
	return evidence_write(arena, &evidence);
}

void judging_not_done(struct arena *arena, const struct judging *judging, const struct error *why,
	struct judged *judged)
{
	struct evidence evidence = { 0 };
	struct error error = { 0 };
	struct arena *own = arena_new();
	if (!interpret(own, judging->plan, WORKER_RESULT, evidence_of_gaps(own, judging, why),
		    &evidence, &error))
		evidence.run = run_record(own, judging->plan);
	struct catalogue none = *judging->wanted;
	none.count = 0;
	none.none_ran = why->text;
	struct judging alike = *judging;
	alike.wanted = &none;
	struct judgement judgement;
	judge(own, &none, judging->plan, &evidence, &judgement);
	if (judging->site_loss != NULL)
		judge_without(own, &alike, &judgement, &error);
	render_all(own, judging, &judgement, NULL, judged);
	const struct bytes *report = judged->report;
	struct bytes *kept = arena_alloc(arena, judging->rendering_count * sizeof *kept);
	for (size_t i = 0; i < judging->rendering_count; i++)
		kept[i] = bytes_of(
			arena_copy(arena, report[i].data, report[i].length), report[i].length);
	judged->report = kept;
	judged->notes = bytes_of(NULL, 0);
	arena_free(own);
}

bool judging_gaps(struct arena *arena, const struct judging *judging, struct deadline deadline,
	const char **line, struct error *error)
{
	const struct judged_job job = { "the judging", list_gaps, judging, 1, MAX_JUDGE_BYTES };
	struct judged judged;
	struct error failed;
	*line = "";
	if (!judged_by_worker(arena, &job, deadline, &judged, &failed))
		return error_set(error, failed.kind,
			"the gaps of %s cannot be listed: %s; the file is complete", judging->name,
			failed.text);
	if (judged.error.kind != ERROR_NONE) {
		*error = judged.error;
		return false;
	}
	*line = arena_text(arena, judged.report->data, judged.report->length);
	return true;
}
