/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recoveries by the checks. A cell leads to its proof and remedy. */
#include "report/html.h"

#include <string.h>

/* "dns.ttl": the part before the dot names where the check looks. */
static size_t group_length(const char *id)
{
	return strcspn(id, ".");
}

static bool same_group(const char *a, const char *b)
{
	const size_t length = group_length(a);
	return length == group_length(b) && memcmp(a, b, length) == 0;
}

static void groups(struct html *html)
{
	static const struct {
		const char *prefix, *title;
	} known[] = { { "ad", "Directory" }, { "ex", "Exchange" }, { "os", "OS" }, { "dns", "DNS" },
		{ "share", "Shares" } };
	html_put(html, "<tr><th scope=col rowspan=2>CMS</th>");
	for (size_t i = 0, next; i < html->check_count; i = next) {
		const char *id = html->check[i].id;
		const char *title = arena_text(html->arena, id, group_length(id));
		for (next = i + 1; next < html->check_count; next++) {
			if (!same_group(id, html->check[next].id))
				break;
		}
		for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
			if (strcmp(known[k].prefix, title) == 0)
				title = known[k].title;
		}
		html_put(html, "<th scope=colgroup colspan=%zu class=g>%s</th>", next - i, title);
	}
	html_put(html, "</tr>\n");
}

static void columns_of(struct html *html)
{
	html_put(html, "<tr>");
	for (size_t i = 0; i < html->check_count; i++) {
		const char *id = html->check[i].id;
		const bool first = i == 0 || !same_group(id, html->check[i - 1].id);
		const size_t group = group_length(id);
		html_put(html, "<th scope=col class=\"c%s%s\"><a href=\"#k%zu\">%s</a></th>",
			first ? " g" : "", html->check[i].blocking ? " b" : "", i,
			id[group] == '.' ? id + group + 1 : id);
	}
	html_put(html, "</tr>\n");
}

/* Passes are most of the cells, so they are short. */
static void cell_add(struct html *html, size_t recovery, size_t check, const struct html_cell *cell)
{
	const struct report_finding *finding = cell->finding;
	const bool fleet = html->report->recovery_count > HTML_FEW;
	if (finding == NULL) {
		html_put(html, "<td>\u00b7");
		return;
	}
	if (finding->outcome == OUTCOME_PASS && fleet) {
		html_put(html, "<td>\u2713");
		return;
	}
	const struct html_mark mark = html_mark_of(finding);
	html_put(html, "<td class=\"%s\"><a ", mark.class_name);
	html_link(html, finding);
	html_put(html, " aria-label=\"%s, %s: %s\">%s", html->report->recovery[recovery].cms,
		html->check[check].id, mark.word, mark.sign);
	if (cell->count > 1)
		html_put(html, "<sub>%zu</sub>", cell->count);
	html_put(html, "</a>");
}

static void row_add(struct html *html, size_t recovery, struct html_cell *cell)
{
	const struct report_recovery *row = &html->report->recovery[recovery];
	const struct html_mark mark = html_mark_of_verdict(row->verdict);
	html_put(html, "<tr><th scope=row><a href=\"#r%zu\">%s</a> ", recovery, row->cms);
	html_badge(html, mark);
	html_put(html, "</th>");
	html_cells(html, recovery, cell);
	for (size_t i = 0; i < html->check_count; i++)
		cell_add(html, recovery, i, &cell[i]);
	html_put(html, "\n");
}

static void legend(struct html *html)
{
	html_put(html,
		"<ul class=legend>"
		"<li><span class=\"cell f b\">\u2715</span> failed, blocks</li>"
		"<li><span class=\"cell u b\">?</span> not decided, blocks</li>"
		"<li><span class=\"cell f\">\u2715</span><span class=\"cell u\">?</span>"
		"<span class=\"cell w\">!</span> does not block</li>"
		"<li><span class=\"cell p\">\u2713</span> passed</li>"
		"<li>A check in bold can block. A cell leads to its proof and fix.</li></ul>\n");
}

void html_matrix(struct html *html)
{
	const struct report *report = html->report;
	if (html->check_count == 0)
		return;
	html_put(html, "<section id=matrix><h2>Recoveries by checks</h2>\n");
	if (html->check_count > HTML_CELLS / report->recovery_count) {
		html_put(html, "<p>The matrix would have too many cells. The findings are "
			       "below.</p></section>\n");
		return;
	}
	legend(html);
	html_put(html, "<div class=scroll tabindex=0 role=region "
		       "aria-label=\"Recoveries by checks\"><table class=matrix>\n<thead>");
	groups(html);
	columns_of(html);
	html_put(html, "</thead>\n<tbody>\n");
	struct html_cell *cell = arena_alloc(html->arena, html->check_count * sizeof *cell);
	for (size_t i = 0; i < report->recovery_count; i++)
		row_add(html, i, cell);
	html_put(html, "</tbody></table></div></section>\n");
}
