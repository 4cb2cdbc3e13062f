/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usage: bench_network dns|shares PLAN
 *
 * That part of `cmsready collect` alone, for a plan that names its DNS servers. Prints a "name
 * value" line each: milliseconds, and what was found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "codec/document.h"
#include "model/source.h"
#include "run/collection.h"

enum { JOB_MS = 600 * 1000, MAX_RESULT_BYTES = 256 << 20 };

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "bench_network: %s\n", what);
	exit(EXIT_FAILURE);
}

static void show_dns(const struct dns_evidence *dns)
{
	size_t answers = 0, addresses = 0, gaps = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		if (gap_is(&visit->gap))
			give_up(visit->gap.text);
		for (size_t j = 0; j < visit->count; j++) {
			const struct dns_answer *answer = &visit->answer[j];
			answers++;
			addresses += strcmp(answer->type, "A") == 0 && answer->count > 0;
			gaps += gap_is(&answer->gap);
		}
	}
	printf("answers %zu\naddresses %zu\ngaps %zu\n", answers, addresses, gaps);
}

static void show_shares(const struct share_evidence *shares)
{
	size_t opened = 0, gaps = 0;
	for (size_t i = 0; i < shares->count; i++) {
		const struct share_visit *visit = &shares->visit[i];
		gaps += gap_is(&visit->gap) || gap_is(&visit->list_gap);
		for (size_t j = 0; j < visit->opening_count; j++) {
			const char *status = visit->opening[j].status;
			opened += status != NULL && strcmp(status, "opened") == 0;
		}
	}
	printf("visits %zu\nopened %zu\ngaps %zu\n", shares->count, opened, gaps);
}

int main(int count, char **words)
{
	const bool dns = count == 3 && strcmp(words[1], "dns") == 0;
	if (!dns && (count != 3 || strcmp(words[1], "shares") != 0))
		give_up("usage: bench_network dns|shares PLAN");
	document_library_start();
	struct arena *arena = arena_new();
	struct plan plan;
	struct error error = { 0 };
	if (!plan_load(arena, words[2], &plan, &error))
		give_up(error.text);
	struct timespec start, end;
	clock_gettime(CLOCK_MONOTONIC, &start);
	struct collection collection = { .arena = arena, .plan = &plan };
	add_source_jobs(&collection, dns ? SOURCE_DNS : SOURCE_SHARES);
	const struct worker_limits limits = {
		.max_workers = (size_t)plan.policy.max_workers,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = JOB_MS,
		.deadline = deadline_after(JOB_MS),
	};
	if (!worker_run(collection.job, collection.count, &limits, arena))
		give_up("interrupted");
	take_all(&collection);
	clock_gettime(CLOCK_MONOTONIC, &end);
	if (collection.folder != NULL)
		run_folder_remove(collection.folder);
	printf("collect %.1f\n", (double)(end.tv_sec - start.tv_sec) * 1e3 +
					 (double)(end.tv_nsec - start.tv_nsec) / 1e6);
	if (dns)
		show_dns(&collection.evidence.dns);
	else
		show_shares(&collection.evidence.shares);
	arena_free(arena);
	return EXIT_SUCCESS;
}
