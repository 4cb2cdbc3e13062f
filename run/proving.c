/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/proving.h"

#include <string.h>
#include <sysexits.h>

#include "fix/proof_text.h"
#include "fix/prove.h"
#include "ldapchk/real_names.h"
#include "run/interpret.h"

enum {
	MAX_PROVE_BYTES = 768 << 20, /* the evidence, and a copy of what may be changed */
	CONCLUDE_MS = 300            /* for the last judgement and the text */
};

static enum verdict verdict_with(
	const struct trial_of *of, const struct fixes *fixes, const bool *used)
{
	struct arena *own = arena_new();
	const struct trial trial = trial_run(own, of, fixes, used, true);
	arena_free(own);
	return trial.verdict;
}

/* The changes of all recoveries, each once. */
static void add_used(struct arena *arena, struct fixes *all, const struct proof *proof)
{
	for (size_t i = 0; i < proof->fixes.count; i++) {
		bool is_new = proof->used[i];
		for (size_t k = 0; is_new && k < all->count; k++)
			is_new = !fix_equal(&all->fix[k], &proof->fixes.fix[i]);
		if (!is_new)
			continue;
		all->fix = arena_more(arena, all->fix, all->count, sizeof *all->fix);
		all->fix[all->count++] = proof->fixes.fix[i];
	}
}

static void prove_all(struct arena *arena, const struct trial_of *of, struct deadline deadline,
	struct judged *judged)
{
	static const bool none;
	struct text text = text_new(arena);
	struct fixes all = { 0 };
	bool done = true;
	const enum verdict before = verdict_with(of, &all, &none);
	proof_begin(&text, before);
	for (size_t i = 0; i < of->plan->recovery_count && before != VERDICT_GO && done; i++) {
		const struct proof proof = prove_recovery(arena, of, i, deadline);
		proof_write(&text, &proof);
		add_used(arena, &all, &proof);
		done = proof.done;
	}
	bool *used = arena_alloc(arena, all.count + 1);
	memset(used, true, all.count + 1);
	const enum verdict after = all.count == 0 || !done ? before : verdict_with(of, &all, used);
	proof_end(&text, after, all.count, done);
	judged->status = exit_status_of(after, false, &(struct exit_rules){ 0 });
	judged->report = arena_alloc(arena, sizeof *judged->report);
	judged->report[0] = bytes_of(text.data, text.length);
}

/* What is judged again comes from the plan and the evidence, which the report only names. */
static bool is_of_report(
	const char *file, const char *sha256, const char *of_report, struct error *error)
{
	return of_report == NULL || strcmp(sha256, of_report) == 0 ||
	       error_set(error, ERROR_CONFIG,
		       "%s is not that of the report: its SHA-256 is %s, the report names %s", file,
		       sha256, of_report);
}

static void prove_texts(
	struct arena *arena, const void *argument, struct deadline deadline, struct judged *judged)
{
	const struct proving *proving = argument;
	const struct plan *plan = proving->plan;
	struct report report;
	struct evidence evidence;
	judged->status = EX_NOINPUT;
	if (!report_read(
		    arena, proving->report.name, proving->report.text, &report, &judged->error) ||
		!interpret(arena, plan, proving->evidence.name, proving->evidence.text, &evidence,
			&judged->error))
		return;
	judged->status = EX_DATAERR;
	if (!is_of_report(plan->file, plan->sha256, report.run.plan_sha256, &judged->error) ||
		!is_of_report(proving->evidence.name, evidence.sha256, report.run.evidence_sha256,
			&judged->error))
		return;
	const struct trial_of of = { plan, &evidence, proving->catalogue };
	prove_all(arena, &of, deadline_before(deadline, CONCLUDE_MS), judged);
}

void proving_run(struct arena *arena, const struct proving *proving, struct deadline deadline,
	struct judged *judged)
{
	const struct judged_job job = { "the proving", prove_texts, proving, 1, MAX_PROVE_BYTES };
	struct error failed;
	if (judged_by_worker(arena, &job, deadline, judged, &failed))
		return;
	*judged = (struct judged){ .status = EX_SOFTWARE };
	error_set(&judged->error, failed.kind, "the changes could not be tried: %s", failed.text);
}
