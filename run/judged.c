/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/judged.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/worker.h"
#include "report/gone.h"

enum { MAX_RESULT_BYTES = 192 << 20, NOTES_SHOWN = 20 };

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

/* A waiver that has no effect is a mistake, or should be removed. */
static bool is_worth_a_line(enum waiver_state state)
{
	return state != WAIVER_APPLIED && state != WAIVER_NONE && state != WAIVER_LEFT_OUT;
}

static struct bytes notes_of(
	struct arena *arena, const struct report *report, const struct report *previous)
{
	struct text notes = text_new(arena);
	const char *refusal = previous == NULL ? NULL : gone_refusal(arena, previous, report);
	if (refusal != NULL)
		text_add(&notes, "nothing is cleared: %s\n", refusal);
	size_t count = 0;
	for (size_t i = 0; i < report->waiver_count; i++) {
		const struct report_waiver *waiver = &report->waiver[i];
		if (is_worth_a_line(waiver->state) && count++ < NOTES_SHOWN)
			text_add(&notes, "waiver for %s, %s, %s (%s): %s\n", waiver->check,
				waiver->recovery, waiver->subject, waiver->ticket, waiver->text);
	}
	if (count > NOTES_SHOWN)
		text_add(&notes, "%zu more waivers without effect; the report names them\n",
			count - NOTES_SHOWN);
	return bytes_of(notes.data, notes.length);
}

void judged_conclude(struct arena *arena, struct judged *judged, const struct report *report,
	const struct report *previous, const struct exit_rules *rules)
{
	const struct report_verdict *verdict = &report->verdict;
	snprintf(judged->title, sizeof judged->title, "%s", verdict->title);
	judged->status = exit_status_of(verdict->state, verdict->warned, rules);
	judged->notes = notes_of(arena, report, previous);
}

struct bytes *renderings_write(struct arena *arena, const struct rendering *rendering, size_t count,
	const struct report *report, const struct report *previous)
{
	struct bytes *text = arena_alloc(arena, count * sizeof *text);
	for (size_t i = 0; i < count; i++) {
		struct style style = rendering[i].style;
		style.previous = previous;
		text[i] = rendering[i].format->render(arena, report, &style);
	}
	return text;
}

static uint8_t *put_text(uint8_t *end, const struct bytes *text)
{
	memcpy(end, &text->length, sizeof text->length);
	end += sizeof text->length;
	if (text->length > 0)
		memcpy(end, text->data, text->length);
	return end + text->length;
}

/* The result of a worker is a struct judged, followed by the notes and each report: the length and
 * the bytes. */
static struct bytes judged_write(struct arena *arena, const struct judged *judged, size_t count)
{
	size_t length = sizeof *judged + sizeof length + judged->notes.length;
	if (judged->report == NULL)
		count = 0;
	for (size_t i = 0; i < count; i++)
		length += sizeof length + judged->report[i].length;
	uint8_t *result = arena_alloc(arena, length);
	memcpy(result, judged, sizeof *judged);
	uint8_t *end = put_text(result + sizeof *judged, &judged->notes);
	for (size_t i = 0; i < count; i++)
		end = put_text(end, &judged->report[i]);
	return bytes_of(result, length);
}

static bool take_text(struct bytes *result, struct bytes *text)
{
	size_t length = 0;
	const struct bytes head = bytes_take(result, sizeof length);
	if (!head.failed)
		memcpy(&length, head.data, sizeof length);
	*text = bytes_take(result, length);
	return !text->failed;
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
	bool whole = take_text(&result, &judged->notes);
	for (size_t i = 0; i < count && judged->error.kind == ERROR_NONE; i++)
		whole = whole && take_text(&result, &judged->report[i]);
	if (!whole)
		return fail_cut(error);
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
