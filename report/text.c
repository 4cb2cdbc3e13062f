/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report for people. Its reader has to decide now and may never have seen it before: the
 * verdict comes first and last, then the reasons, then what to do for each CMS.
 */
#include "report/formats.h"

#include <string.h>

#include "report/page.h"

enum { LABEL_WIDTH = 10, DIGEST_SHOWN = 16, REASONS_SHOWN = 5 };

static void tally_findings(struct page *page)
{
	const struct report *report = page->report;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		struct tally *tally = page_tally(page, finding->check);
		if (tally == NULL) {
			page->tally = arena_more(
				page->arena, page->tally, page->tally_count, sizeof *page->tally);
			tally = &page->tally[page->tally_count++];
			tally->check = finding->check;
			tally->blocking = finding->blocking;
		}
		int64_t *const counters[] = { &tally->counts.pass, &tally->counts.warn,
			&tally->counts.unknown, &tally->counts.fail };
		*counters[finding->outcome] += 1;
	}
}

/* A line or more that begins with the verdict. */
static void verdict_line(struct page *page, const char *rest)
{
	enum verdict verdict = page->report->verdict.state;
	verdict_add(page, verdict, 0);
	wrap_add(&page->out, rest, strlen(verdict_word(verdict)), 0);
}

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
	verdict_line(page, arena_format(page->arena, "%s%s%s.", warned ? ", with warnings" : "",
				   rest[report->verdict.state], name));
	rule_add(page, '=', PAGE_COLUMNS);
	if (report->recovery_count > 1)
		text_add(&page->out, "%zu CMSs: %zu NO-GO, %zu UNDETERMINED, %zu GO.\n\n",
			report->recovery_count, verdict_count(report, VERDICT_NO_GO),
			verdict_count(report, VERDICT_UNDETERMINED),
			verdict_count(report, VERDICT_GO));
}

static void label_add(struct page *page, const char *label, const char *text)
{
	text_add(&page->out, "%-*s", LABEL_WIDTH, label);
	wrap_add(&page->out, safe_line(page->arena, text), LABEL_WIDTH, LABEL_WIDTH);
}

static const char *or_unknown(const char *text)
{
	return text != NULL ? text : "unknown";
}

static const char *digest(struct page *page, const char *sha256)
{
	return arena_format(page->arena, "sha256 %.*s...", DIGEST_SHOWN, or_unknown(sha256));
}

static void provenance(struct page *page)
{
	const struct report_run *run = &page->report->run;
	label_add(page, "Plan",
		arena_format(page->arena, "%s, %s", or_unknown(run->plan),
			digest(page, run->plan_sha256)));
	label_add(page, "Evidence",
		arena_format(page->arena, "read %s to %s on %s", or_unknown(run->started),
			or_unknown(run->ended), or_unknown(run->host)));
	label_add(page, "",
		arena_format(page->arena, "cmsready %s, run %s", or_unknown(run->version),
			or_unknown(run->id)));
	label_add(page, "", digest(page, run->evidence_sha256));
	if (run->collected_for != NULL)
		label_add(page, "Note",
			arena_format(page->arena, "the evidence was collected for another plan, %s",
				digest(page, run->collected_for)));
	if (page->report->loss != NULL)
		label_add(page, "Judged",
			arena_format(page->arena, "as if every server of the site %s were gone",
				page->report->loss->site));
	const char *left_out = left_out_summary(page);
	if (left_out != NULL)
		label_add(page, "Left out", left_out);
}

static void reasons_add(struct page *page)
{
	static const char *const title[] = {
		[VERDICT_GO] = "Warnings",
		[VERDICT_NO_GO] = "Why it is a NO-GO",
		[VERDICT_UNDETERMINED] = "Why it is not a GO",
	};
	const struct report *report = page->report;
	const struct report_verdict *verdict = &report->verdict;
	if (verdict->reason_count == 0)
		return;
	heading_add(page, title[verdict->state]);
	for (size_t i = 0; i < verdict->reason_count && i < REASONS_SHOWN; i++) {
		text_add(&page->out, "- ");
		wrap_add(&page->out, safe_line(page->arena, verdict->reason[i]), 2, 2);
	}
	if (verdict->reason_count > REASONS_SHOWN)
		text_add(
			&page->out, "and %zu more, below\n", verdict->reason_count - REASONS_SHOWN);
}

/* For first readers; not needed where all checks passed. */
static void legend(struct page *page)
{
	size_t passed = 0;
	for (size_t i = 0; i < page->tally_count; i++)
		passed += (size_t)page->tally[i].counts.pass;
	if (passed == page->report->finding_count)
		return;
	heading_add(page, "How to read the rest");
	text_add(&page->out, "FAIL     proven wrong    UNKNOWN  could not be decided\n"
			     "ok       proven right    WARN     works, but look at it\n"
			     "Only findings that are marked as blocking prevent a GO.\n");
}

static const char *next_step(const struct page *page)
{
	const bool partly = report_left_out_count(page->report, true) > 0;
	switch (page->report->verdict.state) {
	case VERDICT_GO:
		return "This holds for what was read at the time above. "
		       "Run cmsready again right before the recovery.";
	case VERDICT_NO_GO:
		return "Fix each blocking FAIL as described under Fix. Wait until the directory "
		       "and DNS have replicated. Run cmsready again until it reports GO.";
	default:
		if (partly)
			return "No blocking check failed, but only a run with all blocking checks "
			       "can be GO. Resolve each UNKNOWN. "
			       "Run cmsready again without --only and --skip.";
		return "No blocking check failed, but not all could be decided. Resolve each "
		       "blocking UNKNOWN and what could not be read. Run cmsready again.";
	}
}

static const char *closing(const struct page *page)
{
	switch (page->report->verdict.state) {
	case VERDICT_GO:
		return page->report->verdict.warned
			       ? ", with warnings. Exit status 0, or 1 with --fail-on=warning."
			       : ": Setup.com /RecoverCMS can be run. Exit status 0.";
	case VERDICT_NO_GO:
		return ": do not run Setup.com /RecoverCMS. Exit status 2: a blocking check failed.";
	default:
		return ": this is not a GO. Exit status 3: not all could be decided.";
	}
}

struct bytes format_text(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct page page = {
		.arena = arena,
		.report = report,
		.style = style,
		.fleet = report->recovery_count > PAGE_FEW,
		.out = text_new(arena),
	};
	tally_findings(&page);
	headline(&page);
	provenance(&page);
	reasons_add(&page);
	page_roots(&page);
	page_loss(&page);
	page_tables(&page);
	legend(&page);
	page_details(&page);
	page_left_out(&page);
	page_gaps(&page);

	text_add(&page.out, "\n");
	rule_add(&page, '=', PAGE_COLUMNS);
	text_add(&page.out, "Next: ");
	wrap_add(&page.out, next_step(&page), strlen("Next: "), 0);
	verdict_line(&page, closing(&page));
	return bytes_of(page.out.data, page.out.length);
}
