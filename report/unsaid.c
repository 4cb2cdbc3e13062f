/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GO does not say, at its end. */
#include "report/page.h"

#include <string.h>

void page_unsaid(struct page *page)
{
	const struct report *report = page->report;
	if (report->unsaid_count == 0 || report->verdict.state != VERDICT_GO)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, "What this GO does not say");
	for (size_t i = 0; i < report->unsaid_count; i++) {
		const struct report_unsaid *unsaid = &report->unsaid[i];
		item_add(page, arena_format(page->arena, "%s: %s", unsaid->topic, unsaid->text));
		if (*unsaid->how == '\0')
			continue;
		text_add(&page->out, "  How: ");
		remedy_add_lines(page, unsaid->how, strlen("  How: "), 2);
	}
}
