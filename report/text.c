/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for people. Its reader has to decide now and may never have seen it before: the
 * verdict and what it is based on come first and last, on one screen each, and what to do for each
 * CMS in between.
 */
#include "report/formats.h"

#include <string.h>

#include "report/page.h"

enum { KIND_ROWS = 16 /* on the first screen, beside the verdict and the evidence */ };

static void headline(struct page *page)
{
	static const char *const rest[] = {
		[VERDICT_GO] = ": Setup.com /RecoverCMS can be run",
		[VERDICT_NO_GO] = ": do not run Setup.com /RecoverCMS",
		[VERDICT_UNDETERMINED] = ": this is not a GO. Do not run Setup.com /RecoverCMS",
	};
	const struct report *report = page->report;
	bool warned = report->verdict.state == VERDICT_GO && report->verdict.warned;
	const char *name = "";
	if (report->recovery_count == 1)
		name = arena_format(
			page->arena, " for %s", safe_line(page->arena, report->recovery[0].cms));
	page_verdict(page, arena_format(page->arena, "%s%s%s.", warned ? ", with warnings" : "",
				   rest[report->verdict.state], name));
	rule_add(page, '=');
	if (report->recovery_count > 1)
		prose_add(page,
			arena_format(page->arena, "%zu CMSs: %zu NO-GO, %zu UNDETERMINED, %zu GO.",
				report->recovery_count, verdict_count(report, VERDICT_NO_GO),
				verdict_count(report, VERDICT_UNDETERMINED),
				verdict_count(report, VERDICT_GO)),
			0, 0);
}

/* Where something blocks, what warns is only named: the details have it. */
static void warnings_named(struct page *page)
{
	const size_t count = page->kind_count - page->deciding_count;
	struct text line = text_new(page->arena);
	if (count == 0)
		return;
	for (size_t i = page->deciding_count; i < page->kind_count; i++) {
		const struct kind *kind = &page->kind[i];
		text_add(&line, "%s%s", i == page->deciding_count ? "" : ", ",
			kind->check != NULL ? kind->check : "root causes");
	}
	text_add(&page->out, "These do not block: ");
	prose_add(page, line.data, strlen("These do not block: "), 2);
}

/* For first readers; not needed where all checks passed. */
static void legend(struct page *page)
{
	if (page->kind_count == 0 || page->report->finding_count == 0)
		return;
	heading_add(page, "How to read the rest");
	prose_add(page,
		"FAIL: proven wrong. UNKNOWN: could not be decided. WARN: works, but look at it. "
		"ok: proven right. Only findings that are marked as blocking prevent a GO.",
		0, 0);
}

static void page_full(struct page *page)
{
	page_kinds(page, page->report->verdict.state != VERDICT_GO, KIND_ROWS,
		"see the details, below");
	if (page->report->verdict.state != VERDICT_GO)
		warnings_named(page);
	page_provenance(page);
	page_waivers(page);
	page_tables(page);
	page_roots(page);
	page_loss(page);
	legend(page);
	page_details(page);
	page_left_out(page);
	page_gaps(page);
	page_unsaid(page);
}

struct bytes format_text(
	struct arena *arena, const struct report *report, const struct style *style)
{
	const size_t width = style->columns == 0 || style->columns > PAGE_COLUMNS ? PAGE_COLUMNS
			     : style->columns < PAGE_LEAST                        ? PAGE_LEAST
										  : style->columns;
	struct page page = {
		.arena = arena,
		.report = report,
		.style = style,
		.width = width,
		.indent = width < PAGE_NARROW ? 4 : PAGE_MARK,
		.fleet = report->recovery_count > PAGE_FEW,
		.out = text_new(arena),
	};
	page_count(&page);
	page.brief = page_can_be_brief(&page);
	headline(&page);
	if (page.brief)
		page_brief(&page);
	else
		page_full(&page);
	page_closing(&page);
	return bytes_of(page.out.data, page.out.length);
}
