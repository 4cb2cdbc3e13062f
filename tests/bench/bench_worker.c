/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker costs from its start to its end: one without walls, one that only computes, and one
 * that asks a share and has a home. Prints "NAME MICROSECONDS", the medians of several rounds that
 * alternate.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/worker.h"

enum { ROUNDS = 201, KINDS = 3, LIMIT_MS = 60 * 1000 };

static struct bytes nothing(const void *argument, struct deadline deadline, struct arena *arena)
{
	(void)argument, (void)deadline, (void)arena;
	return (struct bytes){ 0 };
}

static double now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Negative if the worker failed. */
static double run_once(const struct cage *cage)
{
	struct arena *arena = arena_new();
	struct job job = { .name = "", .run = nothing, .cage = *cage };
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = 4096,
		.job_ms = LIMIT_MS,
		.deadline = deadline_after(LIMIT_MS),
	};
	const double start = now_us();
	const bool ran = worker_run(&job, 1, &limits, arena) && job.failed.kind == ERROR_NONE;
	const double taken = now_us() - start;
	if (!ran)
		fprintf(stderr, "%s\n", job.failed.text);
	arena_free(arena);
	return ran ? taken : -1;
}

static int compare(const void *a, const void *b)
{
	const double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

int main(void)
{
	static const char *const names[KINDS] = { "open", "narrow", "wide" };
	static double taken[KINDS][ROUNDS];
	char home[] = "/tmp/cmsready-bench.XXXXXX";
	if (mkdtemp(home) == NULL)
		return EXIT_FAILURE;
	const struct cage cages[KINDS] = { { .open = true }, { .memory = 512 << 20 },
		{ .network = true,
			.home = home,
			.memory = 512 << 20,
			.port = { 53, 88, 445 },
			.port_count = 3 } };
	bool ran = true;
	for (size_t round = 0; round < ROUNDS && ran; round++) {
		for (size_t i = 0; i < KINDS && ran; i++) {
			taken[i][round] = run_once(&cages[i]);
			ran = taken[i][round] >= 0;
		}
	}
	rmdir(home);
	for (size_t i = 0; i < KINDS && ran; i++) {
		qsort(taken[i], ROUNDS, sizeof **taken, compare);
		printf("%s %.0f\n", names[i], taken[i][ROUNDS / 2]);
	}
	return ran ? EXIT_SUCCESS : EXIT_FAILURE;
}
