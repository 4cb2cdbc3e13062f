/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings by check: what was found, what it means, the proof and the fix. */
#include "report/html.h"
#include "report/waivers.h"

#include <string.h>

enum { WHOM_SHOWN = 3 };

static const char **names_of(struct html *html, const struct html_entry *entry)
{
	const char **name = arena_alloc(html->arena, entry->recovery_count * sizeof *name);
	for (size_t i = 0; i < entry->recovery_count; i++)
		name[i] = html->report->recovery[entry->recovery[i]].cms;
	return name;
}

/* For the line that is seen when the entry is folded. */
static void whom(struct html *html, const struct html_entry *entry)
{
	const size_t shown =
		entry->recovery_count <= WHOM_SHOWN ? entry->recovery_count : WHOM_SHOWN;
	html_names(html, names_of(html, entry), shown);
	if (shown < entry->recovery_count)
		html_put(html, " and %zu more", entry->recovery_count - shown);
}

static void whom_in_full(struct html *html, const struct html_entry *entry)
{
	if (entry->recovery_count <= WHOM_SHOWN)
		return;
	html_put(html, "<h4>For</h4><div>");
	html_names(html, names_of(html, entry), entry->recovery_count);
	html_put(html, "</div>");
}

static void causes_of(struct html *html, const struct report_finding *finding)
{
	if (finding->root_count == 0)
		return;
	html_put(html, "<h4>Because of</h4><ul>");
	for (size_t i = 0; i < finding->root_count; i++) {
		const size_t root = finding->root_at[i];
		html_put(html, "<li>");
		html_cause(html, root);
		html_put(html, ": %s", html->report->root[root].text);
	}
	html_put(html, "</ul>");
}

/* An earlier entry of the check with the same text; or NULL. */
static const struct html_entry *same_before(
	const struct html *html, const struct html_check *check, size_t index)
{
	const char *remedy = html->entry[check->entry[index]].finding->remedy;
	const size_t first = index > HTML_FEW ? index - HTML_FEW : 0;
	for (size_t i = first; i < index; i++) {
		const struct html_entry *entry = &html->entry[check->entry[i]];
		if (strcmp(entry->finding->remedy, remedy) == 0)
			return entry;
	}
	return NULL;
}

static void texts_add(struct html *html, const struct html_check *check, size_t index)
{
	const struct report_finding *finding = html->entry[check->entry[index]].finding;
	const struct html_entry *before = same_before(html, check, index);
	if (finding->explained)
		return;
	if (html->text_bytes > HTML_TEXT_BYTES) {
		html_put(html, "<p>This page is long. The JSON report has the proof and the fix.");
		return;
	}
	html->text_bytes += strlen(finding->proof);
	if (*finding->proof != '\0')
		html_put(html, "<h4>Proof</h4>");
	html_prose(html, finding->proof);
	if (before != NULL && *finding->remedy != '\0') {
		html_put(html, "<h4>Fix</h4><p><a href=\"#e%zu\">as for %s</a></p>",
			(size_t)(before - html->entry),
			html->report->recovery[before->recovery[0]].cms);
		return;
	}
	html->text_bytes += strlen(finding->remedy);
	if (*finding->remedy != '\0')
		html_put(html, "<h4>Fix</h4>");
	html_remedy(html, finding->remedy);
}

static void entry_add(struct html *html, const struct html_check *check, size_t index)
{
	const struct html_entry *entry = &html->entry[check->entry[index]];
	const struct report_finding *finding = entry->finding;
	const bool open = html->entry_count <= HTML_ENTRIES_OPEN ? finding->outcome != OUTCOME_PASS
								 : index == 0;
	html_put(html, "<details class=\"entry %s\"%s><summary>", html_mark_of(finding).class_name,
		open && finding->outcome != OUTCOME_PASS ? " open" : "");
	html_badge(html, html_mark_of(finding));
	html_put(html, " <span class=whom>");
	whom(html, entry);
	if (*finding->subject != '\0')
		html_put(html, " <small>%s</small>", finding->subject);
	html_put(html, "</span> <span class=sum>%s</span></summary><div class=body id=e%zu>",
		finding->summary, check->entry[index]);
	whom_in_full(html, entry);
	if (finding->waiver != NULL)
		html_put(html, "<p><b>%s</b></p>", waiver_note(html->arena, finding->waiver));
	causes_of(html, finding);
	texts_add(html, check, index);
	if (finding->outcome == OUTCOME_PASS && check->counts.pass > 1 &&
		html->report->recovery_count > HTML_FEW)
		html_put(html,
			"<p>Passed %zu times; this is the first. The JSON report has all.</p>",
			(size_t)check->counts.pass);
	html_put(html, "</div></details>\n");
}

static void counts_add(struct html *html, const struct report_counts *counts)
{
	static const char *const word[] = { "failed", "unknown", "warning", "passed" };
	const int64_t count[] = { counts->fail, counts->unknown, counts->warn, counts->pass };
	const char *between = "";
	for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
		if (count[i] == 0)
			continue;
		html_put(html, "%s%zu %s", between, (size_t)count[i], word[i]);
		between = ", ";
	}
}

/* With very many findings, the rest of them by name. */
static void others_add(struct html *html, size_t index)
{
	const struct html_check *check = &html->check[index];
	const size_t count = check->entry_count - check->shown_count;
	const char **name = arena_alloc(html->arena, count * sizeof *name);
	for (size_t i = 0; i < count; i++) {
		const struct html_entry *entry = &html->entry[check->entry[check->shown_count + i]];
		name[i] = html->report->recovery[entry->recovery[0]].cms;
	}
	html_put(html,
		"<div class=body id=m%zu>%zu more, with proof and fix in the JSON "
		"report: ",
		index, count);
	html_names(html, name, count);
	html_put(html, "</div>\n");
}

static void check_add(struct html *html, size_t index)
{
	const struct html_check *check = &html->check[index];
	const struct report_finding *worst = html->entry[check->entry[0]].finding;
	html_put(html, "<article id=k%zu class=\"check%s\"><h3>%s <small>%s: ", index,
		worst->explained ? " brief" : "", check->id,
		check->blocking ? "blocking" : "does not block");
	counts_add(html, &check->counts);
	html_put(html, "</small></h3>\n");
	if (*worst->why != '\0' && !worst->explained) {
		html_put(html, "<div class=reason>");
		html_prose(html, worst->why);
		html_put(html, "</div>\n");
	}
	for (size_t i = 0; i < check->shown_count; i++)
		entry_add(html, check, i);
	if (check->shown_count < check->entry_count)
		others_add(html, index);
	html_put(html, "</article>\n");
}

void html_checks(struct html *html)
{
	size_t passed = 0;
	if (html->check_count == 0)
		return;
	html_put(html, "<section id=checks><h2>What was found, proof and fix</h2>\n");
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < html->check_count; i++) {
			if (html->check[i].worst == severity)
				check_add(html, i);
		}
	}
	for (size_t i = 0; i < html->check_count; i++)
		passed += html->check[i].worst == SEVERITY_INFO;
	if (passed > 0) {
		html_put(html, "<details class=all><summary>");
		html_count(html, passed, "check", "checks");
		html_put(html, " passed for every CMS</summary>\n");
		for (size_t i = 0; i < html->check_count; i++) {
			if (html->check[i].worst == SEVERITY_INFO)
				check_add(html, i);
		}
		html_put(html, "</details>\n");
	}
	html_put(html, "</section>\n");
}
