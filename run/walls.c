/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/walls.h"

#include <string.h>

#include "base/worker.h"

enum { MOST_BYTES = 4096, LIMIT_MS = 10 * 1000 };

static struct bytes describe(const void *argument, struct deadline deadline, struct arena *arena)
{
	(void)argument;
	(void)deadline;
	const char *text = cage_describe(arena);
	return bytes_of(text, strlen(text));
}

const char *walls_describe(struct arena *arena)
{
	struct job job = { .name = "", .run = describe, .cage = { .network = true } };
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = MOST_BYTES,
		.job_ms = LIMIT_MS,
		.deadline = deadline_after(LIMIT_MS),
	};
	worker_run(&job, 1, &limits, arena);
	return job.failed.kind != ERROR_NONE
		       ? arena_string(arena, job.failed.text)
		       : arena_text(arena, job.result.data, job.result.length);
}
