/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each recovery with its findings: first those that decide, then the rest; the worst first. */
#include "report/page.h"

#include <string.h>

enum { MARK_WIDTH = 9, LONG_COLUMNS = 60 };

/* Whether a text is so long that a reference to it is better than a repetition. */
static bool is_long(const char *text)
{
	return columns(text) >= LONG_COLUMNS || strchr(text, '\n') != NULL;
}

static bool same_texts(const struct report_finding *a, const struct report_finding *b)
{
	return strcmp(a->proof, b->proof) == 0 && strcmp(a->remedy, b->remedy) == 0;
}

/* A finding of another CMS, shown in full above, with the same proof and remedy; or NULL. */
static const struct report_finding *shown_before(
	const struct tally *tally, const struct report_finding *finding)
{
	for (size_t i = 0; i < PAGE_RECENT; i++) {
		const struct report_finding *earlier = tally->recent[i];
		if (earlier != NULL && earlier->recovery_at != finding->recovery_at &&
			same_texts(earlier, finding))
			return earlier;
	}
	return NULL;
}

static void part_add(struct page *page, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	text_add(&page->out, "  %-*s", MARK_WIDTH - 2, label);
	wrap_add(&page->out, safe_lines(page->arena, text), MARK_WIDTH, MARK_WIDTH);
}

static void title_add(struct page *page, const struct report_finding *finding)
{
	const char *title = arena_format(page->arena, "%s%s%s (%s)", finding->check,
		*finding->subject != '\0' ? ": " : "", finding->subject,
		finding_decides(finding) ? "blocking" : "does not block");
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, finding->outcome, MARK_WIDTH);
	wrap_add(&page->out, safe_line(page->arena, title), MARK_WIDTH, MARK_WIDTH);
}

static void finding_add_full(struct page *page, const struct report_finding *finding)
{
	struct tally *tally = page_tally(page, finding->check);
	title_add(page, finding);
	part_add(page, "", finding->summary);
	if (!tally->explained)
		part_add(page, "Why:", finding->why);
	tally->explained = true;

	bool long_texts = is_long(finding->proof) || is_long(finding->remedy);
	const struct report_finding *earlier = long_texts ? shown_before(tally, finding) : NULL;
	if (earlier != NULL) {
		part_add(page, "See:",
			arena_format(page->arena, "same proof and fix as for %s, above.",
				earlier->recovery));
		return;
	}
	part_add(page, "Proof:", finding->proof);
	part_add(page, "Fix:", finding->remedy);
	if (long_texts)
		tally->recent[tally->written++ % PAGE_RECENT] = finding;
}

/* Findings that root causes explain are only named: their texts would be repetitions. */
static void explained_add(struct page *page, const struct text *names,
	const struct report_finding *finding, bool deciding)
{
	struct text title = text_new(page->arena);
	text_add(&title, "because of cause%s", finding->root_count == 1 ? "" : "s");
	for (size_t i = 0; i < finding->root_count; i++)
		text_add(&title, "%s%zu", i == 0 ? " " : ", ",
			root_number(page, finding->root_at[i]));
	text_add(&title, " (above), %s: %s", deciding ? "blocking" : "does not block", names->data);
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, OUTCOME_UNKNOWN, MARK_WIDTH);
	wrap_add(&page->out, safe_line(page->arena, title.data), MARK_WIDTH, MARK_WIDTH);
}

static bool roots_same(const struct report_finding *a, const struct report_finding *b)
{
	return a->root_count == b->root_count &&
	       memcmp(a->root_at, b->root_at, a->root_count * sizeof *a->root_at) == 0;
}

/* Lists the findings with the same root causes together, at the place of the first. */
static void explained_of(
	struct page *page, const struct report_recovery *recovery, size_t index, bool deciding)
{
	const struct report_finding *first = recovery_finding(page, recovery, index);
	struct text names = text_new(page->arena);
	const char *last = "";
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (finding_decides(finding) != deciding || !finding->explained ||
			!roots_same(finding, first))
			continue;
		if (i < index)
			return;
		if (strcmp(finding->check, last) != 0)
			text_add(&names, "%s%s", *last == '\0' ? "" : ", ", finding->check);
		last = finding->check;
	}
	explained_add(page, &names, first, deciding);
}

static void findings_of(struct page *page, const struct report_recovery *recovery,
	enum outcome outcome, bool deciding)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome != outcome || finding_decides(finding) != deciding)
			continue;
		if (finding->explained)
			explained_of(page, recovery, i, deciding);
		else
			finding_add_full(page, finding);
	}
}

static void pass_line(struct page *page, const struct report_finding *finding)
{
	outcome_add(page, OUTCOME_PASS, MARK_WIDTH);
	const char *line = arena_format(page->arena, "%s: %s", finding->check,
		*finding->summary != '\0' ? finding->summary : finding->subject);
	truncated_add(&page->out, safe_line(page->arena, line), PAGE_COLUMNS - MARK_WIDTH);
	text_add_bytes(&page->out, "\n", 1);
}

static void passes_add(struct page *page, const struct report_recovery *recovery)
{
	const size_t passed = (size_t)recovery->counts.pass;
	if (passed == 0)
		return;
	if (passed < recovery->count)
		text_add_bytes(&page->out, "\n", 1);
	if (page->fleet) {
		outcome_add(page, OUTCOME_PASS, MARK_WIDTH);
		text_add(&page->out, "%zu other%s\n", passed, passed == 1 ? "" : "s");
		return;
	}
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome == OUTCOME_PASS)
			pass_line(page, finding);
	}
}

/* Underlined as by heading_add(), but with the verdict in colour. */
static void title_of_recovery(struct page *page, const struct report_recovery *recovery)
{
	const char *names =
		safe_line(page->arena, arena_format(page->arena, "%s onto %s: ", recovery->cms,
					       recovery->standby_cluster));
	const char *coverage =
		arena_format(page->arena, " (coverage %s)", coverage_name(recovery->coverage));
	size_t rest = strlen(verdict_word(recovery->verdict)) + strlen(coverage);
	size_t width = columns(names) + rest;
	text_add(&page->out, "\n\n");
	if (width <= PAGE_COLUMNS) {
		text_add(&page->out, "%s", names);
	} else {
		wrap_add(&page->out, names, 0, 0);
		width = PAGE_COLUMNS;
	}
	verdict_add(page, recovery->verdict, 0);
	text_add(&page->out, "%s\n", coverage);
	rule_add(page, '-', width);
}

static void recovery_add(struct page *page, const struct report_recovery *recovery)
{
	title_of_recovery(page, recovery);
	if (recovery->count == 0)
		text_add(&page->out, "No check ran, so nothing is known.\n");
	for (enum outcome outcome = OUTCOME_FAIL; outcome > OUTCOME_WARN; outcome--)
		findings_of(page, recovery, outcome, true);
	for (enum outcome outcome = OUTCOME_FAIL; outcome > OUTCOME_PASS; outcome--)
		findings_of(page, recovery, outcome, false);
	passes_add(page, recovery);
}

/* Every CMS can be found in the report, even in a fleet. */
static void plain_names(struct page *page)
{
	const struct report *report = page->report;
	struct text names = text_new(page->arena);
	size_t count = 0;
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		if (recovery_is_plain(recovery))
			text_add(&names, "%s%s", count++ > 0 ? ", " : "", recovery->cms);
	}
	if (count == 0)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, arena_format(page->arena, "GO, all checks passed: %zu", count));
	wrap_add(&page->out, safe_line(page->arena, names.data), 0, 0);
}

/* The first finding of that check and outcome about a recovery; or NULL. */
static const struct report_finding *first_finding(const struct page *page,
	const struct report_recovery *recovery, const char *check, enum outcome outcome)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (strcmp(finding->check, check) == 0 && finding->outcome == outcome)
			return finding;
	}
	return NULL;
}

/* Findings of a check about CMSs that are GO: the first in full, and the names of all. */
static void warnings_of(struct page *page, const char *check, enum outcome outcome)
{
	const struct report *report = page->report;
	size_t count = 0;
	struct text names = text_new(page->arena);
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		const struct report_finding *finding =
			first_finding(page, recovery, check, outcome);
		if (recovery->verdict != VERDICT_GO || finding == NULL)
			continue;
		if (count == 0)
			finding_add_full(page, finding);
		text_add(&names, "%s%s", count++ == 0 ? "" : ", ", recovery->cms);
	}
	if (count > 0)
		part_add(page, "For:", names.data);
}

static void warnings_add(struct page *page)
{
	size_t count = 0;
	for (size_t i = 0; i < page->report->recovery_count; i++) {
		const struct report_recovery *recovery = &page->report->recovery[i];
		count += recovery->verdict == VERDICT_GO && !recovery_is_plain(recovery);
	}
	if (count == 0)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, arena_format(page->arena, "GO, with warnings: %zu", count));
	text_add(&page->out, "Each kind is shown in full for the first CMS only. "
			     "The JSON report has all.\n");
	for (enum outcome outcome = OUTCOME_FAIL; outcome > OUTCOME_PASS; outcome--) {
		for (size_t i = 0; i < page->tally_count; i++)
			warnings_of(page, page->tally[i].check, outcome);
	}
}

void page_details(struct page *page)
{
	const struct report *report = page->report;
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (!page->fleet || report->recovery[i].verdict != VERDICT_GO)
			recovery_add(page, &report->recovery[i]);
	}
	if (!page->fleet)
		return;
	warnings_add(page);
	plain_names(page);
}
