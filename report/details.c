/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each recovery with its findings: first those that decide, then the rest; the worst first. */
#include "report/page.h"

#include <string.h>

#include "report/waivers.h"

enum { LONG_COLUMNS = 60 };

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

static void label_add(struct page *page, const char *label)
{
	text_add(&page->out, "  %-*s", PAGE_MARK - 2, label);
}

void finding_part(struct page *page, const char *label, const char *text)
{
	if (text == NULL || text[strspn(text, " \n")] == '\0')
		return;
	if (*label != '\0')
		label_add(page, label);
	prose_add(page, text, *label != '\0' ? PAGE_MARK : 0, page->indent);
}

static void fix_add(struct page *page, const char *remedy)
{
	if (remedy[strspn(remedy, " \n")] == '\0')
		return;
	label_add(page, "Fix:");
	remedy_add_lines(page, remedy, PAGE_MARK, page->indent);
}

static void title_add(struct page *page, const struct report_finding *finding)
{
	const char *title = arena_format(page->arena, "%s%s%s (%s)", finding->check,
		*finding->subject != '\0' ? ": " : "", finding->subject,
		finding->waived            ? "waived"
		: finding_decides(finding) ? "blocking"
					   : "does not block");
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, finding->outcome, PAGE_MARK);
	prose_add(page, safe_line(page->arena, title), PAGE_MARK, page->indent);
}

void finding_full(struct page *page, const struct report_finding *finding)
{
	struct tally *tally = page_tally(page, finding);
	title_add(page, finding);
	finding_part(page, "", finding->summary);
	if (finding->waiver != NULL)
		finding_part(page, "", waiver_note(page->arena, finding->waiver));
	if (!tally->explained)
		finding_part(page, "Why:", finding->why);
	tally->explained = true;

	bool long_texts = is_long(finding->proof) || is_long(finding->remedy);
	const struct report_finding *earlier = long_texts ? shown_before(tally, finding) : NULL;
	if (earlier != NULL) {
		finding_part(page, "See:",
			arena_format(page->arena, "same proof and fix as for %s, above.",
				earlier->recovery));
		return;
	}
	finding_part(page, "Proof:", finding->proof);
	fix_add(page, finding->remedy);
	if (long_texts)
		tally->recent[tally->written++ % PAGE_RECENT] = finding;
}

static bool roots_same(const struct report_finding *a, const struct report_finding *b)
{
	return a->root_count == b->root_count &&
	       memcmp(a->root_at, b->root_at, a->root_count * sizeof *a->root_at) == 0;
}

static bool is_like(const struct report_finding *a, const struct report_finding *b)
{
	return a->explained && b->explained && a->outcome == b->outcome &&
	       finding_decides(a) == finding_decides(b) && roots_same(a, b);
}

static const char *causes_of(struct page *page, const struct report_finding *finding)
{
	struct text causes = text_new(page->arena);
	text_add(&causes, "because of cause%s", finding->root_count == 1 ? "" : "s");
	for (size_t i = 0; i < finding->root_count; i++)
		text_add(&causes, "%s%zu", i == 0 ? " " : ", ",
			root_number(page, finding->root_at[i]));
	return causes.data;
}

/*
 * Findings that root causes explain are only counted: the causes name their checks. Those with the
 * same causes are told together, at the place of the first.
 */
static void explained_add(struct page *page, const struct report_recovery *recovery, size_t index)
{
	const struct report_finding *first = recovery_finding(page, recovery, index);
	size_t count = 0;
	for (size_t i = 0; i < recovery->count; i++) {
		if (!is_like(recovery_finding(page, recovery, i), first))
			continue;
		if (i < index)
			return;
		count++;
	}
	text_add_bytes(&page->out, "\n", 1);
	outcome_add(page, first->outcome, PAGE_MARK);
	prose_add(page,
		arena_format(page->arena, "%s (above), %s: %s", causes_of(page, first),
			finding_decides(first) ? "blocking" : "does not block",
			counted(page, count, "finding")),
		PAGE_MARK, page->indent);
}

static void findings_of(struct page *page, const struct report_recovery *recovery,
	enum outcome outcome, bool deciding)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		if (finding->outcome != outcome || finding_decides(finding) != deciding)
			continue;
		if (finding->explained)
			explained_add(page, recovery, i);
		else
			finding_full(page, finding);
	}
}

/* Underlined as by heading_add(), but with the verdict in colour. */
static void title_of_recovery(struct page *page, const struct report_recovery *recovery)
{
	const char *names =
		safe_line(page->arena, arena_format(page->arena, "CMS %s onto %s:", recovery->cms,
					       recovery->standby_cluster));
	const char *coverage =
		arena_format(page->arena, "(coverage %s)", coverage_name(recovery->coverage));
	size_t column = columns(names) + 1;
	const size_t verdict = strlen(verdict_word(recovery->verdict)) + 1;
	const size_t width = column + verdict + strlen(coverage);
	text_add(&page->out, "\n\n");
	if (width <= page->width) {
		text_add(&page->out, "%s ", names);
	} else {
		wrap_to(&page->out, names, page->width, 0, 2);
		text_add(&page->out, "  ");
		column = 2;
	}
	verdict_add(page, recovery->verdict, verdict);
	wrap_to(&page->out, coverage, page->width, column + verdict, 2);
	for (size_t i = 0; i < width && i < page->width; i++)
		text_add_bytes(&page->out, "-", 1);
	text_add_bytes(&page->out, "\n", 1);
}

void recovery_full(struct page *page, const struct report_recovery *recovery)
{
	title_of_recovery(page, recovery);
	if (recovery->count == 0)
		text_add(&page->out, "No check ran, so nothing is known.\n");
	for (enum outcome outcome = OUTCOME_FAIL; outcome > OUTCOME_WARN; outcome--)
		findings_of(page, recovery, outcome, true);
	for (enum outcome outcome = OUTCOME_FAIL; outcome > OUTCOME_PASS; outcome--)
		findings_of(page, recovery, outcome, false);
	page_passes(page, recovery);
}
