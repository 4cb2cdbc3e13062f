/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What passed: one line for each CMS, or with --verbose each finding with its proof. */
#include "report/page.h"

#include <string.h>

/* Checks of which all findings about the recovery passed. */
static size_t checks_passed(struct page *page, const struct report_recovery *recovery)
{
	size_t count = 0;
	for (size_t i = 0; i < recovery->count;) {
		const char *check = recovery_finding(page, recovery, i)->check;
		bool passed = true;
		for (; i < recovery->count &&
			strcmp(recovery_finding(page, recovery, i)->check, check) == 0;
			i++)
			passed &= recovery_finding(page, recovery, i)->outcome == OUTCOME_PASS;
		count += passed;
	}
	return count;
}

static void pass_add(struct page *page, const struct report_finding *finding)
{
	outcome_add(page, OUTCOME_PASS, PAGE_MARK);
	prose_add(page,
		arena_format(page->arena, "%s: %s", finding->check,
			*finding->summary != '\0' ? finding->summary : finding->subject),
		PAGE_MARK, page->indent);
	if (*finding->proof == '\0')
		return;
	text_add(&page->out, "  %-*s", PAGE_MARK - 2, "Proof:");
	prose_add(page, finding->proof, PAGE_MARK, page->indent);
}

void page_passes(struct page *page, const struct report_recovery *recovery)
{
	if (recovery->counts.pass == 0)
		return;
	if ((size_t)recovery->counts.pass < recovery->count)
		text_add_bytes(&page->out, "\n", 1);
	if (!page->style->verbose) {
		outcome_add(page, OUTCOME_PASS, PAGE_MARK);
		prose_add(page,
			arena_format(page->arena, "%s passed (--verbose shows them)",
				counted(page, checks_passed(page, recovery), "check")),
			PAGE_MARK, page->indent);
		return;
	}
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome == OUTCOME_PASS)
			pass_add(page, finding);
	}
}
