/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables for a plan with several recoveries: what to read first. */
#include "report/page.h"

#include "base/text.h"

enum { NAME_WIDTH = 16, WORD_WIDTH = 14, CHECK_WIDTH = 40 };

static void counts_add(struct page *page, const struct report_counts *count)
{
	text_add(&page->out, "%5lld%5lld%5lld%5lld\n", (long long)count->fail,
		(long long)count->unknown, (long long)count->warn, (long long)count->pass);
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

static void recovery_row(struct page *page, const struct report_recovery *recovery)
{
	name_add(page, recovery->cms, NAME_WIDTH);
	name_add(page, recovery->standby_cluster, NAME_WIDTH);
	verdict_add(page, recovery->verdict, WORD_WIDTH);
	name_add(page, coverage_name(recovery->coverage), WORD_WIDTH);
	counts_add(page, &recovery->counts);
}

/* Those that are not GO come first, so that they are on the first screen. */
static void recovery_table(struct page *page)
{
	static const enum verdict order[] = { VERDICT_NO_GO, VERDICT_UNDETERMINED, VERDICT_GO };
	const struct report *report = page->report;
	heading_add(page, page->fleet ? "CMSs that are not GO" : "CMSs");
	name_add(page, "CMS", NAME_WIDTH);
	name_add(page, "onto", NAME_WIDTH);
	name_add(page, "verdict", WORD_WIDTH);
	name_add(page, "coverage", WORD_WIDTH);
	counts_title_add(page);

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		for (size_t k = 0; k < report->recovery_count; k++) {
			const struct report_recovery *recovery = &report->recovery[k];
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
		const struct report_counts *count = &page->tally[i].counts;
		if (count->fail + count->unknown + count->warn == 0)
			continue;
		name_add(page, page->tally[i].check, CHECK_WIDTH);
		name_add(page, page->tally[i].blocking ? "blocking" : "advisory",
			2 * NAME_WIDTH + 2 * WORD_WIDTH - CHECK_WIDTH);
		counts_add(page, count);
	}
}

void page_tables(struct page *page)
{
	const struct report *report = page->report;
	if (report->recovery_count < 2)
		return;
	if (!page->fleet || verdict_count(report, VERDICT_GO) < report->recovery_count)
		recovery_table(page);
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (!recovery_is_plain(&report->recovery[i])) {
			check_table(page);
			return;
		}
	}
}
