/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks and recoveries that the run left out. */
#include "report/page.h"

#include "base/text.h"

enum { NAMES_SHOWN = 40 };

static void checks_add(struct page *page, const char *title, enum weight weight)
{
	const struct judgement *judgement = page->judgement;
	if (judgement_left_out(judgement, weight) == 0)
		return;
	struct text line = text_new(page->arena);
	const char *between = "";
	text_add(&line, "%s", title);
	for (size_t i = 0; i < judgement->left_out_count; i++) {
		if (judgement->left_out[i]->weight != weight)
			continue;
		text_add(&line, "%s%s", between, judgement->left_out[i]->id);
		between = ", ";
	}
	text_add(&page->out, "- ");
	wrap_add(&page->out, safe_line(page->arena, line.data), 2, 2);
}

static void recoveries_add(struct page *page)
{
	const struct plan *plan = page->judgement->plan;
	if (plan->left_out_count == 0)
		return;
	struct text line = text_new(page->arena);
	text_add(&line, "CMSs of the plan that were not checked: ");
	for (size_t i = 0; i < plan->left_out_count && i < NAMES_SHOWN; i++)
		text_add(&line, "%s%s", i == 0 ? "" : ", ", plan->left_out[i].cms.label);
	if (plan->left_out_count > NAMES_SHOWN)
		text_add(&line, " and %zu more; the JSON report names them all",
			plan->left_out_count - NAMES_SHOWN);
	text_add(&page->out, "- ");
	wrap_add(&page->out, safe_line(page->arena, line.data), 2, 2);
}

static bool is_complete(const struct page *page)
{
	return page->judgement->left_out_count == 0 && page->judgement->plan->left_out_count == 0;
}

void page_left_out(struct page *page)
{
	if (is_complete(page))
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, "What was left out");
	checks_add(page, "blocking checks, without which no CMS can be GO: ", WEIGHT_BLOCKING);
	checks_add(page, "advisory checks: ", WEIGHT_ADVISORY);
	recoveries_add(page);
}

const char *left_out_summary(struct page *page)
{
	const size_t checks = page->judgement->left_out_count;
	const size_t recoveries = page->judgement->plan->left_out_count;
	if (is_complete(page))
		return NULL;
	struct text summary = text_new(page->arena);
	if (checks > 0)
		text_add(&summary, "%zu check%s, %zu of them blocking", checks,
			checks == 1 ? "" : "s",
			judgement_left_out(page->judgement, WEIGHT_BLOCKING));
	if (recoveries > 0)
		text_add(&summary, "%s%zu CMS%s of the plan", checks > 0 ? "; " : "", recoveries,
			recoveries == 1 ? "" : "s");
	text_add(&summary, ": see below");
	return summary.data;
}
