/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports of one run: which are wanted, how they look, and how they reach their outputs. */
#pragma once

#include "cli/options.h"
#include "cli/output_files.h"
#include "run/judged.h"

struct reports {
	struct arena *arena;
	const struct options *options;
	struct deadline deadline; /* of the run: readers of standard output get WRITTEN_MS more */
	int64_t now;              /* seconds since 1970 */
};

/* The time that --at names, or that of the clock. */
int64_t reports_now(const struct options *options);

/*
 * Call this before anything else: removes the reports of earlier runs, and refuses outputs that are
 * inputs or cannot be written. EX_OK, or the exit status after a complaint.
 */
int reports_prepare(const struct options *options, const struct inputs *inputs);

/*
 * The exit status of a run that failed. A monitor that reads standard output (format_is_plugin())
 * knows 0 to 3 only, and takes any other for a plug-in that is broken: it gets EXIT_UNDETERMINED.
 */
int reports_status(const struct options *options, int status);

/*
 * Complains where no report may be written yet, and tells a monitor in its line, too. Returns the
 * exit status that is given, as reports_status() has it.
 */
int reports_complain(const struct options *options, const struct error *error, int status);

/* One for each output. */
struct rendering *reports_wanted(const struct reports *reports);

/* Writes a text to each output; false after a complaint. The program is not rescued any more. */
bool reports_put(const struct reports *reports, const struct bytes *text);

/*
 * Complains, and writes the report of a failed run to the outputs whose formats have one. Returns
 * the exit status that is given, as reports_status() has it.
 */
int reports_refuse(const struct reports *reports, const struct error *error, const char **reasons,
	size_t count, int status);

/* Shows the notes of the run on standard error. */
void reports_note(const struct reports *reports, const struct judged *judged);

/* Tells who does not see the report what it says, and where it is. */
void reports_announce(const struct reports *reports, const struct judged *judged);

/* Who typed "-" by mistake sees why nothing happens. */
void announce_waiting(const char *file, const char *what);
