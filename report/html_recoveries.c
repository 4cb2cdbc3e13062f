/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each recovery: its picture, its outage, and what does not pass. */
#include "report/html.h"

#include <string.h>

static void problem_add(struct html *html, const struct report_finding *finding)
{
	const size_t index = (size_t)(finding - html->report->finding);
	html_put(html, "<li>");
	html_badge(html, html_mark_of(finding));
	html_put(html, " <a class=id href=\"#e%zu\">%s</a> %s</li>\n", html->entry_of[index],
		finding->check, finding->summary);
}

static void problems(struct html *html, const struct report_recovery *recovery)
{
	if ((size_t)recovery->counts.pass == recovery->count) {
		html_put(html, recovery->count == 0 ? "<p>No check ran, so nothing is known.</p>\n"
						    : "<p>All checks passed.</p>\n");
		return;
	}
	html_put(html, "<ul class=problems>\n");
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = recovery->first; i < recovery->first + recovery->count; i++) {
			const struct report_finding *finding = &html->report->finding[i];
			if (finding->severity == severity)
				problem_add(html, finding);
		}
	}
	html_put(html, "</ul>\n");
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
	html_put(html, "</small></summary>\n");
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
		html_put(html, "<details class=\"recovery %s\"%s>",
			html_mark_of_verdict(recovery->verdict).class_name,
			report->recovery_count <= HTML_FEW ? " open" : "");
		title(html, recovery);
		html_put(html, "<div id=r%zu>", i);
		html_picture(html, i);
		if (report->recovery_count > 1) {
			html_put(html, "<dl class=facts>");
			html_outage(html, i);
			html_put(html, "</dl>\n");
		}
		problems(html, recovery);
		html_put(html, "</div></details>\n");
	}
	html_put(html, "</section>\n");
}
