/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the verdict does not count: waivers, and what the run left out. */
#include "report/page.h"

#include "base/text.h"
#include "report/waivers.h"

enum { NAMES_SHOWN = 40 };

static void checks_add(struct page *page, const char *title, bool blocking)
{
	const struct report *report = page->report;
	if (report_left_out_count(report, blocking) == 0)
		return;
	struct text line = text_new(page->arena);
	const char *between = "";
	text_add(&line, "%s", title);
	for (size_t i = 0; i < report->left_out.check_count; i++) {
		if (report->left_out.check[i].blocking != blocking)
			continue;
		text_add(&line, "%s%s", between, report->left_out.check[i].check);
		between = ", ";
	}
	item_add(page, safe_line(page->arena, line.data));
}

static void recoveries_add(struct page *page)
{
	const struct report_left_out *left_out = &page->report->left_out;
	if (left_out->recovery_count == 0)
		return;
	struct text line = text_new(page->arena);
	text_add(&line, "CMSs of the plan that were not checked: ");
	for (size_t i = 0; i < left_out->recovery_count && i < NAMES_SHOWN; i++)
		text_add(&line, "%s%s", i == 0 ? "" : ", ", left_out->recovery[i]);
	if (left_out->recovery_count > NAMES_SHOWN)
		text_add(&line, " and %zu more; the JSON report names them all",
			left_out->recovery_count - NAMES_SHOWN);
	item_add(page, safe_line(page->arena, line.data));
}

static bool is_complete(const struct page *page)
{
	return page->report->left_out.check_count == 0 &&
	       page->report->left_out.recovery_count == 0;
}

void page_left_out(struct page *page)
{
	if (is_complete(page))
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, "What was left out");
	checks_add(page, "blocking checks, without which no CMS can be GO: ", true);
	checks_add(page, "advisory checks: ", false);
	recoveries_add(page);
}

void page_waivers(struct page *page)
{
	size_t count;
	const struct report_waiver *const *waiver =
		waivers_shown(page->arena, page->report, &count);
	if (count == 0)
		return;
	heading_add(page, "Waivers");
	for (size_t i = 0; i < count; i++)
		item_add(page,
			safe_line(page->arena, arena_format(page->arena, "%s: %s", waiver[i]->check,
						       waiver_line(page->arena, waiver[i]))));
	if (count < page->report->waiver_count)
		item_add(page, arena_format(page->arena, "%zu more; the JSON report has them",
				       page->report->waiver_count - count));
}

const char *left_out_summary(struct page *page)
{
	const size_t checks = page->report->left_out.check_count;
	const size_t recoveries = page->report->left_out.recovery_count;
	if (is_complete(page))
		return NULL;
	struct text summary = text_new(page->arena);
	if (checks > 0)
		text_add(&summary, "%zu check%s, %zu of them blocking", checks,
			checks == 1 ? "" : "s", report_left_out_count(page->report, true));
	if (recoveries > 0)
		text_add(&summary, "%s%zu CMS%s of the plan", checks > 0 ? "; " : "", recoveries,
			recoveries == 1 ? "" : "s");
	text_add(&summary, ": see below");
	return summary.data;
}
