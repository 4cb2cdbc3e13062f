/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could not be read. Objects with the same cause are listed together. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"

enum { SUBJECTS_SHOWN = 8 };

static bool text_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool gap_like(const struct report_gap *a, const struct report_gap *b)
{
	return a->subject != NULL && b->subject != NULL && strcmp(a->cause, b->cause) == 0 &&
	       strcmp(a->source, b->source) == 0 && text_same(a->server, b->server) &&
	       strcmp(a->text, b->text) == 0;
}

static void subjects_add(struct page *page, const struct report_gap *gap, size_t count)
{
	for (size_t i = 0; i < count && i < SUBJECTS_SHOWN; i++) {
		spaces_add(&page->out, PAGE_INDENT);
		text_add(&page->out, "- ");
		prose_add(page, safe_line(page->arena, gap[i].subject), PAGE_INDENT + 2,
			PAGE_INDENT + 2);
	}
	if (count > SUBJECTS_SHOWN)
		prose_add(page,
			arena_format(page->arena, "and %zu more; the JSON report names them all",
				count - SUBJECTS_SHOWN),
			0, PAGE_INDENT);
}

static void gap_add(struct page *page, const struct report_gap *gap, size_t count)
{
	const char *server = gap->server != NULL ? gap->server : "as a whole";
	text_add_bytes(&page->out, "\n", 1);
	const char *title =
		arena_format(page->arena, "%s: %s: %s", gap->source, server, gap->cause);
	item_add(page, safe_line(page->arena, title));
	prose_add(page, gap->text, 0, PAGE_INDENT);
	if (gap->subject != NULL)
		subjects_add(page, gap, count);
}

/* Marks the gaps that are listed under root causes already. */
static const bool *listed_already(struct page *page, size_t *count)
{
	const struct report *report = page->report;
	bool *listed = arena_alloc(page->arena, report->gap_count * sizeof *listed);
	*count = 0;
	for (size_t i = 0; i < report->root_count; i++) {
		const struct report_root *root = &report->root[i];
		for (size_t k = 0; k < root->gap_count && root->shared; k++) {
			*count += !listed[root->gap[k]];
			listed[root->gap[k]] = true;
		}
	}
	return listed;
}

void page_gaps(struct page *page)
{
	const struct report *report = page->report;
	size_t listed_count;
	const bool *listed = listed_already(page, &listed_count);
	if (listed_count == report->gap_count)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, "What could not be read");
	if (listed_count > 0)
		prose_add(page,
			arena_format(page->arena, "Told under the root causes above: %zu.",
				listed_count),
			0, 0);
	for (size_t i = 0, next; i < report->gap_count; i = next) {
		next = i + 1;
		while (next < report->gap_count && gap_like(&report->gap[i], &report->gap[next]))
			next++;
		if (!listed[i])
			gap_add(page, &report->gap[i], next - i);
	}
}
