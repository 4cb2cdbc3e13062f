/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of the report, on one screen of 80x24: what blocks, what to do first, the verdict. A
 * terminal shows it when the program has ended, below everything else.
 */
#include "report/page.h"

#include <string.h>

enum { SCREEN_ROWS = 23 /* the prompt has one */, FIX_ROWS = 8 };

static const char *next_step(const struct page *page)
{
	const bool partly = report_left_out_count(page->report, true) > 0;
	if (page->report->failure != NULL)
		return "Mend what is said above. Run cmsready again.";
	switch (page->report->verdict.state) {
	case VERDICT_GO:
		return "This holds for what was read at the time above. "
		       "Run cmsready again right before the recovery.";
	case VERDICT_NO_GO:
		return "Mend each blocking FAIL as its Fix says, wait until the directory and DNS "
		       "have replicated, and run cmsready again until it reports GO.";
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
	if (page->report->failure != NULL)
		return ": this is not a GO. The run failed, so nothing was judged.";
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

/* The kind to mend first that says how; or NULL. */
static const struct kind *first_to_mend(const struct page *page, const char **remedy)
{
	for (size_t i = 0; i < page->deciding_count; i++) {
		const struct kind *kind = &page->kind[i];
		if (kind->sentence != NULL)
			continue;
		*remedy = kind->check != NULL ? kind->first->remedy
					      : page->report->root[kind->order].remedy;
		if (*remedy != NULL && (*remedy)[strspn(*remedy, " \n")] != '\0')
			return kind;
	}
	return NULL;
}

/* Up to the end of its first commands. */
static const char *beginning_of(struct page *page, const char *remedy)
{
	const char *at = remedy;
	bool had_command = false;
	while (*at != '\0' && !(had_command && *at != ' ')) {
		had_command = *at == ' ';
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return arena_format(page->arena, "%.*s", (int)(at - remedy), remedy);
}

static void first_add(struct page *page, const char *text)
{
	text_add(&page->out, "First: ");
	prose_add(page, text, strlen("First: "), 2);
}

/* The fix of the first kind; where it is long, only its place. */
static void first_fix(struct page *page, size_t rows)
{
	const size_t from = page->out.length;
	const char *remedy = NULL;
	const struct kind *kind = first_to_mend(page, &remedy);
	if (kind == NULL)
		return;
	const char *of = kind->check != NULL ? kind->check
					     : arena_format(page->arena, "cause %zu",
						       root_number(page, kind->order));
	const char *about = page->report->recovery_count > 1 && kind->check != NULL
				    ? arena_format(page->arena, " (%s)", kind->first->recovery)
				    : "";
	const char *begin = beginning_of(page, remedy);
	const char *rest = strlen(begin) < strlen(remedy) ? "; the rest is above" : "";
	first_add(page, arena_format(page->arena, "%s%s%s", of, about, rest));
	remedy_add_lines(page, begin, 0, 2);
	if (page_rows(page, from) <= rows)
		return;
	page_cut(page, from);
	first_add(page, arena_format(page->arena, "%s%s: see its Fix, above", of, about));
}

/* A part of the end in a page of its own, so that its rows can be counted. */
static struct page part_of(const struct page *page)
{
	struct page part = *page;
	part.out = text_new(page->arena);
	return part;
}

void page_verdict(struct page *page, const char *rest)
{
	enum verdict verdict = page->report->verdict.state;
	size_t length = strlen(verdict_word(verdict));
	verdict_add(page, verdict, 0);
	/* " with 2 waivers" */
	rest = arena_format(page->arena, "%s%s", page->report->verdict.title + length, rest);
	if (*rest == ' ') { /* a line that begins with one is not broken */
		text_add_bytes(&page->out, rest++, 1);
		length++;
	}
	wrap_to(&page->out, rest, page->width, length, 2);
}

/* What blocks, with the fix in so many rows; false if not every kind has room beside it. */
static bool blockers_add(struct page *page, size_t rows, size_t fix_rows)
{
	struct page fix = part_of(page);
	first_fix(&fix, fix_rows);
	const size_t used = page_rows(&fix, 0);
	const bool is_complete = page_kinds(page, page->report->verdict.state != VERDICT_GO,
		rows > used ? rows - used : 1, "see the details, above");
	text_add_bytes(&page->out, fix.out.data, fix.out.length);
	return is_complete;
}

void page_closing(struct page *page)
{
	struct page end = part_of(page);
	text_add(&end.out, "Next: ");
	prose_add(&end, next_step(page), strlen("Next: "), 0);
	page_verdict(&end, closing(page));
	const size_t used = page_rows(&end, 0) + 1; /* the line above it */

	/* The reasons are still on the screen. */
	const bool is_one_screen = page->brief && page_rows(page, 0) + used <= SCREEN_ROWS;
	text_add_bytes(&page->out, "\n", is_one_screen ? 0 : 1);
	rule_add(page, '=');
	if (is_one_screen) {
		text_add_bytes(&page->out, end.out.data, end.out.length);
		return;
	}
	const size_t from = page->out.length, rows = SCREEN_ROWS > used ? SCREEN_ROWS - used : 1;
	if (!blockers_add(page, rows, FIX_ROWS)) {
		page_cut(page, from);
		blockers_add(page, rows, 1);
	}
	text_add_bytes(&page->out, end.out.data, end.out.length);
}
