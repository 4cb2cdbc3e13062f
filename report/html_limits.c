/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verdict does not say, what was left out, and what the report was made from. */
#include "report/html.h"

#include <string.h>

static void unsaid(struct html *html)
{
	const struct report *report = html->report;
	if (report->unsaid_count == 0)
		return;
	html_put(html, "<dl class=unsaid>\n");
	for (size_t i = 0; i < report->unsaid_count; i++) {
		html_put(html, "<div><dt>%s</dt><dd>", report->unsaid[i].topic);
		html_prose(html, report->unsaid[i].text);
		html_remedy(html, report->unsaid[i].how);
		html_put(html, "</dd></div>\n");
	}
	html_put(html, "</dl>\n");
}

static void left_out(struct html *html)
{
	const struct report_left_out *out = &html->report->left_out;
	if (out->check_count > 0) {
		const char **name = arena_alloc(html->arena, out->check_count * sizeof *name);
		for (size_t i = 0; i < out->check_count; i++)
			name[i] = out->check[i].blocking
					  ? arena_format(html->arena, "%s (blocking)",
						    out->check[i].check)
					  : out->check[i].check;
		html_put(html, "<div>Checks that were left out: ");
		html_names(html, name, out->check_count);
		html_put(html, "</div>\n");
	}
	if (out->recovery_count > 0) {
		html_put(html, "<div>CMSs of the plan that were left out: ");
		html_names(html, out->recovery, out->recovery_count);
		html_put(html, "</div>\n");
	}
}

void html_limits(struct html *html)
{
	html_put(html, "<section id=limits><h2>%s</h2>\n",
		html->report->verdict.state == VERDICT_GO ? "What this GO does not say"
							  : "What this report does not say");
	html_put(html, "<p>It holds for what was read at the time of the evidence. Run cmsready "
		       "again right before the recovery.</p>\n");
	left_out(html);
	unsaid(html);
	html_put(html, "</section>\n");
}

static void change_add(struct html *html, const struct report_change *change)
{
	static const char *const word[] = { "passed", "warning", "unknown", "failed" };
	html_put(html, "<tr><th scope=row class=name>%s<td>%s<td class=name>%s<td>%s<td>%s<td>%s\n",
		change->recovery, change->check, change->subject, word[change->with],
		word[change->without], change->summary);
}

void html_loss(struct html *html)
{
	const struct report_loss *loss = html->report->loss;
	if (loss == NULL)
		return;
	html_put(html, "<section id=loss><h2>Without the site %s</h2>\n", loss->site);
	if (loss->unread != NULL)
		html_prose(html, loss->unread);
	html_put(html, "<div>");
	html_count(html, loss->server_count, "server was set aside", "servers were set aside");
	html_put(html, ": ");
	const char **name = arena_alloc(html->arena, loss->server_count * sizeof *name);
	for (size_t i = 0; i < loss->server_count; i++)
		name[i] = arena_format(
			html->arena, "%s (%s)", loss->server[i].server, loss->server[i].source);
	html_names(html, name, loss->server_count);
	html_put(html, "</div>\n");
	if (loss->change_count > 0) {
		html_put(html, "<p>Known only with the site:</p><div class=scroll tabindex=0 "
			       "role=region aria-label=\"Known only with the site\"><table><thead>"
			       "<tr><th scope=col>CMS<th scope=col>Check<th scope=col>Subject"
			       "<th scope=col>With<th scope=col>Without<th scope=col>Finding"
			       "</tr></thead><tbody>\n");
		for (size_t i = 0; i < loss->change_count; i++)
			change_add(html, &loss->change[i]);
		html_put(html, "</tbody></table></div>\n");
	}
	html_put(html, "</section>\n");
}

static void term(struct html *html, const char *title, const char *text)
{
	if (text != NULL && *text != '\0')
		html_put(html, "<div><dt>%s</dt><dd class=name>%s</dd></div>\n", title, text);
}

void html_provenance(struct html *html)
{
	const struct report_run *run = &html->report->run;
	html_put(html, "<section id=provenance><h2>Provenance</h2><dl class=terms>\n");
	term(html, "Plan", run->plan);
	term(html, "Plan, SHA-256", run->plan_sha256);
	term(html, "Evidence, SHA-256", run->evidence_sha256);
	term(html, "Collected for another plan", run->collected_for);
	for (size_t i = 0; i < run->plan_difference_count; i++)
		term(html, "What differs", run->plan_difference[i]);
	term(html, "Read from", run->started);
	term(html, "Read until", run->ended);
	term(html, "On the host", run->host);
	term(html, "Run", run->id);
	term(html, "cmsready", run->version);
	term(html, "Report format", html->report->schema_version);
	html_put(html, "</dl></section>\n");
}
