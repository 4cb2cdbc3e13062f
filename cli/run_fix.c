/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_fix.h"

#include <sysexits.h>

#include "base/file.h"
#include "cli/complain.h"
#include "cli/output_files.h"
#include "fix/script.h"

enum { MAX_REPORT_BYTES = 192 << 20 };

static int prepare_output(const struct options *options)
{
	const char *const files[] = { options->argument };
	const struct inputs inputs = { files, 1 };
	struct error error = { 0 };
	if (!outputs_spare(&options->outputs, &inputs, &error))
		return complain(&error, EX_USAGE);
	return outputs_may_write(&options->outputs, &error) ? EX_OK : complain(&error, EX_SOFTWARE);
}

static bool put(struct arena *arena, const struct options *options, struct bytes text)
{
	struct outputs outputs = options->outputs;
	if (outputs.count == 0)
		outputs_add_file(arena, &outputs, "-");
	return outputs_write(&outputs, &text, deadline_after(INT64_MAX));
}

int run_fix(struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct error error = { 0 };
	struct bytes text;
	struct report report;
	(void)catalogue;
	const int status = prepare_output(options);
	if (status != EX_OK)
		return status;
	if (!file_read_named(arena, options->argument, MAX_REPORT_BYTES, deadline_after(INT64_MAX),
		    &text, &error) ||
		!report_read(arena, options->argument, text, &report, &error))
		return complain(&error, EX_NOINPUT);
	return put(arena, options, script_write(arena, &report, options->shell)) ? EX_OK
										 : EX_SOFTWARE;
}
