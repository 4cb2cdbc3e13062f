/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for a plan with several recoveries: what to read first. */
#include "report/page.h"

#include "base/text.h"

enum { NAME_WIDTH = 16, WORD_WIDTH = 14, CHECK_WIDTH = 40 };

static void counts_add(struct page *page, const size_t *count)
{
	text_add(&page->out, "%5zu%5zu%5zu%5zu\n", count[OUTCOME_FAIL], count[OUTCOME_UNKNOWN],
		count[OUTCOME_WARN], count[OUTCOME_PASS]);
}

static void counts_title_add(struct page *page)
{
	text_add(&page->out, "%5s%5s%5s%5s\n", "FAIL", "UNKN", "WARN", "ok");
}

static void name_add(struct page *page, const char *name, size_t width)
{
	cell_add(&page->out, safe_line(page->arena, name), width - 1);
	spaces_add(&page->out, 1);
}

static void recovery_row(struct page *page, const struct recovery_judgement *recovery)
{
	name_add(page, recovery->recovery->cms.label, NAME_WIDTH);
	name_add(page, recovery->recovery->standby_cluster.label, NAME_WIDTH);
	verdict_add(page, recovery->verdict, WORD_WIDTH);
	name_add(page, coverage_name(recovery->coverage), WORD_WIDTH);
	counts_add(page, recovery->outcome_count);
}

/* Those that are not GO come first, so that they are on the first screen. */
static void recovery_table(struct page *page)
{
	static const enum verdict order[] = { VERDICT_NO_GO, VERDICT_UNDETERMINED, VERDICT_GO };
	const struct judgement *judgement = page->judgement;
	heading_add(page, page->fleet ? "CMSs that are not GO" : "CMSs");
	name_add(page, "CMS", NAME_WIDTH);
	name_add(page, "onto", NAME_WIDTH);
	name_add(page, "verdict", WORD_WIDTH);
	name_add(page, "coverage", WORD_WIDTH);
	counts_title_add(page);

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		for (size_t k = 0; k < judgement->recovery_count; k++) {
			const struct recovery_judgement *recovery = &judgement->recovery[k];
			if (recovery->verdict == order[i] &&
				!(page->fleet && recovery->verdict == VERDICT_GO))
				recovery_row(page, recovery);
		}
	}
}

static void check_table(struct page *page)
{
	heading_add(page, "Checks that did not pass everywhere");
	name_add(page, "check", CHECK_WIDTH);
	spaces_add(&page->out, 2 * NAME_WIDTH + 2 * WORD_WIDTH - CHECK_WIDTH);
	counts_title_add(page);
	for (size_t i = 0; i < page->tally_count; i++) {
		const size_t *count = page->tally[i].outcome_count;
		if (count[OUTCOME_FAIL] + count[OUTCOME_UNKNOWN] + count[OUTCOME_WARN] == 0)
			continue;
		bool blocking = page->tally[i].check->weight == WEIGHT_BLOCKING;
		name_add(page, page->tally[i].check->id, CHECK_WIDTH);
		name_add(page, blocking ? "blocking" : "advisory",
			2 * NAME_WIDTH + 2 * WORD_WIDTH - CHECK_WIDTH);
		counts_add(page, count);
	}
}

void page_tables(struct page *page)
{
	const struct judgement *judgement = page->judgement;
	if (judgement->recovery_count < 2)
		return;
	if (!page->fleet || verdict_count(judgement, VERDICT_GO) < judgement->recovery_count)
		recovery_table(page);
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		if (!recovery_is_plain(&judgement->recovery[i])) {
			check_table(page);
			return;
		}
	}
}
