/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for the ticket of a change: what blocks, then each check that did not pass. Of many
 * findings of a check only the first are shown with proof and remedy, since tickets are limited.
 */
#include <string.h>

#include "base/utc.h"
#include "model/age.h"
#include "report/blockers.h"
#include "report/formats.h"
#include "report/markdown_text.h"
#include "report/waivers.h"
#include "report/weights.h"

enum { SHOWN_IN_FULL = 3 };

struct markdown {
	const struct report *report;
	const struct style *style;
	struct text out;
};

static void line(struct markdown *to, const char *before, const char *text, const char *after)
{
	text_add_string(&to->out, before);
	markdown_line_add(&to->out, text);
	text_add_string(&to->out, after);
}

static void code(struct markdown *to, const char *before, const char *text, const char *after)
{
	text_add_string(&to->out, before);
	markdown_code_add(&to->out, text);
	text_add_string(&to->out, after);
}

static void names(struct markdown *to, const char *const *name, size_t count)
{
	for (size_t i = 0; i < count; i++)
		line(to, i == 0 ? "" : ", ", name[i], "");
}

static void title(struct markdown *to)
{
	static const char *const advice[] = {
		[VERDICT_GO] = "Setup.com /RecoverCMS can be run.",
		[VERDICT_NO_GO] = "Do not run Setup.com /RecoverCMS.",
		[VERDICT_UNDETERMINED] = "This is not a GO. Do not run Setup.com /RecoverCMS.",
	};
	const struct report *report = to->report;
	const struct report_verdict *verdict = &report->verdict;
	text_add(&to->out, "# %s%s", verdict->title,
		verdict->state == VERDICT_GO && verdict->warned ? ", with warnings" : "");
	if (report->recovery_count == 1)
		line(to, " for ", report->recovery[0].cms, "");
	text_add(&to->out, "\n\n**%s**", advice[verdict->state]);
	if (report->recovery_count > 1)
		text_add(&to->out, " %zu CMSs: %zu NO-GO, %zu UNDETERMINED, %zu GO.",
			report->recovery_count, verdict_count(report, VERDICT_NO_GO),
			verdict_count(report, VERDICT_UNDETERMINED),
			verdict_count(report, VERDICT_GO));
	const char *changed = weights_line(to->out.arena, report);
	if (changed != NULL)
		line(to, "\n\nIn this plan ", changed, ".");
	text_add(&to->out, "\n\n");
}

static void reason(struct markdown *to, const struct report_reason *group)
{
	text_add(&to->out, "- ");
	if (group->check != NULL)
		code(to, "", group->check, ": ");
	if (group->recovery_count > 1)
		text_add(&to->out, "%zu CMSs: ", group->recovery_count);
	names(to, group->recovery, group->recovery_count);
	line(to, group->recovery_count > 0 ? ": " : "", group->text, "\n");
}

static void reasons(struct markdown *to)
{
	static const char *const heading[] = {
		[VERDICT_GO] = "Warnings",
		[VERDICT_NO_GO] = "What blocks",
		[VERDICT_UNDETERMINED] = "What could not be decided",
	};
	const struct report_verdict *verdict = &to->report->verdict;
	if (verdict->reason_count == 0)
		return;
	text_add(&to->out, "## %s\n\n", heading[verdict->state]);
	for (size_t i = 0; i < verdict->group_count; i++)
		reason(to, &verdict->group[i]);
	/* Reports before 1.3 have no groups. */
	for (size_t i = 0; i < verdict->reason_count && verdict->group_count == 0; i++)
		line(to, "- ", verdict->reason[i], "\n");
	text_add(&to->out, "\n");
}

static void waivers(struct markdown *to)
{
	size_t count;
	const struct report_waiver *const *waiver =
		waivers_shown(to->out.arena, to->report, &count);
	if (count == 0)
		return;
	text_add(&to->out, "## Waivers\n\n");
	for (size_t i = 0; i < count; i++) {
		code(to, "- ", waiver[i]->check, ": ");
		line(to, "", waiver_line(to->out.arena, waiver[i]), "\n");
	}
	if (count < to->report->waiver_count)
		text_add(&to->out, "- %zu more; the JSON report has them\n",
			to->report->waiver_count - count);
	text_add(&to->out, "\n");
}

static void recoveries(struct markdown *to)
{
	const struct report *report = to->report;
	if (report->recovery_count < 2)
		return;
	text_add(&to->out, "## CMSs\n\n| CMS | onto | verdict | blocked by |\n|---|---|---|---|\n");
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		size_t count;
		const char *const *check = blockers_of(to->out.arena, report, recovery, &count);
		line(to, "| ", recovery->cms, " | ");
		line(to, "", recovery->standby_cluster, " | ");
		text_add(&to->out, "%s | ", verdict_word(recovery->verdict));
		names(to, check, count);
		text_add(&to->out, " |\n");
	}
	text_add(&to->out, "\n");
}

static void roots(struct markdown *to)
{
	const struct report *report = to->report;
	bool any = false;
	for (size_t i = 0; i < report->root_count; i++) {
		const struct report_root *root = &report->root[i];
		if (!root->shared)
			continue;
		text_add(&to->out, "%s", any ? "" : "## Root causes\n\n");
		any = true;
		line(to, "- **", root->source, "**: ");
		line(to, "", root->cause, ": ");
		line(to, "", root->text, ". ");
		text_add(&to->out, "It made %lld findings unknown, %lld of them blocking.\n",
			(long long)root->finding_count, (long long)root->blocking_count);
	}
	text_add(&to->out, "%s", any ? "\n" : "");
}

static void finding(struct markdown *to, const struct report_finding *finding, bool in_full)
{
	line(to, in_full ? "### " : "- ", finding->recovery, ": ");
	line(to, "", finding->subject, ": ");
	text_add(&to->out, "%s%s", outcome_word(finding->outcome),
		finding->waived                                 ? " (waived)"
		: finding->severity >= SEVERITY_UNKNOWN_BLOCKER ? " (blocking)"
								: "");
	line(to, in_full ? "\n\n" : ": ", finding->summary, in_full ? "\n\n" : "\n");
	if (!in_full)
		return;
	if (*finding->proof != '\0')
		markdown_block_add(&to->out, finding->proof);
	if (*finding->remedy == '\0')
		return;
	text_add(&to->out, "**Fix**\n\n");
	markdown_prose_add(&to->out, finding->remedy);
}

/* The findings of that check which did not pass and have no root cause that says it. */
static void check(struct markdown *to, const char *id)
{
	const struct report *report = to->report;
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *each = &report->finding[i];
		if (each->severity == SEVERITY_INFO || each->explained ||
			strcmp(each->check, id) != 0)
			continue;
		if (count == 0)
			code(to, "## ", id, "\n\n");
		if (count == 0 && *each->why != '\0')
			line(to, "", each->why, "\n\n");
		if (count == SHOWN_IN_FULL)
			text_add(&to->out, "### The others\n\n");
		finding(to, each, count++ < SHOWN_IN_FULL);
	}
	text_add(&to->out, "%s", count > SHOWN_IN_FULL ? "\n" : "");
}

static void findings(struct markdown *to)
{
	size_t count;
	const char *const *id = report_checks(to->out.arena, to->report, &count);
	for (size_t i = 0; i < count; i++)
		check(to, id[i]);
}

static void gaps(struct markdown *to)
{
	const struct report *report = to->report;
	if (report->gap_count == 0)
		return;
	text_add(&to->out, "## What could not be read\n\n");
	for (size_t i = 0; i < report->gap_count; i++) {
		const struct report_gap *gap = &report->gap[i];
		line(to, "- ", gap->source, "");
		line(to, gap->server == NULL ? "" : " ", gap->server, "");
		line(to, gap->subject == NULL ? "" : ", ", gap->subject, ": ");
		line(to, "", gap->cause, ": ");
		line(to, "", gap->text, "\n");
	}
	text_add(&to->out, "\n");
}

static void unsaid(struct markdown *to)
{
	const struct report *report = to->report;
	if (report->unsaid_count == 0 || report->verdict.state != VERDICT_GO)
		return;
	text_add(&to->out, "## What this GO does not say\n\n");
	for (size_t i = 0; i < report->unsaid_count; i++) {
		line(to, "- **", report->unsaid[i].topic, "**: ");
		line(to, "", report->unsaid[i].text, " ");
		line(to, "", report->unsaid[i].how, "\n");
	}
	text_add(&to->out, "\n");
}

static void left_out(struct markdown *to)
{
	const struct report_left_out *left_out = &to->report->left_out;
	if (left_out->check_count + left_out->recovery_count == 0)
		return;
	text_add(&to->out, "## What was left out\n\n");
	for (size_t i = 0; i < left_out->check_count; i++)
		code(to, "- ", left_out->check[i].check,
			left_out->check[i].blocking ? " (blocking)\n" : "\n");
	for (size_t i = 0; i < left_out->recovery_count; i++)
		line(to, "- the CMS ", left_out->recovery[i], "\n");
	text_add(&to->out, "\n");
}

static void site_loss(struct markdown *to)
{
	const struct report_loss *loss = to->report->loss;
	if (loss == NULL)
		return;
	line(to, "## Without the site ", loss->site, "\n\n");
	if (loss->unread != NULL)
		line(to, "- It is not known which servers it has: ", loss->unread, "\n");
	for (size_t i = 0; i < loss->server_count; i++) {
		line(to, "- set aside: ", loss->server[i].source, " ");
		line(to, "", loss->server[i].server, "\n");
	}
	text_add(&to->out, "\n");
}

/* NULL if the time of the evidence cannot be read, or is to come. */
static const char *age(struct markdown *to)
{
	time_t started;
	if (!utc_read(to->report->run.started, &started))
		return NULL;
	const int64_t seconds = to->style->now - (int64_t)started;
	return seconds < 0 ? NULL : age_write(to->out.arena, seconds);
}

static void provenance(struct markdown *to)
{
	const struct report_run *run = &to->report->run;
	const struct {
		const char *label, *value;
	} rows[] = {
		{ "Plan", run->plan },
		{ "Plan, SHA-256", run->plan_sha256 },
		{ "Evidence read from", run->started },
		{ "to", run->ended },
		{ "Its age", age(to) },
		{ "on", run->host },
		{ "Evidence, SHA-256", run->evidence_sha256 },
		{ "Run", run->id },
		{ "cmsready", run->version },
		{ "Collected for another plan", run->collected_for },
	};
	text_add(&to->out, "## Provenance\n\n| | |\n|---|---|\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].value == NULL)
			continue;
		text_add(&to->out, "| %s | ", rows[i].label);
		line(to, "", rows[i].value, " |\n");
	}
	for (size_t i = 0; i < run->plan_difference_count; i++)
		line(to, i == 0 ? "\nThe evidence is for another plan:\n\n- " : "- ",
			run->plan_difference[i], "\n");
}

struct bytes format_markdown(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct markdown to = { report, style, text_new(arena) };
	title(&to);
	reasons(&to);
	waivers(&to);
	recoveries(&to);
	roots(&to);
	findings(&to);
	gaps(&to);
	unsaid(&to);
	left_out(&to);
	site_loss(&to);
	provenance(&to);
	return bytes_of(to.out.data, to.out.length);
}
