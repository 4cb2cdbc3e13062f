/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each recovery: its picture, its outage, and what does not pass. */
#include "report/html.h"

#include <stdint.h>

#include "report/blockers.h"

enum { BLOCKERS_SHOWN = 4 };

static void problem_add(struct html *html, const struct report_finding *finding)
{
	html_put(html, "<li>");
	html_badge(html, html_mark_of(finding));
	html_put(html, " <a class=id ");
	html_link(html, finding);
	html_put(html, ">%s</a> %s</li>\n", finding->check, finding->summary);
}

/* Findings that root causes explain would only repeat them. */
static void explained_add(struct html *html, const struct report_recovery *recovery)
{
	const struct report *report = html->report;
	size_t *count = arena_alloc(html->arena, report->root_count * sizeof *count);
	for (size_t i = recovery->first; i < recovery->first + recovery->count; i++) {
		const struct report_finding *finding = &report->finding[i];
		for (size_t k = 0; finding->explained && k < finding->root_count; k++)
			count[finding->root_at[k]]++;
	}
	for (size_t i = 0; i < report->root_count; i++) {
		if (count[i] == 0)
			continue;
		html_put(html, "<li>");
		html_cause(html, i);
		html_put(html, ": %s: ", report->root[i].text);
		html_count(html, count[i], "finding", "findings");
		html_put(html, "</li>\n");
	}
}

static void problems(struct html *html, const struct report_recovery *recovery)
{
	const size_t most = html->report->recovery_count > HTML_FEW ? HTML_FEW : SIZE_MAX;
	size_t count = 0;
	html_put(html, "<ul class=problems>\n");
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = recovery->first; i < recovery->first + recovery->count; i++) {
			const struct report_finding *finding = &html->report->finding[i];
			if (finding->severity == severity && !finding->explained && count++ < most)
				problem_add(html, finding);
		}
	}
	if (count > most)
		html_put(html, "<li>and %zu more, in the <a href=\"#matrix\">matrix</a></li>\n",
			count - most);
	explained_add(html, recovery);
	html_put(html, "</ul>\n");
}

static void findings_of(struct html *html, const struct report_recovery *recovery)
{
	if (recovery->count == 0)
		html_put(html, "<p>No check ran, so nothing is known.</p>\n");
	else if ((size_t)recovery->counts.pass == recovery->count)
		html_put(html, "<p>All checks that ran passed.</p>\n");
	else
		problems(html, recovery);
}

/* For those who look at the list of a fleet and open none. */
static void blocked_by(struct html *html, const struct report_recovery *recovery)
{
	size_t count;
	const char *const *id = blockers_of(html->arena, html->report, recovery, &count);
	if (count == 0)
		return;
	html_put(html, "<span class=by><small>%s</small> ",
		recovery->verdict == VERDICT_NO_GO ? "blocked by" : "not decided:");
	for (size_t i = 0; i < count && i < BLOCKERS_SHOWN; i++)
		html_put(html, "%s<span class=id>%s</span>", i == 0 ? "" : ", ", id[i]);
	if (count > BLOCKERS_SHOWN)
		html_put(html, " and %zu more", count - BLOCKERS_SHOWN);
	html_put(html, "</span>");
}

static void title(struct html *html, const struct report_recovery *recovery)
{
	html_put(html, "<summary>");
	html_badge(html, html_mark_of_verdict(recovery->verdict));
	html_put(html, " <span class=whom>%s <span aria-hidden=true>\u2192</span> %s</span>",
		recovery->cms, recovery->standby_cluster);
	html_put(html, " <small>%zu of %zu passed", (size_t)recovery->counts.pass, recovery->count);
	if (recovery->coverage != COVERAGE_COMPLETE)
		html_put(html, ", coverage %s", coverage_name(recovery->coverage));
	html_put(html, "</small>");
	blocked_by(html, recovery);
	html_put(html, "</summary>\n");
}

void html_recoveries(struct html *html)
{
	const struct report *report = html->report;
	if (report->recovery_count == 0)
		return;
	html_put(html, "<section id=recoveries><h2>%s</h2>\n",
		report->recovery_count == 1 ? "The recovery" : "Each recovery");
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		html_put(html, "<details class=\"recovery%s\"%s>",
			report->recovery_count <= HTML_FEW ? "" : " row",
			report->recovery_count <= HTML_FEW ? " open" : "");
		title(html, recovery);
		html_put(html, "<div id=r%zu>", i);
		html_picture(html, i);
		if (report->recovery_count > 1) {
			html_put(html, "<dl class=facts>");
			html_outage(html, i);
			html_put(html, "</dl>\n");
		}
		findings_of(html, recovery);
		html_put(html, "</div></details>\n");
	}
	html_put(html, "</section>\n");
}
