/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that make something of saved reports: report, diff and fix. */
#pragma once

#include "cli/reports.h"
#include "run/saved_reports.h"

/* The run of such a command, which has a deadline as others have. */
struct reports saved_begin(struct arena *arena, const struct options *options);

/* Reads a file that the command line names; "-" is standard input. */
bool saved_read(const struct reports *reports, const char *file, struct saved_report *saved,
	struct error *error);

/*
 * Reads the reports that are the arguments, does the work on them and writes its texts. Returns the
 * exit status. Outputs may not be the inputs.
 */
int saved_run(struct arena *arena, const struct options *options, struct reports_work *work);
