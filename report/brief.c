/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report of which each finding that did not pass follows from a root cause that others have, too:
 * a ticket that is missing, a mistyped name. The causes say all, so there is nothing else to show.
 */
#include "report/page.h"

#include <string.h>

static bool follows(const struct page *page, const struct report_finding *finding)
{
	for (size_t i = 0; i < finding->root_count; i++) {
		if (!page->report->root[finding->root_at[i]].shared)
			return false;
	}
	return finding->root_count > 0;
}

bool page_can_be_brief(const struct page *page)
{
	const struct report *report = page->report;
	bool any = false;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		if (finding->outcome == OUTCOME_PASS)
			continue;
		any = true;
		if (!follows(page, finding))
			return false;
	}
	/* Sentences about the run are reasons of their own. */
	for (size_t i = 0; i < page->kind_count; i++)
		any = any && page->kind[i].sentence == NULL;
	return any && !page->style->verbose && report->loss == NULL &&
	       report->left_out.check_count + report->left_out.recovery_count == 0;
}

/* The proof of a cause that is no gap: that of the finding which reports it. */
static void proof_add(struct page *page, size_t root)
{
	if (page->report->root[root].gap_count > 0)
		return;
	for (size_t i = 0; i < page->report->finding_count; i++) {
		const struct report_finding *finding = &page->report->finding[i];
		if (finding->outcome == OUTCOME_PASS || finding->explained ||
			finding->root_at[0] != root)
			continue;
		spaces_add(&page->out, PAGE_INDENT);
		text_add(&page->out, "Proof: ");
		prose_add(page, finding->proof, PAGE_INDENT + strlen("Proof: "), PAGE_INDENT);
		return;
	}
}

static bool reports(const struct page *page, const struct report_finding *finding)
{
	return page->report->root[finding->root_at[0]].gap_count == 0;
}

/* Findings that also have another cause, which their summary tells; advice is only named. */
static void others_add(struct page *page)
{
	struct text advice = text_new(page->arena);
	for (size_t i = 0; i < page->kind_count; i++) {
		const struct kind *kind = &page->kind[i];
		if (kind->check == NULL || reports(page, kind->first))
			continue;
		if (!kind->decides) {
			text_add(&advice, "%s%s", advice.length == 0 ? "" : ", ", kind->check);
			continue;
		}
		outcome_add(page, kind->outcome, PAGE_MARK);
		prose_add(page,
			arena_format(page->arena, "%s: %s", kind->check, kind->first->summary),
			PAGE_MARK, page->indent);
	}
	if (advice.length == 0)
		return;
	text_add(&page->out, "Does not block: ");
	prose_add(page, advice.data, strlen("Does not block: "), 2);
}

static void counts_add(struct page *page)
{
	const struct report *report = page->report;
	size_t passed = 0;
	for (size_t i = 0; i < report->recovery_count; i++)
		passed += (size_t)report->recovery[i].counts.pass;
	text_add(&page->out, "Passed    ");
	prose_add(page,
		arena_format(page->arena, "%s of %zu; --verbose shows each",
			counted(page, passed, "finding"), report->finding_count),
		strlen("Passed    "), 2);
}

void page_brief(struct page *page)
{
	for (size_t i = 0; i < page->report->root_count; i++) {
		if (!page->report->root[i].shared)
			continue;
		root_title(page, i);
		proof_add(page, i);
		root_rest(page, i);
	}
	others_add(page);
	page_provenance(page);
	page_waivers(page);
	counts_add(page);
}
