/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usage: bench_directory PLAN
 *
 * What `cmsready check` does for a plan that names its directory servers, without DNS and shares:
 * asks all of them at once in workers, writes the evidence, reads it from its text, and judges.
 * Prints a "name value" line each: milliseconds to collect, to read and to judge, what was found.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "checks.h"
#include "codec/document.h"
#include "run/collection.h"

enum { JOB_MS = 600 * 1000, MAX_RESULT_BYTES = 256 << 20 };

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "bench_directory: %s\n", what);
	exit(EXIT_FAILURE);
}

/* Says how long it was since it was last called. */
static void lap(const char *name)
{
	static struct timespec last;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (name != NULL)
		printf("%s %.1f\n", name,
			(double)(now.tv_sec - last.tv_sec) * 1e3 +
				(double)(now.tv_nsec - last.tv_nsec) / 1e6);
	last = now;
}

static struct bytes collect_directory(struct arena *arena, const struct plan *plan)
{
	struct arena *of_run = arena_new();
	struct collection collection = { .arena = of_run, .plan = plan };
	add_source_jobs(&collection, SOURCE_DIRECTORY);
	const struct worker_limits limits = {
		.max_workers = (size_t)plan->policy.max_workers,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = JOB_MS,
		.deadline = deadline_after(JOB_MS),
	};
	if (!worker_run(collection.job, collection.count, &limits, of_run))
		give_up("interrupted");
	take_all(&collection);
	struct run *run = &collection.evidence.run;
	*run = (struct run){ "fleet", "bench", "bench", "2026-01-01T00:00:00Z",
		"2026-01-01T00:00:01Z", plan->sha256 };
	const struct bytes text = evidence_write(arena, &collection.evidence);
	arena_free(of_run);
	return text;
}

static void show(const struct evidence *evidence, size_t length)
{
	printf("bytes %zu\nvisits %zu\n", length, evidence->directory.count);
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct directory_visit *visit = &evidence->directory.visit[i];
		if (gap_is(&visit->gap))
			give_up(visit->gap.text);
		printf("entries %zu\nsids %zu\nprincipals %zu\noperations %" PRId64 "\n",
			visit->entry_count, visit->sids_asked_count, visit->principal_count,
			visit->operations);
	}
}

int main(int count, char **words)
{
	if (count != 2)
		give_up("usage: bench_directory PLAN");
	document_library_start();
	struct arena *arena = arena_new();
	struct plan plan;
	struct error error = { 0 };
	if (!plan_load(arena, words[1], &plan, &error))
		give_up(error.text);
	lap(NULL);
	struct arena *of_text = arena_new();
	const struct bytes text = collect_directory(of_text, &plan);
	lap("collect");
	struct evidence evidence;
	if (!evidence_read(arena, "evidence", text, &evidence, &error))
		give_up(error.text);
	arena_free(of_text);
	lap("read");
	struct judgement judgement;
	judge(arena, &catalogue, &plan, &evidence, &judgement);
	lap("judge");
	show(&evidence, text.length);
	arena_free(arena);
	return EXIT_SUCCESS;
}
