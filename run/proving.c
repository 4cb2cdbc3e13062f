/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/proving.h"

#include <string.h>
#include <sysexits.h>

#include "base/worker.h"
#include "fix/proof_text.h"
#include "fix/prove.h"
#include "ldapchk/real_names.h"
#include "run/interpret.h"
#include "run/judging.h"

enum {
	MAX_PROVE_BYTES = 768 << 20, /* the evidence, and a copy of what may be changed */
	MAX_TEXT_BYTES = 64 << 20,
	CONCLUDE_MS = 300 /* for the last judgement and the text */
};

static int status_of(enum verdict verdict)
{
	return verdict == VERDICT_GO      ? EXIT_GO
	       : verdict == VERDICT_NO_GO ? EXIT_NO_GO
					  : EXIT_UNDETERMINED;
}

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
	struct proved *proved)
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
	proved->status = status_of(after);
	proved->text = bytes_of(text.data, text.length);
}

static void prove_text(struct arena *arena, const struct proving *proving, struct deadline deadline,
	struct proved *proved)
{
	struct evidence evidence;
	proved->status = EX_NOINPUT;
	if (!interpret(
		    arena, proving->plan, proving->name, proving->text, &evidence, &proved->error))
		return;
	if (proving->evidence_sha256 != NULL &&
		strcmp(proving->evidence_sha256, evidence.sha256) != 0) {
		proved->status = EX_DATAERR;
		error_set(&proved->error, ERROR_CONFIG,
			"%s is not the evidence of the report: its SHA-256 is %s, the report names %s",
			proving->name, evidence.sha256, proving->evidence_sha256);
		return;
	}
	const struct trial_of of = { proving->plan, &evidence, proving->catalogue };
	prove_all(arena, &of, deadline, proved);
}

/* The result of the job is a struct proved, followed by the text. */
static struct bytes prove_job(const void *argument, struct deadline deadline, struct arena *arena)
{
	struct proved proved = { 0 };
	prove_text(arena, argument, deadline_before(deadline, CONCLUDE_MS), &proved);
	uint8_t *result = arena_alloc(arena, sizeof proved + proved.text.length);
	memcpy(result, &proved, sizeof proved);
	if (proved.text.length > 0)
		memcpy(result + sizeof proved, proved.text.data, proved.text.length);
	return bytes_of(result, sizeof proved + proved.text.length);
}

static bool take(struct bytes result, struct proved *proved, struct error *error)
{
	if (result.length < sizeof *proved)
		return error_set(error, ERROR_MALFORMED, "the worker's result is cut");
	memcpy(proved, result.data, sizeof *proved);
	bytes_take(&result, sizeof *proved);
	proved->text = result;
	proved->error.text[sizeof proved->error.text - 1] = '\0';
	proved->error.next[sizeof proved->error.next - 1] = '\0';
	return (proved->status <= EXIT_UNDETERMINED) == (proved->error.kind == ERROR_NONE) ||
	       error_set(error, ERROR_MALFORMED, "the worker's result contradicts itself");
}

void proving_run(struct arena *arena, const struct proving *proving, struct deadline deadline,
	struct proved *proved)
{
	*proved = (struct proved){ 0 };
	struct job job = {
		.name = "the proving",
		.run = prove_job,
		.argument = proving,
		.cage = { .memory = MAX_PROVE_BYTES },
	};
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = MAX_TEXT_BYTES,
		.job_ms = deadline_left_ms(deadline),
		.deadline = deadline,
	};
	struct error failed;
	worker_run(&job, 1, &limits, arena);
	failed = job.failed;
	if (failed.kind == ERROR_NONE && take(job.result, proved, &failed))
		return;
	*proved = (struct proved){ .status = EX_SOFTWARE };
	error_set(&proved->error, failed.kind, "the changes could not be tried: %s", failed.text);
}
