/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What prevents a GO, or what warns, one entry for each kind. Every kind is named, however many
 * there are: where there is no room, less is said about each.
 */
#include "report/page.h"

#include <string.h>

/* From the most to the least that is said of a kind. */
enum detail {
	DETAIL_ALL,    /* all CMSs, and what was found at the first */
	DETAIL_TEXT,   /* a line of CMSs, and what was found */
	DETAIL_LINE,   /* a line of CMSs */
	DETAIL_RUN_IN, /* how many CMSs, one kind behind the other */
	DETAIL_NAMES,  /* one name behind the other, each check once */
};

static bool is_single(const struct page *page)
{
	return page->report->recovery_count == 1;
}

/* "ad.spn-unique", "cause 1: dc9.corp.example.com: the name has no address". */
static const char *kind_name(struct page *page, const struct kind *kind, bool is_short)
{
	if (kind->check != NULL)
		return kind->check;
	if (kind->sentence != NULL)
		return kind->sentence;
	const size_t number = root_number(page, kind->order);
	return is_short ? arena_format(page->arena, "cause %zu", number)
			: arena_format(page->arena, "cause %zu: %s", number,
				  root_headline(page, kind->order));
}

static const char *more_findings(struct page *page, const struct kind *kind)
{
	const size_t more = kind->finding_count - kind->recovery_count;
	if (kind->check == NULL) {
		const struct report_root *root = &page->report->root[kind->order];
		return arena_format(page->arena, " (%s, %lld blocking)",
			counted(page, (size_t)root->finding_count, "finding"),
			(long long)root->blocking_count);
	}
	return more == 0 ? ""
			 : arena_format(page->arena, " (and %s like it)",
				   counted(page, more, "more finding"));
}

static const char *joined(struct page *page, const char *a, const char *between, const char *b)
{
	const bool is_either = *a == '\0' || *b == '\0';
	return arena_format(page->arena, "%s%s%s", a, is_either ? "" : between, b);
}

static void entry_add(struct page *page, const struct kind *kind, enum detail detail)
{
	const size_t all = 1000 * 1000 * 1000;
	const char *name = kind_name(page, kind, false);
	const size_t used = columns(name) + strlen(": ") + PAGE_MARK;
	const size_t room =
		page->width > used + PAGE_LEAST ? page->width - used : page->width - page->indent;
	const bool has_names = kind->recovery_count > 0 && !is_single(page);
	const char *names = has_names ? cms_list(page, kind->recovery, kind->recovery_count,
						detail == DETAIL_ALL ? all : room)
				      : "";
	const char *text = "";
	if (detail <= DETAIL_TEXT && kind->check != NULL)
		text = arena_format(page->arena, "%s%s%s", kind->first->waived ? "(waived) " : "",
			kind->first->summary, more_findings(page, kind));
	else if (kind->sentence == NULL && kind->check == NULL)
		name = joined(page, name, "", more_findings(page, kind));
	outcome_add(page, kind->outcome, PAGE_MARK);
	const char *line = joined(page, name, ": ", names);
	if (kind->recovery_count > 1 && *text != '\0' && has_names) {
		prose_add(page, line, PAGE_MARK, page->indent);
		prose_add(page, text, 0, page->indent);
	} else {
		prose_add(page, joined(page, line, ": ", text), PAGE_MARK, page->indent);
	}
}

static const char *run_in_name(struct page *page, const struct kind *kind, enum detail detail)
{
	const char *name = kind_name(page, kind, true);
	if (is_single(page) || kind->recovery_count == 0 || detail >= DETAIL_NAMES)
		return name;
	return kind->recovery_count == 1
		       ? arena_format(page->arena, "%s (%s)", name, kind->recovery[0])
		       : arena_format(page->arena, "%s (%zu CMSs)", name, kind->recovery_count);
}

static bool runs_on(const struct kind *a, const struct kind *b)
{
	return a->outcome == b->outcome && (a->sentence == NULL) == (b->sentence == NULL);
}

/* Kinds of one outcome in one paragraph; returns how many these are. */
static size_t run_in(struct page *page, const struct kind *kind, size_t count, enum detail detail)
{
	struct text line = text_new(page->arena);
	size_t named = 0;
	for (; named < count && runs_on(&kind[0], &kind[named]); named++)
		text_add(&line, "%s%s", named == 0 ? "" : ", ",
			run_in_name(page, &kind[named], detail));
	outcome_add(page, kind->outcome, PAGE_MARK);
	prose_add(page, line.data, PAGE_MARK, page->indent);
	return named;
}

static void kinds_add(struct page *page, const struct kind *kind, size_t count, enum detail detail)
{
	for (size_t i = 0; i < count;) {
		if (detail >= DETAIL_RUN_IN)
			i += run_in(page, &kind[i], count - i, detail);
		else
			entry_add(page, &kind[i++], detail);
	}
}

/* A check that fails somewhere need not be named again because it is unknown elsewhere. */
static const struct kind *checks_once(struct page *page, const struct kind *kind, size_t *count)
{
	struct kind *once = arena_alloc(page->arena, *count * sizeof *once);
	bool *seen = arena_alloc(page->arena, page->tally_count * sizeof *seen);
	size_t kept = 0;
	for (size_t i = 0; i < *count; i++) {
		const bool is_again = kind[i].check != NULL && seen[kind[i].order];
		if (kind[i].check != NULL)
			seen[kind[i].order] = true;
		if (!is_again)
			once[kept++] = kind[i];
	}
	*count = kept;
	return once;
}

void page_cut(struct page *page, size_t length)
{
	page->out.length = length;
	page->out.data[length] = '\0';
}

/* As many as have room; the others are counted. */
static void counted_add(struct page *page, const struct kind *kind, size_t count, size_t rows,
	const char *elsewhere)
{
	const size_t from = page->out.length, most = rows * page->width;
	for (size_t shown = count < most ? count : most; shown > 0; shown--) {
		page_cut(page, from);
		kinds_add(page, kind, shown, DETAIL_NAMES);
		spaces_add(&page->out, page->indent);
		wrap_to(&page->out,
			arena_format(
				page->arena, "and %zu more kinds: %s", count - shown, elsewhere),
			page->width, page->indent, page->indent);
		if (page_rows(page, from) <= rows)
			return;
	}
}

bool page_kinds(struct page *page, bool deciding, size_t rows, const char *elsewhere)
{
	const struct kind *kind = page->kind + (deciding ? 0 : page->deciding_count);
	size_t count = deciding ? page->deciding_count : page->kind_count - page->deciding_count;
	if (count == 0)
		return true;
	if (!deciding) {
		text_add(&page->out, "These do not block:\n");
		rows -= rows > 1;
	}
	const size_t from = page->out.length;
	for (enum detail detail = DETAIL_ALL; detail <= DETAIL_NAMES; detail++) {
		page_cut(page, from);
		if (detail == DETAIL_NAMES)
			kind = checks_once(page, kind, &count);
		kinds_add(page, kind, count, detail);
		if (page_rows(page, from) <= rows)
			return true;
	}
	page_cut(page, from);
	counted_add(page, kind, count, rows, elsewhere);
	return false;
}
