/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_fix.h"

#include <string.h>
#include <sysexits.h>

#include "base/file.h"
#include "cli/complain.h"
#include "cli/output_files.h"
#include "fix/script.h"
#include "run/proving.h"

enum {
	MAX_REPORT_BYTES = 192 << 20,
	MAX_EVIDENCE_BYTES = 256 << 20,
	WRITTEN_MS = 900, /* after the deadline: the text has been taken by its reader */
};

static int prepare_output(const struct options *options)
{
	const char *const files[] = { options->argument, options->plan, options->from };
	const struct inputs inputs = { files, sizeof files / sizeof *files };
	struct error error = { 0 };
	if (!outputs_spare(&options->outputs, &inputs, &error))
		return complain(&error, EX_USAGE);
	return outputs_may_write(&options->outputs, &error) ? EX_OK : complain(&error, EX_SOFTWARE);
}

static bool put(struct arena *arena, const struct options *options, struct bytes text,
	struct deadline deadline)
{
	struct outputs outputs = options->outputs;
	if (outputs.count == 0)
		outputs_add_file(arena, &outputs, "-");
	return outputs_write(&outputs, &text, deadline);
}

static bool is_file_of_report(
	const char *file, const char *sha256, const char *of_report, struct error *error)
{
	return of_report == NULL || sha256 == NULL || strcmp(sha256, of_report) == 0 ||
	       error_set(error, ERROR_CONFIG,
		       "%s is not the plan of the report: its SHA-256 is %s, the report names %s",
		       file, sha256, of_report);
}

/* What is judged again comes from the plan and the evidence, which the report only names. */
static int prove(struct arena *arena, const struct options *options, const struct report *report,
	const struct catalogue *catalogue)
{
	struct error error = { 0 };
	struct plan plan;
	struct proved proved;
	if (!plan_load(arena, options->plan, &plan, &error))
		return complain(&error, error.kind == ERROR_MALFORMED || error.kind == ERROR_CONFIG
						? EX_CONFIG
						: EX_NOINPUT);
	if (!is_file_of_report(options->plan, plan.sha256, report->run.plan_sha256, &error))
		return complain(&error, EX_DATAERR);
	const int64_t seconds = options->deadline_seconds > 0 ? options->deadline_seconds
							      : plan.policy.deadline_seconds;
	const struct deadline deadline = deadline_after(seconds * 1000);
	struct proving proving = {
		.plan = &plan,
		.catalogue = catalogue,
		.evidence_sha256 = report->run.evidence_sha256,
		.name = options->from,
	};
	if (!file_read_named(
		    arena, options->from, MAX_EVIDENCE_BYTES, deadline, &proving.text, &error))
		return complain(&error, EX_NOINPUT);
	proving_run(arena, &proving, deadline, &proved);
	if (proved.error.kind != ERROR_NONE)
		return complain(&proved.error, proved.status);
	return put(arena, options, proved.text, deadline_before(deadline, -WRITTEN_MS))
		       ? proved.status
		       : EX_SOFTWARE;
}

int run_fix(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	const struct deadline never = deadline_after(INT64_MAX);
	struct error error = { 0 };
	struct bytes text;
	struct report report;
	const int status = prepare_output(options);
	if (status != EX_OK)
		return status;
	if (!file_read_named(arena, options->argument, MAX_REPORT_BYTES, never, &text, &error) ||
		!report_read(arena, options->argument, text, &report, &error))
		return complain(&error, EX_NOINPUT);
	if (options->prove)
		return prove(arena, options, &report, catalogue);
	return put(arena, options, script_write(arena, &report, options->shell), never)
		       ? EX_OK
		       : EX_SOFTWARE;
}
