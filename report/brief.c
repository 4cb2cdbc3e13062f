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

/* Where it is one CMS, the verdict has said its name. */
static void counts_add(struct page *page)
{
	const struct report *report = page->report;
	size_t passed = 0;
	for (size_t i = 0; i < report->recovery_count; i++)
		passed += (size_t)report->recovery[i].counts.pass;
	prose_add(page,
		arena_format(page->arena,
			"%s of %zu passed. --verbose shows each, and what the causes concern.",
			counted(page, passed, "finding"), report->finding_count),
		0, 0);
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
	page_provenance(page);
	text_add_bytes(&page->out, "\n", 1);
	counts_add(page);
}
