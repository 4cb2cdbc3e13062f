/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each recovery with its findings: first those that decide, then the rest; the worst first. */
#include "report/page.h"

#include <string.h>

#include "model/root_cause.h"

enum { MARK_WIDTH = 9, LONG_COLUMNS = 60 };

/* Whether a text is so long that a reference to it is better than a repetition. */
static bool is_long(const char *text)
{
	return columns(text) >= LONG_COLUMNS || strchr(text, '\n') != NULL;
}

static bool same_texts(const struct finding *a, const struct finding *b)
{
	return strcmp(a->proof, b->proof) == 0 && strcmp(a->remedy, b->remedy) == 0;
}

/* A finding of another CMS, shown in full above, with the same proof and remedy; or NULL. */
static const struct finding *shown_before(const struct tally *tally, const struct finding *finding)
{
	for (size_t i = 0; i < PAGE_RECENT; i++) {
		const struct finding *earlier = tally->recent[i];
		if (earlier != NULL && earlier->recovery_index != finding->recovery_index &&
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

static void title_add(struct page *page, const struct finding *finding)
{
	const char *title = arena_format(page->arena, "%s%s%s (%s)", finding->check->id,
		*finding->subject != '\0' ? ": " : "", finding->subject,
		finding_decides(finding) ? "blocking" : "does not block");
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, finding->outcome, MARK_WIDTH);
	wrap_add(&page->out, safe_line(page->arena, title), MARK_WIDTH, MARK_WIDTH);
}

static void finding_add_full(struct page *page, const struct finding *finding)
{
	struct tally *tally = page_tally(page, finding->check);
	title_add(page, finding);
	part_add(page, "", finding->summary);
	if (!tally->explained)
		part_add(page, "Why:", finding->check->why);
	tally->explained = true;

	bool long_texts = is_long(finding->proof) || is_long(finding->remedy);
	const struct finding *earlier = long_texts ? shown_before(tally, finding) : NULL;
	if (earlier != NULL) {
		part_add(page, "See:",
			arena_format(page->arena, "same proof and fix as for %s, above.",
				earlier->recovery->cms.label));
		return;
	}
	part_add(page, "Proof:", finding->proof);
	part_add(page, "Fix:", finding->remedy);
	if (long_texts)
		tally->recent[tally->written++ % PAGE_RECENT] = finding;
}

/* Findings that root causes explain are only named: their texts would be repetitions. */
static void explained_add(struct page *page, const struct text *names,
	const struct finding_roots *roots, bool deciding)
{
	struct text title = text_new(page->arena);
	text_add(&title, "because of cause%s", roots->count == 1 ? "" : "s");
	for (size_t i = 0; i < roots->count; i++)
		text_add(&title, "%s%zu", i == 0 ? " " : ", ", root_number(page, roots->root[i]));
	text_add(&title, " (above), %s: %s", deciding ? "blocking" : "does not block", names->data);
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, OUTCOME_UNKNOWN, MARK_WIDTH);
	wrap_add(&page->out, safe_line(page->arena, title.data), MARK_WIDTH, MARK_WIDTH);
}

static bool roots_same(const struct finding_roots *a, const struct finding_roots *b)
{
	return a->count == b->count && memcmp(a->root, b->root, a->count * sizeof *a->root) == 0;
}

/* Lists the findings with the same root causes together, at the place of the first. */
static void explained_of(
	struct page *page, const struct recovery_judgement *recovery, size_t index, bool deciding)
{
	const struct judgement *judgement = page->judgement;
	const struct finding_roots *all = &judgement->roots.of_finding[recovery->first];
	struct text names = text_new(page->arena);
	const struct check *last = NULL;
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = recovery_finding(page, recovery, i);
		if (finding_decides(finding) != deciding || !roots_same(&all[i], &all[index]) ||
			!finding_is_explained(&judgement->roots, recovery->first + i))
			continue;
		if (i < index)
			return;
		if (finding->check != last)
			text_add(&names, "%s%s", last == NULL ? "" : ", ", finding->check->id);
		last = finding->check;
	}
	explained_add(page, &names, &all[index], deciding);
}

static void findings_of(struct page *page, const struct recovery_judgement *recovery,
	enum outcome outcome, bool deciding)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome != outcome || finding_decides(finding) != deciding)
			continue;
		if (finding_is_explained(&page->judgement->roots, recovery->first + i))
			explained_of(page, recovery, i, deciding);
		else
			finding_add_full(page, finding);
	}
}

static void pass_line(struct page *page, const struct finding *finding)
{
	outcome_add(page, OUTCOME_PASS, MARK_WIDTH);
	const char *line = arena_format(page->arena, "%s: %s", finding->check->id,
		*finding->summary != '\0' ? finding->summary : finding->subject);
	truncated_add(&page->out, safe_line(page->arena, line), PAGE_COLUMNS - MARK_WIDTH);
	text_add_bytes(&page->out, "\n", 1);
}

static void passes_add(struct page *page, const struct recovery_judgement *recovery)
{
	size_t passed = recovery->outcome_count[OUTCOME_PASS];
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
		const struct finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome == OUTCOME_PASS)
			pass_line(page, finding);
	}
}

/* Underlined as by heading_add(), but with the verdict in colour. */
static void title_of_recovery(struct page *page, const struct recovery_judgement *recovery)
{
	const char *names = safe_line(page->arena,
		arena_format(page->arena, "%s onto %s: ", recovery->recovery->cms.label,
			recovery->recovery->standby_cluster.label));
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

static void recovery_add(struct page *page, const struct recovery_judgement *recovery)
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
	const struct judgement *judgement = page->judgement;
	struct text names = text_new(page->arena);
	size_t count = 0;
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		const struct recovery_judgement *recovery = &judgement->recovery[i];
		if (recovery_is_plain(recovery))
			text_add(&names, "%s%s", count++ > 0 ? ", " : "",
				recovery->recovery->cms.label);
	}
	if (count == 0)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, arena_format(page->arena, "GO, all checks passed: %zu", count));
	wrap_add(&page->out, safe_line(page->arena, names.data), 0, 0);
}

/* The first finding of that check and outcome about a recovery; or NULL. */
static const struct finding *first_finding(const struct page *page,
	const struct recovery_judgement *recovery, const struct check *check, enum outcome outcome)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = recovery_finding(page, recovery, i);
		if (finding->check == check && finding->outcome == outcome)
			return finding;
	}
	return NULL;
}

/* Findings of a check about CMSs that are GO: the first in full, and the names of all. */
static void warnings_of(struct page *page, const struct check *check, enum outcome outcome)
{
	const struct judgement *judgement = page->judgement;
	size_t count = 0;
	struct text names = text_new(page->arena);
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		const struct recovery_judgement *recovery = &judgement->recovery[i];
		const struct finding *finding = first_finding(page, recovery, check, outcome);
		if (recovery->verdict != VERDICT_GO || finding == NULL)
			continue;
		if (count == 0)
			finding_add_full(page, finding);
		text_add(&names, "%s%s", count++ == 0 ? "" : ", ", recovery->recovery->cms.label);
	}
	if (count > 0)
		part_add(page, "For:", names.data);
}

static void warnings_add(struct page *page)
{
	size_t count = 0;
	for (size_t i = 0; i < page->judgement->recovery_count; i++) {
		const struct recovery_judgement *recovery = &page->judgement->recovery[i];
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
	const struct judgement *judgement = page->judgement;
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		if (!page->fleet || judgement->recovery[i].verdict != VERDICT_GO)
			recovery_add(page, &judgement->recovery[i]);
	}
	if (!page->fleet)
		return;
	warnings_add(page);
	plain_names(page);
}
