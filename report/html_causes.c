/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why findings are unknown, and all that could not be read. */
#include "report/html.h"

#include <string.h>

static const char *place_of(struct html *html, const struct report_gap *gap)
{
	if (gap->server == NULL)
		return "as a whole";
	return gap->subject == NULL
		       ? gap->server
		       : arena_format(html->arena, "%s: %s", gap->server, gap->subject);
}

void html_places(struct html *html, const struct report_root *root)
{
	const char **place = arena_alloc(html->arena, root->gap_count * sizeof *place);
	for (size_t i = 0; i < root->gap_count; i++)
		place[i] = place_of(html, &html->report->gap[root->gap[i]]);
	html_put(html, "<p class=for>%s: ", root->source);
	html_names(html, place, root->gap_count);
	html_put(html, "</p>");
}

static void root_add(struct html *html, size_t index)
{
	const struct report_root *root = &html->report->root[index];
	html_put(html, "<article id=g%zu class=card><h3>", index);
	html_put(html, "<span class=\"mark u%s\"><i aria-hidden=true>?</i>Cause %zu</span> ",
		root->blocking_count > 0 ? " b" : "", index + 1);
	html_put(html, "%s%s%s</h3>", root->source, *root->source == '\0' ? "" : ": ", root->cause);
	html_prose(html, root->text);
	html_places(html, root);
	html_put(html, "<p class=for>");
	html_count(html, (size_t)root->finding_count, "finding is", "findings are");
	html_put(html, " unknown because of it, %zu blocking, for ", (size_t)root->blocking_count);
	html_count(html, (size_t)root->recovery_count, "CMS", "CMSs");
	html_put(html, ": ");
	html_names(html, root->check, root->check_count);
	html_put(html, "</p>");
	if (root->remedy != NULL && *root->remedy != '\0') {
		html_put(html, "<h4>Fix</h4>");
		html_remedy(html, root->remedy);
	}
	html_put(html, "</article>\n");
}

/* Causes that several findings share stand before all findings; the others are named there. */
static void roots_add(struct html *html, bool shared)
{
	for (size_t i = 0; i < html->report->root_count; i++) {
		if (html->report->root[i].shared == shared)
			root_add(html, i);
	}
}

void html_causes(struct html *html)
{
	if (html->report->root_count == 0)
		return;
	html_put(html, "<section id=causes><h2>Causes of what is unknown</h2>\n");
	roots_add(html, true);
	roots_add(html, false);
	html_put(html, "</section>\n");
}

void html_gaps(struct html *html)
{
	const struct report *report = html->report;
	if (report->gap_count == 0)
		return;
	html_put(html, "<section id=gaps><h2>What could not be read</h2>\n<details%s><summary>",
		report->gap_count <= HTML_FEW ? " open" : "");
	html_count(html, report->gap_count, "gap", "gaps");
	html_put(html, "</summary><div class=scroll tabindex=0 role=region "
		       "aria-label=\"What could not be read\"><table><thead><tr>"
		       "<th scope=col>Source<th scope=col>Where<th scope=col>Cause"
		       "<th scope=col>Text</tr></thead><tbody>\n");
	for (size_t i = 0; i < report->gap_count; i++) {
		const struct report_gap *gap = &report->gap[i];
		html_put(html, "<tr><td>%s<td class=name>%s<td>%s<td>%s\n", gap->source,
			place_of(html, gap), gap->cause, gap->text);
	}
	html_put(html, "</tbody></table></div></details></section>\n");
}
