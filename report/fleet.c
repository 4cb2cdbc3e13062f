/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recoveries are shown in full, and of a fleet what is said of the others. */
#include "report/page.h"

#include <string.h>

static void names_add(struct page *page, const char *title, const char **name, size_t count)
{
	struct text names = text_new(page->arena);
	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		text_add(&names, "%s%s", i > 0 ? ", " : "", name[i]);
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, arena_format(page->arena, "%s: %zu", title, count));
	prose_add(page, safe_line(page->arena, names.data), 0, 2);
}

/* Whether everything that did not pass is explained by root causes, which say it once for all. */
static bool is_explained(const struct page *page, const struct report_recovery *recovery)
{
	size_t explained = 0;
	for (size_t i = 0; i < recovery->count; i++)
		explained += recovery_finding(page, recovery, i)->explained;
	return explained > 0 && explained + (size_t)recovery->counts.pass == recovery->count;
}

/* Every CMS can be found in the report, even in a fleet. */
static void names_of(struct page *page, const char *title,
	bool (*is_meant)(const struct page *, const struct report_recovery *))
{
	const struct report *report = page->report;
	const char **name = arena_alloc(page->arena, report->recovery_count * sizeof *name);
	size_t count = 0;
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (is_meant(page, &report->recovery[i]))
			name[count++] = report->recovery[i].cms;
	}
	names_add(page, title, name, count);
}

static bool is_plain(const struct page *page, const struct report_recovery *recovery)
{
	(void)page;
	return recovery_is_plain(recovery);
}

static bool is_in_full(const struct page *page, const struct report_recovery *recovery)
{
	return !page->fleet || page->style->verbose ||
	       (recovery->verdict != VERDICT_GO && !is_explained(page, recovery));
}

static bool is_told_by_causes(const struct page *page, const struct report_recovery *recovery)
{
	return is_explained(page, recovery) && !is_in_full(page, recovery);
}

/*
 * Findings with one check and outcome about CMSs that are GO: the first in full, and the names of
 * all.
 */
static void warning_add(struct page *page, const struct kind *kind)
{
	const struct report *report = page->report;
	const struct report_finding *first = NULL;
	struct text names = text_new(page->arena);
	size_t last = report->recovery_count;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		if (report->recovery[finding->recovery_at].verdict != VERDICT_GO ||
			page_tally(page, finding) != &page->tally[kind->order] ||
			finding->outcome != kind->outcome || finding->explained ||
			finding->recovery_at == last)
			continue;
		last = finding->recovery_at;
		if (first == NULL)
			finding_full(page, finding);
		text_add(&names, "%s%s", first == NULL ? "" : ", ", finding->recovery);
		first = first == NULL ? finding : first;
	}
	if (first != NULL)
		finding_part(page, "For:", safe_line(page->arena, names.data));
}

static void warnings_add(struct page *page)
{
	size_t count = 0;
	for (size_t i = 0; i < page->report->recovery_count; i++) {
		const struct report_recovery *recovery = &page->report->recovery[i];
		count += recovery->verdict == VERDICT_GO && !recovery_is_plain(recovery) &&
			 !is_explained(page, recovery);
	}
	if (count == 0)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, arena_format(page->arena, "GO, with warnings: %zu", count));
	prose_add(page,
		"Each kind is shown in full for the first CMS only. The JSON report has all.", 0,
		0);
	for (size_t i = page->deciding_count; i < page->kind_count; i++) {
		if (page->kind[i].check != NULL)
			warning_add(page, &page->kind[i]);
	}
}

void page_details(struct page *page)
{
	const struct report *report = page->report;
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (is_in_full(page, &report->recovery[i]))
			recovery_full(page, &report->recovery[i]);
	}
	if (!page->fleet || page->style->verbose)
		return;
	names_of(page, "CMSs with nothing but the root causes above", is_told_by_causes);
	warnings_add(page);
	names_of(page, "GO, all checks passed", is_plain);
}
