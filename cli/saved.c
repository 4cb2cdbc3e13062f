/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/saved.h"

#include <sysexits.h>

#include "base/file.h"
#include "base/rescue.h"
#include "cli/complain.h"
#include "cli/timing.h"

enum { MAX_FILE_BYTES = 256 << 20, SAVED_SECONDS = 60 };

struct reports saved_begin(struct arena *arena, const struct options *options)
{
	const int64_t seconds =
		options->deadline_seconds > 0 ? options->deadline_seconds : SAVED_SECONDS;
	const struct reports reports = {
		.arena = arena,
		.options = options,
		.deadline = deadline_after(seconds * 1000),
		.now = reports_now(options),
	};
	rescue_at(after(reports.deadline, STUCK_MS));
	return reports;
}

bool saved_read(const struct reports *reports, const char *file, struct saved_report *saved,
	struct error *error)
{
	announce_waiting(file, "the report");
	saved->name = file_shown(file);
	return file_read_named(
		reports->arena, file, MAX_FILE_BYTES, reports->deadline, &saved->text, error);
}

int saved_run(struct arena *arena, const struct options *options, struct reports_work *work)
{
	const struct reports reports = saved_begin(arena, options);
	const struct name_list *files = &options->arguments;
	const char *inputs[SAVED_REPORTS + 1] = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < files->count; i++)
		inputs[count++] = files->name[i];
	if (options->previous != NULL)
		inputs[count++] = options->previous;
	const int status = reports_prepare(options, &(struct inputs){ inputs, count });
	if (status != EX_OK)
		return status;
	struct judged judged = { .status = EX_NOINPUT };
	bool ok = true;
	for (work->file_count = 0; ok && work->file_count < count; work->file_count++)
		ok = saved_read(&reports, inputs[work->file_count], &work->file[work->file_count],
			&judged.error);
	if (ok)
		reports_work_run(arena, work, after(reports.deadline, JUDGED_MS), &judged);
	if (judged.error.kind != ERROR_NONE) {
		const char *reason = judged.error.text;
		return reports_refuse(&reports, &judged.error, &reason, 1, judged.status);
	}
	if (!reports_put(&reports, judged.report))
		return reports_status(options, EX_SOFTWARE);
	reports_note(&reports, &judged);
	return judged.status;
}
