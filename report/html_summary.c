/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict, what it rests on, and why. */
#include "report/html.h"

#include <string.h>

#include "base/utc.h"
#include "model/age.h"
#include "report/blockers.h"
#include "report/waivers.h"
#include "report/weights.h"

struct html_mark html_mark_of(const struct report_finding *finding)
{
	const bool decides = finding->severity >= SEVERITY_UNKNOWN_BLOCKER;
	switch (finding->outcome) {
	case OUTCOME_PASS:
		return (struct html_mark){ "\u2713", "passed", "p" };
	case OUTCOME_WARN:
		return (struct html_mark){ "!", "warning", "w" };
	case OUTCOME_UNKNOWN:
		return (struct html_mark){ "?", "unknown", decides ? "u b" : "u" };
	default:
		return (struct html_mark){ "\u2715", "failed", decides ? "f b" : "f" };
	}
}

struct html_mark html_mark_of_verdict(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_GO:
		return (struct html_mark){ "\u2713", verdict_word(verdict), "p b" };
	case VERDICT_NO_GO:
		return (struct html_mark){ "\u2715", verdict_word(verdict), "f b" };
	default:
		return (struct html_mark){ "?", verdict_word(verdict), "u b" };
	}
}

void html_badge(struct html *html, struct html_mark mark)
{
	html_put(html, "<span class=\"mark %s\"><i aria-hidden=true>%s</i>%s</span>",
		mark.class_name, mark.sign, mark.word);
}

static void headline(struct html *html)
{
	static const char *const sentence[] = {
		[VERDICT_GO] = "Setup.com /RecoverCMS can be run.",
		[VERDICT_NO_GO] = "Do not run Setup.com /RecoverCMS.",
		[VERDICT_UNDETERMINED] = "This is not a GO. Do not run Setup.com /RecoverCMS.",
	};
	const struct report *report = html->report;
	const struct html_mark mark = html_mark_of_verdict(report->verdict.state);
	const bool warned = report->verdict.state == VERDICT_GO && report->verdict.warned;
	html_put(html, "<header class=\"hero %s\"><span class=sign aria-hidden=true>%s</span><div>",
		mark.class_name, mark.sign);
	html_put(html, "<h1>%s%s</h1><p class=say>%s</p>", report->verdict.title,
		warned ? ", with warnings" : "", sentence[report->verdict.state]);
	if (report->recovery_count == 1)
		html_put(html, "<p class=whom>%s <span aria-hidden=true>\u2192</span> %s</p>",
			report->recovery[0].cms, report->recovery[0].standby_cluster);
	else if (report->recovery_count > 1)
		html_put(html, "<p class=whom>%zu CMSs: %zu NO-GO, %zu UNDETERMINED, %zu GO</p>",
			report->recovery_count, verdict_count(report, VERDICT_NO_GO),
			verdict_count(report, VERDICT_UNDETERMINED),
			verdict_count(report, VERDICT_GO));
	html_put(html, "</div></header>\n");
}

/* How old the evidence is: from the beginning of the run, as model/age.h counts it. */
static void age(struct html *html)
{
	const struct report_run *run = &html->report->run;
	time_t started;
	if (!utc_read(run->started, &started))
		return;
	const int64_t seconds = html->style->now - (int64_t)started;
	html_put(html, "<div><dt>Evidence</dt><dd>");
	if (seconds < -AGE_AHEAD_SECONDS)
		html_put(html, "<b>from the future</b>: look at the clocks");
	else
		html_put(html, "<b>%s old</b>", age_write(html->arena, seconds > 0 ? seconds : 0));
	html_put(html, "<small>read from <time>%s</time></small></dd></div>", run->started);
}

static const struct report_finding *outage_of(
	const struct report *report, const struct report_recovery *recovery)
{
	for (size_t i = recovery->first; i < recovery->first + recovery->count; i++) {
		if (strcmp(report->finding[i].check, "dns.outage") == 0)
			return &report->finding[i];
	}
	return NULL;
}

void html_outage(struct html *html, size_t recovery)
{
	const struct report_finding *outage =
		outage_of(html->report, &html->report->recovery[recovery]);
	if (outage != NULL)
		html_put(
			html, "<div><dt>Outage for clients</dt><dd>%s</dd></div>", outage->summary);
}

static void left_out(struct html *html)
{
	const struct report_left_out *out = &html->report->left_out;
	if (out->check_count + out->recovery_count == 0)
		return;
	html_put(html, "<div><dt>Left out</dt><dd><a href=\"#limits\"><b>");
	if (out->check_count > 0)
		html_count(html, out->check_count, "check", "checks");
	if (out->check_count > 0 && out->recovery_count > 0)
		html_put(html, ", ");
	if (out->recovery_count > 0)
		html_count(html, out->recovery_count, "CMS", "CMSs");
	html_put(html, "</b></a>");
	if (out->check_count > 0)
		html_put(html, "<small>%zu of the checks can block</small>",
			report_left_out_count(html->report, true));
	html_put(html, "</dd></div>");
}

static void facts(struct html *html)
{
	const struct report *report = html->report;
	int64_t passed = 0;
	for (size_t i = 0; i < html->check_count; i++)
		passed += html->check[i].counts.pass;
	html_put(html, "<dl class=facts>");
	age(html);
	if (report->finding_count > 0)
		html_put(html,
			"<div><dt>Findings</dt><dd><b>%zu of %zu passed</b>"
			"<small>of %zu checks</small></dd></div>",
			(size_t)passed, report->finding_count, html->check_count);
	if (report->gap_count > 0) {
		html_put(html, "<div><dt>Not read</dt><dd><a href=\"#gaps\"><b>");
		html_count(html, report->gap_count, "gap", "gaps");
		html_put(html, "</b></a><small>in the evidence</small></dd></div>");
	}
	left_out(html);
	const char *changed = weights_line(html->arena, report);
	if (changed != NULL)
		html_put(html, "<div><dt>In this plan</dt><dd><b>%s</b></dd></div>", changed);
	if (report->run.collected_for != NULL)
		html_put(html, "<div><dt>Collected for</dt><dd><a href=\"#provenance\"><b>another "
			       "plan</b></a></dd></div>");
	if (report->loss != NULL)
		html_put(html,
			"<div><dt>Judged as if</dt><dd>every server of the site <b>%s</b> were "
			"gone</dd></div>",
			report->loss->site);
	if (report->recovery_count == 1)
		html_outage(html, 0);
	html_put(html, "</dl>\n");
}

static const struct report_root *root_named(const struct report *report, const char *key)
{
	for (size_t i = 0; key != NULL && i < report->root_count; i++) {
		if (report->root[i].key != NULL && strcmp(report->root[i].key, key) == 0)
			return &report->root[i];
	}
	return NULL;
}

static void check_link(struct html *html, const char *id)
{
	const size_t at = html_check_named(html, id);
	if (at < html->check_count)
		html_put(html, "<a class=id href=\"#k%zu\">%s</a> ", at, id);
	else
		html_put(html, "<span class=id>%s</span> ", id);
}

static void reason(struct html *html, const struct report_reason *group)
{
	const struct report_root *root = root_named(html->report, group->root_cause);
	html_put(html, "<li>");
	if (group->check != NULL)
		check_link(html, group->check);
	if (root != NULL)
		html_cause(html, (size_t)(root - html->report->root));
	html_put(html, "<p>%s</p>", group->text);
	if (group->recovery_count > 0 && html->report->recovery_count > 1) {
		html_put(html, "<div class=for>");
		html_count(html, group->recovery_count, "CMS", "CMSs");
		html_put(html, ": ");
		html_names(html, group->recovery, group->recovery_count);
		html_put(html, "</div>");
	}
	html_put(html, "</li>\n");
}

static void reasons(struct html *html)
{
	static const char *const title[] = {
		[VERDICT_GO] = "Warnings",
		[VERDICT_NO_GO] = "What blocks",
		[VERDICT_UNDETERMINED] = "Why it is not a GO",
	};
	const struct report_verdict *verdict = &html->report->verdict;
	if (verdict->reason_count == 0 && verdict->group_count == 0)
		return;
	html_put(html, "<section class=why><h2>%s</h2><ul>\n", title[verdict->state]);
	for (size_t i = 0; i < verdict->group_count; i++)
		reason(html, &verdict->group[i]);
	if (verdict->group_count == 0) {
		for (size_t i = 0; i < verdict->reason_count; i++)
			html_put(html, "<li><p>%s</p></li>\n", verdict->reason[i]);
	}
	html_put(html, "</ul></section>\n");
}

static void waivers(struct html *html)
{
	size_t count;
	const struct report_waiver *const *waiver =
		waivers_shown(html->arena, html->report, &count);
	if (count == 0)
		return;
	html_put(html, "<section class=why><h2>Waivers</h2><ul>\n");
	for (size_t i = 0; i < count; i++) {
		html_put(html, "<li>");
		check_link(html, waiver[i]->check);
		html_put(html, "<p>%s</p></li>\n", waiver_line(html->arena, waiver[i]));
	}
	if (count < html->report->waiver_count)
		html_put(html, "<li><p>%zu more; the JSON report has them</p></li>\n",
			html->report->waiver_count - count);
	html_put(html, "</ul></section>\n");
}

void html_summary(struct html *html)
{
	const struct report_failure *failure = html->report->failure;
	headline(html);
	if (failure != NULL) {
		html_put(html, "<section class=why><h2>The run could not start</h2>");
		html_prose(html, failure->text);
		html_put(html, "</section>\n");
	}
	facts(html);
	reasons(html);
	waivers(html);
}
