/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmsready: plan -> evidence -> findings -> verdict -> report. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "acl/acl.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/version.h"
#include "base/wrap.h"
#include "checks.h"
#include "cli/explain.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/questions.h"
#include "clusterchk/collect/resolver.h"
#include "codec/document.h"
#include "ldapchk/collect/session.h"
#include "ldapchk/real_names.h"
#include "ldapchk/sites/site_loss.h"
#include "model/judgement.h"
#include "model/selection.h"
#include "report/formats.h"
#include "run/collect.h"
#include "run/discover.h"
#include "run/interpret.h"
#include "shares/collect/smb_library.h"

enum { MAX_EVIDENCE_BYTES = 256 << 20, DISCOVERY_SECONDS = 60 };

enum exit_status { EXIT_GO = 0, EXIT_GO_WARNED = 1, EXIT_NO_GO = 2, EXIT_UNDETERMINED = 3 };

/* Errors quote files, whose control characters must not reach a terminal. */
static int complain(const struct error *error, int status)
{
	struct arena *arena = arena_new();
	fprintf(stderr, "cmsready: %s\n", safe_lines(arena, error->text));
	arena_free(arena);
	return status;
}

/* Whether the file could not be read; if not, its content is invalid. */
static bool is_unreadable(const struct error *error)
{
	return error->kind != ERROR_MALFORMED && error->kind != ERROR_CONFIG;
}

static bool put_on_stdout(struct bytes bytes, struct error *error)
{
	if (fwrite(bytes.data, 1, bytes.length, stdout) == bytes.length && fflush(stdout) == 0)
		return true;
	return error_set(error, ERROR_UNREACHABLE, "standard output cannot be written");
}

static int put_text(const char *text)
{
	struct error error = { 0 };
	return put_on_stdout(bytes_of(text, strlen(text)), &error) ? EX_OK
								   : complain(&error, EX_SOFTWARE);
}

static bool put(const struct options *options, struct bytes report, struct error *error)
{
	return options->output != NULL ? file_write(options->output, report, error)
				       : put_on_stdout(report, error);
}

/* Programs get a report of a failed run, too. */
static int refuse(struct arena *arena, const struct options *options, const struct error *error,
	const char **reasons, size_t count, int status)
{
	const struct format *format = options->format;
	struct error second = { 0 };
	if (format->refuse != NULL &&
		!put(options, format->refuse(arena, error, reasons, count), &second))
		complain(&second, status);
	return complain(error, status);
}

static int fail_run(
	struct arena *arena, const struct options *options, const struct error *error, int status)
{
	const char *reason = error->text;
	return refuse(arena, options, error, &reason, 1, status);
}

/* Shows all open questions, so that they can be answered at once. */
static int fail_unanswered(struct arena *arena, const struct options *options,
	const struct plan *plan, const struct error *error)
{
	const char **reasons =
		questions_list(arena, plan->questions.question, plan->questions.count);
	refuse(arena, options, error, reasons, plan->questions.count, EX_CONFIG);
	fputs(questions_write(arena, plan->file, plan->questions.question, plan->questions.count),
		stderr);
	return EX_CONFIG;
}

static struct bytes collect_now(struct arena *arena, const struct options *options,
	const struct plan *plan, unsigned sources)
{
	int64_t seconds = options->deadline_seconds > 0 ? options->deadline_seconds
							: plan->policy.deadline_seconds;
	struct progress progress;
	progress_begin(&progress);
	struct bytes evidence = collect(arena, plan, sources, seconds * 1000,
		options->quiet ? NULL : progress_show, &progress);
	progress_end(&progress);
	return evidence;
}

static int status_of(const struct judgement *judgement, const struct options *options)
{
	switch (judgement->verdict) {
	case VERDICT_GO:
		return judgement->warned && options->fail_on_warning ? EXIT_GO_WARNED : EXIT_GO;
	case VERDICT_NO_GO:
		return EXIT_NO_GO;
	case VERDICT_UNDETERMINED:
		return EXIT_UNDETERMINED;
	}
	return EXIT_UNDETERMINED;
}

static bool wants_colour(const struct options *options)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return options->output == NULL && isatty(STDOUT_FILENO) == 1 &&
	       (none == NULL || *none == '\0') &&
	       (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

/* Whether the output would overwrite an input, such as a plan with answers in it. */
static bool would_overwrite(const struct options *options, const char *input, struct error *error)
{
	if (options->output == NULL || input == NULL || !file_is_same(options->output, input))
		return false;
	error_set(error, ERROR_CONFIG, "-o %s would overwrite %s, which is an input",
		options->output, input);
	return true;
}

/* Does everything that can fail before servers are asked. */
static int prepare(struct arena *arena, const struct options *options, struct plan *plan)
{
	struct error error = { 0 };
	if (would_overwrite(options, options->argument, &error) ||
		would_overwrite(options, options->from, &error))
		return complain(&error, EX_USAGE);
	if (options->output != NULL && !file_may_write(options->output, &error))
		return complain(&error, EX_SOFTWARE);
	if (plan_load_until(arena, options->argument, deadline_after(60 * 1000), plan, &error))
		return selection_recoveries(arena, &options->selection, plan, &error)
			       ? EX_OK
			       : fail_run(arena, options, &error, EX_USAGE);
	if (plan->questions.count > 0 && error.kind == ERROR_CONFIG)
		return fail_unanswered(arena, options, plan, &error);
	return fail_run(arena, options, &error, is_unreadable(&error) ? EX_NOINPUT : EX_CONFIG);
}

/* Judges again as if the site were gone, and notes the findings that differ. */
static bool judge_without(struct arena *arena, const struct catalogue *wanted, const char *site,
	struct judgement *judgement, struct error *error)
{
	const struct judgement whole = *judgement;
	struct evidence *without = arena_alloc(arena, sizeof *without);
	if (!site_loss_apply(arena, whole.plan, site, whole.evidence, without, error))
		return false;
	judge(arena, wanted, whole.plan, without, judgement);
	site_loss_compare(arena, &whole, judgement);
	return true;
}

/* Which servers a site has is known from the directory and DNS. */
static unsigned sources_for(const struct options *options, const struct catalogue *wanted)
{
	const unsigned of_sites = SOURCE_DIRECTORY | SOURCE_DNS;
	return sources_of(wanted) | (options->site_loss != NULL ? of_sites : 0);
}

/*
 * Live evidence is read from JSON text, too, so a saved run gives the same report. The text is
 * large, and freed when it was read.
 */
static bool take_evidence(struct arena *arena, const struct options *options,
	const struct plan *plan, const struct catalogue *wanted, struct evidence *evidence,
	struct error *error)
{
	struct arena *of_text = arena_new();
	struct bytes text;
	const char *name = options->from != NULL ? options->from : "the evidence just collected";
	bool ok = true;
	if (options->from == NULL)
		text = collect_now(of_text, options, plan, sources_for(options, wanted));
	else
		ok = file_read_until(of_text, options->from, MAX_EVIDENCE_BYTES,
			deadline_after(60 * 1000), &text, error);
	ok = ok && interpret(arena, plan, name, text, evidence, error);
	arena_free(of_text);
	return ok;
}

static int run_check(struct arena *arena, const struct options *options)
{
	struct plan plan;
	struct catalogue wanted;
	struct error error = { 0 };
	if (!selection_checks(arena, &options->selection, &catalogue, &wanted, &error))
		return fail_run(arena, options, &error, EX_USAGE);
	int status = prepare(arena, options, &plan);
	if (status != EX_OK)
		return status;

	struct evidence evidence;
	if (!take_evidence(arena, options, &plan, &wanted, &evidence, &error))
		return fail_run(
			arena, options, &error, options->from != NULL ? EX_NOINPUT : EX_SOFTWARE);
	struct judgement judgement;
	judge(arena, &wanted, plan_with_real_names(arena, &plan, &evidence), &evidence, &judgement);
	if (options->site_loss != NULL &&
		!judge_without(arena, &wanted, options->site_loss, &judgement, &error))
		return fail_run(arena, options, &error, EX_USAGE);
	struct bytes report = options->format->render(arena, &judgement, wants_colour(options));
	if (options->from == NULL)
		collect_release();
	if (!put(options, report, &error))
		return complain(&error, EX_SOFTWARE);
	return status_of(&judgement, options);
}

/* Reports gaps at once: what is missing may be readable now, and not when the run is judged. */
static int announce_gaps(
	struct arena *arena, const struct plan *plan, const char *file, struct bytes text)
{
	struct error error = { 0 };
	struct evidence evidence;
	if (!interpret(arena, plan, file, text, &evidence, &error))
		return complain(&error, EX_SOFTWARE);
	struct catalogue no_checks = catalogue;
	no_checks.count = 0;
	struct judgement judgement;
	judge(arena, &no_checks, plan, &evidence, &judgement);
	if (judgement.gaps.count == 0)
		return EX_OK;
	const struct gap_place *first = &judgement.gaps.place[0];
	fprintf(stderr,
		"cmsready: some things could not be read; gaps: %zu, the first: %s%s%s: %s\n",
		judgement.gaps.count, source_name(first->source), first->server == NULL ? "" : " ",
		first->server == NULL ? "" : safe_line(arena, first->server),
		safe_line(arena, first->gap->text));
	return EX_OK;
}

static int run_collect(struct arena *arena, const struct options *options)
{
	struct plan plan;
	int status = prepare(arena, options, &plan);
	if (status != EX_OK)
		return status;
	struct error error = { 0 };
	struct bytes evidence = collect_now(arena, options, &plan, SOURCES_ALL);
	if (!file_write(options->output, evidence, &error))
		return complain(&error, EX_SOFTWARE);
	fprintf(stderr,
		"cmsready: evidence written to %s; judge it with: cmsready check %s --from %s\n",
		options->output, options->argument, options->output);
	return announce_gaps(arena, &plan, options->output, evidence);
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
	if (options->output != NULL && !may_make_plan(options->output, &error))
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
	if (!put(options, plan, &error))
		return complain(&error, EX_SOFTWARE);
	announce(arena, options->output != NULL ? options->output : "PLAN", &discovery);
	return discovery.proposal.recovery_count > 0 ? EX_OK : EX_DATAERR;
}

static int run_explain(struct arena *arena, const struct options *options)
{
	if (options->argument == NULL)
		return put_text(explain_all(arena, &catalogue));
	if (strcmp(options->argument, "rights") == 0)
		return put_text(explain_rights(arena));
	const struct check *check = check_find(options->argument);
	if (check != NULL)
		return put_text(explain_check(arena, check));

	const char **ids = arena_alloc(arena, check_count * sizeof *ids);
	for (size_t i = 0; i < check_count; i++)
		ids[i] = checks[i]->id;
	const char *near = nearest(options->argument, ids, check_count);
	fprintf(stderr, "cmsready: there is no check \"%s\"", options->argument);
	if (near != NULL)
		fprintf(stderr, "; did you mean \"%s\"?", near);
	fprintf(stderr, "\nTry: cmsready explain\n");
	return EX_USAGE;
}

static int run_acl(const struct options *options)
{
	const enum acl_form form = options->explain   ? ACL_EXPLAIN
				   : options->convert ? ACL_CONVERT
						      : ACL_ANSWER;
	struct error error = { 0 };
	size_t wrong;
	if (!acl_run(STDIN_FILENO, stdout, form, &wrong, &error))
		return complain(&error, error.kind == ERROR_UNREACHABLE ? EX_NOINPUT : EX_SOFTWARE);
	return wrong == 0 ? EX_OK : EX_DATAERR;
}

static int run_version(struct arena *arena)
{
	return put_text(arena_format(arena,
		"cmsready %s (%s, %s, jansson %s; loads " SMB_LIBRARY " when shares are asked)\n",
		CMSREADY_VERSION, session_library(arena), resolver_library(arena),
		JANSSON_VERSION));
}

static int run(struct arena *arena, const struct options *options)
{
	switch (options->command) {
	case COMMAND_CHECK:
		return run_check(arena, options);
	case COMMAND_COLLECT:
		return run_collect(arena, options);
	case COMMAND_EXPLAIN:
		return run_explain(arena, options);
	case COMMAND_ACL:
		return run_acl(options);
	case COMMAND_DISCOVER:
		return run_discover(arena, options);
	case COMMAND_VERSION:
		return run_version(arena);
	case COMMAND_HELP:
		return put_text(options->help);
	}
	return EX_SOFTWARE;
}

int main(int argc, char **argv)
{
	/* A core file would hold passwords. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	/* If the reader of the output is gone, writing fails, with an exit status of its own. */
	signal(SIGPIPE, SIG_IGN);
	document_library_start();
	struct arena *arena = arena_new();
	struct options options;
	struct error error = { 0 };
	int status = options_read(arena, argc, argv, &options, &error) ? run(arena, &options)
								       : complain(&error, EX_USAGE);
	arena_free(arena);
	return status;
}
