/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/judged.h"

#include <stdio.h>
#include <string.h>

#include "base/worker.h"

enum { MAX_RESULT_BYTES = 192 << 20 };

int exit_status_of(enum verdict verdict, bool warned, const struct exit_rules *rules)
{
	switch (verdict) {
	case VERDICT_GO:
		return warned && rules->fail_on_warning ? EXIT_GO_WARNED : EXIT_GO;
	case VERDICT_NO_GO:
		return EXIT_NO_GO;
	case VERDICT_UNDETERMINED:
		break;
	}
	return rules->undetermined_as_no_go ? EXIT_NO_GO : EXIT_UNDETERMINED;
}

void judged_conclude(
	struct judged *judged, const struct report_verdict *verdict, const struct exit_rules *rules)
{
	snprintf(judged->title, sizeof judged->title, "%s", verdict->title);
	judged->status = exit_status_of(verdict->state, verdict->warned, rules);
}

struct bytes *renderings_write(struct arena *arena, const struct rendering *rendering, size_t count,
	const struct report *report)
{
	struct bytes *text = arena_alloc(arena, count * sizeof *text);
	for (size_t i = 0; i < count; i++)
		text[i] = rendering[i].format->render(arena, report, &rendering[i].style);
	return text;
}

/* The result of a worker is a struct judged, followed by the length and the bytes of each report.
 */
static struct bytes judged_write(struct arena *arena, const struct judged *judged, size_t count)
{
	size_t length = sizeof *judged;
	if (judged->report == NULL)
		count = 0;
	for (size_t i = 0; i < count; i++)
		length += sizeof length + judged->report[i].length;
	uint8_t *result = arena_alloc(arena, length), *end = result;
	memcpy(end, judged, sizeof *judged);
	end += sizeof *judged;
	for (size_t i = 0; i < count; i++) {
		const struct bytes *report = &judged->report[i];
		memcpy(end, &report->length, sizeof report->length);
		end += sizeof report->length;
		if (report->length > 0)
			memcpy(end, report->data, report->length);
		end += report->length;
	}
	return bytes_of(result, length);
}

static bool fail_cut(struct error *error)
{
	return error_set(error, ERROR_MALFORMED, "the worker's result is cut");
}

/* What a worker wrote is not trusted. The texts stay in `result`. */
static bool judged_read(struct arena *arena, struct bytes result, size_t count,
	struct judged *judged, struct error *error)
{
	if (result.length < sizeof *judged)
		return fail_cut(error);
	memcpy(judged, result.data, sizeof *judged);
	bytes_take(&result, sizeof *judged);
	judged->error.text[sizeof judged->error.text - 1] = '\0';
	judged->title[sizeof judged->title - 1] = '\0';
	judged->error.next[sizeof judged->error.next - 1] = '\0';
	judged->signal = 0;
	judged->report = arena_alloc(arena, count * sizeof *judged->report);
	if ((judged->status <= EXIT_UNDETERMINED) != (judged->error.kind == ERROR_NONE))
		return error_set(error, ERROR_MALFORMED, "the worker's result contradicts itself");
	for (size_t i = 0; i < count && judged->error.kind == ERROR_NONE; i++) {
		size_t length = 0;
		const struct bytes head = bytes_take(&result, sizeof length);
		if (!head.failed)
			memcpy(&length, head.data, sizeof length);
		judged->report[i] = bytes_take(&result, length);
		if (judged->report[i].failed)
			return fail_cut(error);
	}
	return result.length == 0 || fail_cut(error);
}

static struct bytes run_job(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct judged_job *job = argument;
	struct judged judged = { 0 };
	job->run(arena, job->argument, deadline, &judged);
	return judged_write(arena, &judged, job->count);
}

bool judged_by_worker(struct arena *arena, const struct judged_job *wanted,
	struct deadline deadline, struct judged *judged, struct error *failed)
{
	*judged = (struct judged){ 0 };
	struct job job = {
		.name = wanted->name,
		.run = run_job,
		.argument = wanted,
		.cage = { .memory = wanted->memory },
	};
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = deadline_left_ms(deadline),
		.deadline = deadline,
		.signal = &judged->signal,
	};
	worker_run(&job, 1, &limits, arena);
	*failed = job.failed;
	return failed->kind == ERROR_NONE &&
	       judged_read(arena, job.result, wanted->count, judged, failed);
}
