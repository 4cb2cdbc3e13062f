/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmsready: plan -> evidence -> findings -> verdict -> report. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "acl/acl.h"
#include "base/file.h"
#include "base/output.h"
#include "base/rescue.h"
#include "base/version.h"
#include "base/wrap.h"
#include "checks.h"
#include "cli/complain.h"
#include "cli/completion.h"
#include "cli/options.h"
#include "cli/output_files.h"
#include "cli/progress.h"
#include "cli/questions.h"
#include "cli/reports.h"
#include "cli/run_diff.h"
#include "cli/run_explain.h"
#include "cli/run_fix.h"
#include "cli/run_plan.h"
#include "cli/run_report.h"
#include "cli/run_show.h"
#include "cli/run_verify.h"
#include "clusterchk/collect/resolver.h"
#include "codec/document.h"
#include "ldapchk/collect/session.h"
#include "run/discover.h"
#include "run/walls.h"
#include "shares/collect/smb_library.h"

enum { DISCOVERY_SECONDS = 60 };

static int put_text(const char *text)
{
	struct error error = { 0 };
	return output_write(bytes_of(text, strlen(text)), deadline_after(INT64_MAX), &error)
		       ? EX_OK
		       : complain(&error, EX_SOFTWARE);
}

/* Prints what was found, and what to do next. */
static void announce(struct arena *arena, const char *file, const struct discovery *discovery)
{
	const struct proposal *proposal = &discovery->proposal;
	fprintf(stderr,
		"cmsready: read %s: recoveries proposed: %zu, open questions: %zu, remarks: %zu\n",
		safe_line(arena, discovery->server), proposal->recovery_count,
		proposal->question_count, proposal->remark_count);
	if (proposal->recovery_count == 0)
		fprintf(stderr,
			"cmsready: no recovery can be proposed; the plan's remarks say why\n");
	else
		fputs(questions_write(arena, file, proposal->question, proposal->question_count),
			stderr);
}

/* An existing plan may have answers in it that exist nowhere else. */
static bool may_make_plan(const char *file, struct error *error)
{
	if (!file_may_write(file, error))
		return false;
	return access(file, F_OK) != 0 ||
	       error_set(error, ERROR_CONFIG,
		       "%s: exists already and may have answers in it; not replaced", file);
}

static int run_discover(struct arena *arena, const struct options *options)
{
	struct error error = { 0 };
	const char *file = outputs_file(&options->outputs);
	if (file != NULL && !may_make_plan(file, &error))
		return complain(&error, EX_SOFTWARE);
	const int64_t seconds =
		options->deadline_seconds > 0 ? options->deadline_seconds : DISCOVERY_SECONDS;
	struct progress progress;
	progress_begin(&progress);
	struct discovery discovery;
	bool found = discover(arena, &options->directory, seconds * 1000,
		options->quiet ? NULL : progress_show, &progress, &discovery, &error);
	progress_end(&progress);
	if (!found)
		return complain(&error, EX_UNAVAILABLE);
	const struct bytes plan = proposal_write(arena, &options->directory, &discovery.proposal);
	if (file != NULL ? !file_write(file, plan, &error)
			 : !output_write(plan, deadline_after(INT64_MAX), &error))
		return complain(&error, EX_SOFTWARE);
	announce(arena, file != NULL ? file : "PLAN", &discovery);
	return discovery.proposal.recovery_count > 0 ? EX_OK : EX_DATAERR;
}

static int run_acl(const struct options *options)
{
	const enum acl_form form = options->explain   ? ACL_EXPLAIN
				   : options->convert ? ACL_CONVERT
						      : ACL_ANSWER;
	struct error error = { 0 };
	size_t wrong;
	announce_waiting("-", "questions, a line of JSON each,");
	if (!acl_run(STDIN_FILENO, stdout, form, &wrong, &error))
		return complain(&error, error.kind == ERROR_UNREACHABLE ? EX_NOINPUT : EX_SOFTWARE);
	return wrong == 0 ? EX_OK : EX_DATAERR;
}

static int run_version(struct arena *arena)
{
	return put_text(arena_format(arena,
		"cmsready %s (%s, %s, jansson %s; loads " SMB_LIBRARY " when shares are asked)\n"
		"workers: %s\n",
		CMSREADY_VERSION, session_library(arena), resolver_library(arena), JANSSON_VERSION,
		walls_describe(arena)));
}

static int run(struct arena *arena, const struct options *options)
{
	switch (options->command) {
	case COMMAND_CHECK:
		return run_check(arena, options, &catalogue);
	case COMMAND_COLLECT:
		return run_collect(arena, options, &catalogue);
	case COMMAND_REPORT:
		return run_report(arena, options);
	case COMMAND_EXPLAIN:
		return run_explain(arena, options, &catalogue);
	case COMMAND_ACL:
		return run_acl(options);
	case COMMAND_VERIFY:
		return run_verify(arena, options);
	case COMMAND_DIFF:
		return run_diff(arena, options);
	case COMMAND_FIX:
		return run_fix(arena, options, &catalogue);
	case COMMAND_PLAN:
		return run_show(arena, options, &catalogue);
	case COMMAND_DISCOVER:
		return run_discover(arena, options);
	case COMMAND_COMPLETION:
		return put_text(strcmp(options->argument, "zsh") == 0
					? completion_zsh(arena, &catalogue)
					: completion_bash(arena, &catalogue));
	case COMMAND_VERSION:
		return run_version(arena);
	case COMMAND_HELP:
		return put_text(options->help);
	}
	return EX_SOFTWARE;
}

/*
 * A core file would hold passwords, and so would what another process of the user reads. A build
 * with AddressSanitizer looks for leaks at its end by tracing itself.
 */
static void keep_to_itself(void)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#if !defined(__SANITIZE_ADDRESS__)
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

/* A run that did not even begin leaves no older report where its own was expected. */
static int fail_options(const struct options *options, const struct error *error)
{
	const char *const files[] = { options->argument, options->from };
	const struct inputs inputs = { files, sizeof files / sizeof *files };
	const bool is_report = options->command == COMMAND_REPORT;
	for (size_t i = 0; i < options->outputs.count; i++) {
		const struct outputs one = { &options->outputs.output[i], 1 };
		/* `report -o r.json`: it was to be read. */
		const bool is_doubtful =
			is_report && options->argument == NULL && one.output->format == NULL;
		if ((options->command == COMMAND_CHECK || is_report) && !is_doubtful)
			outputs_clear(&one, &inputs);
	}
	return reports_complain(options, error, EX_USAGE);
}

int main(int argc, char **argv)
{
	keep_to_itself();
	/*
	 * If the reader of the output is gone, or a file may not become so large, writing fails,
	 * with an exit status of its own.
	 */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	rescue_begin();
	document_library_start();
	struct arena *arena = arena_new();
	struct options options;
	struct error error = { 0 };
	int status = options_read(arena, argc, argv, &options, &error)
			     ? run(arena, &options)
			     : fail_options(&options, &error);
	arena_free(arena);
	return status;
}
