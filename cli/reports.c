/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/output.h"
#include "base/rescue.h"
#include "base/wrap.h"
#include "cli/complain.h"
#include "cli/timing.h"

int64_t reports_now(const struct options *options)
{
	return options->at_is_given ? options->at : time(NULL);
}

/* That of a run that failed before judging; of the plan its file is known. */
static struct report refused(struct arena *arena, const struct options *options,
	const struct error *error, const char **reasons, size_t count)
{
	struct report report = report_refused(arena, error, reasons, count);
	const char *plan = options->command == COMMAND_CHECK ? options->argument : NULL;
	const char *slash = plan == NULL ? NULL : strrchr(plan, '/');
	if (plan != NULL)
		report.run.plan = slash == NULL ? file_shown(plan) : slash + 1;
	return report;
}

/* Whether who reads standard output is a monitor. Outputs may not be complete yet. */
static bool for_monitor(const struct options *options)
{
	const struct outputs *outputs = &options->outputs;
	bool is_for = outputs->count == 0 && format_is_plugin(options->format);
	for (size_t i = 0; i < outputs->count; i++) {
		const struct output *output = &outputs->output[i];
		is_for = is_for ||
			 (output->file == NULL &&
				 format_is_plugin(output->format != NULL ? output->format
									 : options->format));
	}
	return is_for;
}

int reports_status(const struct options *options, int status)
{
	return status > EXIT_UNDETERMINED && for_monitor(options) ? EXIT_UNDETERMINED : status;
}

int reports_complain(const struct options *options, const struct error *error, int status)
{
	if (!for_monitor(options))
		return complain(error, status);
	struct arena *arena = arena_new();
	const char *reason = error->text;
	const struct report report = refused(arena, options, error, &reason, 1);
	const struct style style = { .now = reports_now(options) };
	struct error unwritten = { 0 };
	rescue_end();
	if (!output_write(
		    format_nagios(arena, &report, &style), deadline_after(WRITTEN_MS), &unwritten))
		complain(&unwritten, status);
	arena_free(arena);
	return reports_status(options, complain(error, status));
}

int reports_prepare(const struct options *options, const struct inputs *inputs)
{
	struct error error = { 0 };
	outputs_clear(&options->outputs, inputs);
	if (!outputs_spare(&options->outputs, inputs, &error))
		return reports_complain(options, &error, EX_USAGE);
	return outputs_may_write(&options->outputs, &error)
		       ? EX_OK
		       : reports_complain(options, &error, EX_SOFTWARE);
}

static bool wants_colour(const struct output *output)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return output->file == NULL && isatty(STDOUT_FILENO) == 1 &&
	       (none == NULL || *none == '\0') &&
	       (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* A terminal may be narrower than a page. */
static size_t columns_of(const struct output *output)
{
	struct winsize size;
	return output->file == NULL && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
			       size.ws_col < PAGE_COLUMNS
		       ? size.ws_col
		       : 0;
}

struct rendering *reports_wanted(const struct reports *reports)
{
	const struct outputs *outputs = &reports->options->outputs;
	struct rendering *wanted = arena_alloc(reports->arena, outputs->count * sizeof *wanted);
	for (size_t i = 0; i < outputs->count; i++) {
		const struct output *output = &outputs->output[i];
		wanted[i] = (struct rendering){
			.format = output->format,
			.style = {
				.colour = wants_colour(output),
				.verbose = reports->options->verbose,
				.columns = columns_of(output),
				.now = reports->now,
				.valid_for_seconds = reports->options->valid_for_seconds,
			},
		};
	}
	return wanted;
}

bool reports_put(const struct reports *reports, const struct bytes *text)
{
	rescue_end();
	return outputs_write(
		&reports->options->outputs, text, after(reports->deadline, WRITTEN_MS));
}

int reports_refuse(const struct reports *reports, const struct error *error, const char **reasons,
	size_t count, int status)
{
	const struct outputs *outputs = &reports->options->outputs;
	const struct report report =
		refused(reports->arena, reports->options, error, reasons, count);
	const struct rendering *wanted = reports_wanted(reports);
	struct bytes *text = arena_alloc(reports->arena, outputs->count * sizeof *text);
	for (size_t i = 0; i < outputs->count; i++) {
		const struct format *format = wanted[i].format;
		if (format != NULL && format->renders_failure)
			text[i] = format->render(reports->arena, &report, &wanted[i].style);
	}
	reports_put(reports, text);
	return reports_status(reports->options, complain(error, status));
}

/* Each line is a note of its own. */
void reports_note(const struct reports *reports, const struct judged *judged)
{
	const struct bytes *notes = &judged->notes;
	const char *all = arena_text(reports->arena, (const char *)notes->data, notes->length);
	for (const char *line = all; *line != '\0' && !reports->options->quiet;) {
		const size_t length = strcspn(line, "\n");
		fprintf(stderr, "cmsready: %s\n",
			safe_line(reports->arena, arena_text(reports->arena, line, length)));
		line += length + (line[length] == '\n');
	}
}

void reports_announce(const struct reports *reports, const struct judged *judged)
{
	const char *files = outputs_list(reports->arena, &reports->options->outputs);
	if (*files != '\0' && !reports->options->quiet)
		fprintf(stderr, "cmsready: %s%s: report written to %s\n",
			safe_line(reports->arena, judged->title),
			judged->status == EXIT_GO_WARNED ? ", with warnings" : "",
			safe_line(reports->arena, files));
}

void announce_waiting(const char *file, const char *what)
{
	if (strcmp(file, "-") == 0 && isatty(STDIN_FILENO) == 1)
		fprintf(stderr,
			"cmsready: reads %s from standard input; Ctrl-D ends it, Ctrl-C the "
			"program\n",
			what);
}
