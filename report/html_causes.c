/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why findings did not pass, and all that could not be read. */
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

static void places(struct html *html, const struct report_root *root)
{
	if (root->gap_count == 0)
		return;
	const char **place = arena_alloc(html->arena, root->gap_count * sizeof *place);
	for (size_t i = 0; i < root->gap_count; i++)
		place[i] = place_of(html, &html->report->gap[root->gap[i]]);
	html_put(html, "<div class=for>%s, %s: ", root->source, root->cause);
	html_names(html, place, root->gap_count);
	html_put(html, "</div>");
}

void html_cause(struct html *html, size_t root)
{
	html_put(html, "<a href=\"#g%zu\">Cause %zu</a>", root, root + 1);
}

/* How bad it is: the mark of the worst finding that it explains. */
static struct html_mark mark_of_root(const struct html *html, size_t index)
{
	const struct report_finding *worst = NULL;
	for (size_t i = 0; i < html->report->finding_count; i++) {
		const struct report_finding *finding = &html->report->finding[i];
		for (size_t k = 0; k < finding->root_count; k++) {
			if (finding->root_at[k] == index &&
				(worst == NULL || finding->severity > worst->severity))
				worst = finding;
		}
	}
	return worst != NULL ? html_mark_of(worst) : (struct html_mark){ "?", "unknown", "u" };
}

static void consequences_add(struct html *html, const struct report_root *root)
{
	html_put(html, "<div class=for>Because of it: ");
	html_count(html, (size_t)root->finding_count, "finding", "findings");
	html_put(html, ", %zu blocking, of ", (size_t)root->blocking_count);
	html_count(html, (size_t)root->recovery_count, "CMS", "CMSs");
	html_put(html, ": ");
	html_names(html, root->check, root->check_count);
	html_put(html, "</div>");
}

static void root_add(struct html *html, size_t index)
{
	const struct report_root *root = &html->report->root[index];
	const struct html_mark mark = mark_of_root(html, index);
	html_put(html, "<article id=g%zu class=card><h3>", index);
	html_put(html, "<span class=\"mark %s\"><i aria-hidden=true>%s</i>Cause %zu</span> ",
		mark.class_name, mark.sign, index + 1);
	html_put(html, "%s</h3>", *root->text != '\0' ? root->text : root->cause);
	places(html, root);
	consequences_add(html, root);
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
	html_put(html, "<section id=causes><h2>Causes</h2>\n");
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
