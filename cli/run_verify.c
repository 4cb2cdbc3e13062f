/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_verify.h"

#include <string.h>
#include <sysexits.h>

#include "base/encode.h"
#include "base/file.h"
#include "base/text.h"
#include "base/utc.h"
#include "base/wrap.h"
#include "cli/complain.h"
#include "cli/saved.h"
#include "cli/timing.h"
#include "model/age.h"
#include "run/signature.h"

enum { MAX_SIGNATURE_BYTES = 1 << 16, MAX_SIGNERS_BYTES = 16 << 20, MAX_PLAN_BYTES = 16 << 20 };

/* What is compared with the report. */
struct trusted {
	const struct options *options;
	int64_t now;
	const char *signer;
	const char *plan_sha256; /* or NULL: any plan */
};

static bool refuse(struct judged *judged, const char *reason)
{
	judged->status = EX_DATAERR;
	return error_set(&judged->error, ERROR_DENIED, "%s", reason);
}

/* A waiver that has expired since does not cover its finding any more. */
static const struct report_waiver *expired_since(const struct report *report, int64_t now)
{
	for (size_t i = 0; i < report->waiver_count; i++) {
		const struct report_waiver *waiver = &report->waiver[i];
		int64_t until;
		if (waiver->state == WAIVER_APPLIED &&
			(!utc_read_any(waiver->expires, &until) || now >= until))
			return waiver;
	}
	return NULL;
}

static bool is_fresh(struct arena *arena, const struct report *report,
	const struct trusted *trusted, struct judged *judged)
{
	const struct run run = { .started = report->run.started };
	const struct age_limit limit = { trusted->now,
		trusted->options->max_age_seconds > 0 ? trusted->options->max_age_seconds
						      : INT32_MAX,
		"--max-age" };
	const char *refusal = age_refusal(arena, &run, &limit);
	if (refusal != NULL)
		return refuse(judged, refusal);
	const struct report_waiver *expired = expired_since(report, trusted->now);
	return expired == NULL ||
	       refuse(judged, arena_format(arena,
				      "the waiver for %s, %s, %s (%s) has expired since: %s; run "
				      "cmsready check again",
				      expired->check, expired->recovery, expired->subject,
				      expired->ticket, expired->expires));
}

static bool is_of_plan(
	const struct report *report, const struct trusted *trusted, struct judged *judged)
{
	const char *judged_by = report->run.plan_sha256;
	if (trusted->plan_sha256 == NULL ||
		(judged_by != NULL && strcmp(judged_by, trusted->plan_sha256) == 0))
		return true;
	return refuse(judged,
		"the report is of another plan than --plan, or the plan was changed since: run "
		"cmsready check again");
}

static struct bytes summary_of(
	struct arena *arena, const struct report *report, const struct trusted *trusted)
{
	struct text text = text_new(arena);
	time_t started = 0;
	utc_read(report->run.started, &started);
	const int64_t age = trusted->now - (int64_t)started;
	text_add(&text, "%s%s: signed by %s; plan %s, evidence of %s, %s old\n",
		report->verdict.title,
		report->verdict.state == VERDICT_GO && report->verdict.warned ? ", with warnings"
									      : "",
		safe_line(arena, trusted->signer),
		report->run.plan == NULL ? "not known" : safe_line(arena, report->run.plan),
		report->run.started, age_write(arena, age > 0 ? age : 0));
	for (size_t i = 0; i < report->verdict.reason_count; i++)
		text_add(&text, "  %s\n", safe_line(arena, report->verdict.reason[i]));
	for (size_t i = 0; i < report->waiver_count; i++) {
		const struct report_waiver *waiver = &report->waiver[i];
		if (waiver->state == WAIVER_APPLIED)
			text_add(&text, "  %s\n",
				safe_line(arena,
					arena_format(arena, "waived until %s: %s, %s, %s (%s, %s)",
						waiver->expires, waiver->check, waiver->recovery,
						waiver->subject, waiver->ticket, waiver->owner)));
	}
	return bytes_of(text.data, text.length);
}

static void compare(struct arena *arena, const struct report *report, const void *context,
	struct judged *judged)
{
	const struct trusted *trusted = context;
	if (report->failure != NULL) {
		refuse(judged, arena_format(arena, "the run failed, so nothing was judged: %s",
				       report->failure->text));
		return;
	}
	if (!is_of_plan(report, trusted, judged) || !is_fresh(arena, report, trusted, judged))
		return;
	judged->report = arena_alloc(arena, sizeof *judged->report);
	judged->report[0] = summary_of(arena, report, trusted);
	judged_conclude(arena, judged, report, NULL, &trusted->options->exit_rules);
}

static bool read_for(const struct reports *reports, const char *file, size_t most,
	struct bytes *text, struct error *error)
{
	return file_read_named(reports->arena, file, most, reports->deadline, text, error);
}

static int fail(struct arena *arena, const char *file, const struct error *error)
{
	struct error shown = { 0 };
	if (error->kind != ERROR_DENIED)
		return complain(error, EX_UNAVAILABLE);
	error_set(&shown, ERROR_DENIED, "%s is not to be trusted: %s", file,
		arena_string(arena, error->text));
	return complain(&shown, EX_DATAERR);
}

/* The signature, the signers and the plan are read once, like the report. */
int run_verify(struct arena *arena, const struct options *options)
{
	const struct reports reports = saved_begin(arena, options);
	struct trusted trusted = { .options = options, .now = reports.now };
	struct error error = { 0 };
	struct saved_report report;
	struct bytes plan;
	const char *signature =
		options->signature != NULL
			? options->signature
			: arena_format(arena, "%s%s", options->argument, SIGNATURE_SUFFIX);
	struct signature_check check = { .signer = options->signer, .at = reports.now };
	if (!saved_read(&reports, options->argument, &report, &error) ||
		!read_for(&reports, signature, MAX_SIGNATURE_BYTES, &check.signature, &error) ||
		!read_for(&reports, options->allowed_signers, MAX_SIGNERS_BYTES, &check.signers,
			&error))
		return complain(&error, EX_NOINPUT);
	if (options->plan != NULL) {
		if (!read_for(&reports, options->plan, MAX_PLAN_BYTES, &plan, &error))
			return complain(&error, EX_NOINPUT);
		trusted.plan_sha256 = sha256_write(arena, plan);
	}
	check.text = report.text;
	if (!signature_verify(arena, &check, reports.deadline, &trusted.signer, &error))
		return fail(arena, report.name, &error);
	struct reports_work work = {
		.name = "the verification",
		.file = { report },
		.file_count = 1,
		.run = compare,
		.context = &trusted,
		.text_count = 1,
	};
	struct judged judged;
	reports_work_run(arena, &work, after(reports.deadline, JUDGED_MS), &judged);
	if (judged.error.kind != ERROR_NONE)
		return judged.status == EX_DATAERR ? fail(arena, report.name, &judged.error)
						   : complain(&judged.error, judged.status);
	return reports_put(&reports, judged.report) ? judged.status : EX_SOFTWARE;
}
