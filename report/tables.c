/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table for a plan with several recoveries: CMS, verdict, blocked by. */
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

enum { VERDICT_WIDTH = 14, LEAST_NAMES = 14, GAP = 2, INDENT = 2 };

/* CMSs with the same verdict that the same blocks. */
struct row {
	enum verdict verdict;
	const char *blocked_by;
	const char **cms;
	size_t count;
};

/* The kinds that decide about a recovery; `marks` says for each kind who it was taken for last. */
struct taken {
	size_t *kind, *marks;
	size_t count;
};

static void take_kind(struct taken *taken, size_t kind, size_t mark)
{
	if (taken->marks[kind] == mark)
		return;
	taken->marks[kind] = mark;
	taken->kind[taken->count++] = kind;
}

static void take_kinds(
	const struct page *page, const struct report_recovery *recovery, struct taken *taken)
{
	taken->count = 0;
	for (size_t i = 0; i < recovery->count; i++) {
		const struct report_finding *finding = recovery_finding(page, recovery, i);
		const size_t mark = finding->recovery_at + 1;
		if (!finding_decides(finding))
			continue;
		if (!finding->explained)
			take_kind(taken, page_tally(page, finding)->kind[finding->outcome][true],
				mark);
		for (size_t k = 0; k < finding->root_count && finding->explained; k++)
			take_kind(taken, page->root_kind[finding->root_at[k]], mark);
	}
}

static int compare(const void *left, const void *right)
{
	const size_t a = *(const size_t *)left, b = *(const size_t *)right;
	return a < b ? -1 : a > b;
}

static const char *blocked_by(
	struct page *page, const struct report_recovery *recovery, struct taken *taken)
{
	struct text line = text_new(page->arena);
	take_kinds(page, recovery, taken);
	if (taken->count > 0)
		qsort(taken->kind, taken->count, sizeof *taken->kind, compare);
	for (size_t i = 0; i < taken->count; i++) {
		const struct kind *kind = &page->kind[taken->kind[i] - 1];
		text_add_string(&line, i == 0 ? "" : ", ");
		if (kind->check != NULL)
			text_add(&line, "%s%s", kind->check,
				kind->outcome == OUTCOME_UNKNOWN &&
						recovery->verdict == VERDICT_NO_GO
					? " (unknown)"
					: "");
		else
			text_add(&line, "cause %zu", root_number(page, kind->order));
	}
	if (taken->count == 0 && recovery->verdict != VERDICT_GO)
		text_add(&line, "what was not checked");
	return safe_line(page->arena, line.data);
}

static struct row *row_for(
	struct page *page, struct row **rows, size_t *count, enum verdict verdict, const char *by)
{
	for (size_t i = 0; i < *count; i++) {
		if ((*rows)[i].verdict == verdict && strcmp((*rows)[i].blocked_by, by) == 0)
			return &(*rows)[i];
	}
	*rows = arena_more(page->arena, *rows, *count, sizeof **rows);
	(*rows)[*count] = (struct row){ .verdict = verdict, .blocked_by = by };
	return &(*rows)[(*count)++];
}

static struct row *rows_of(struct page *page, size_t *count)
{
	const struct report *report = page->report;
	struct row *rows = NULL;
	const size_t room = (page->kind_count + 1) * sizeof(size_t);
	struct taken taken = { arena_alloc(page->arena, room), arena_alloc(page->arena, room), 0 };
	*count = 0;
	for (size_t i = 0; i < report->recovery_count; i++) {
		const struct report_recovery *recovery = &report->recovery[i];
		struct row *row = row_for(
			page, &rows, count, recovery->verdict, blocked_by(page, recovery, &taken));
		row->cms = arena_more(page->arena, row->cms, row->count, sizeof *row->cms);
		row->cms[row->count++] = recovery->cms;
	}
	return rows;
}

/* The next line of a cell, padded; the cell then begins behind it. */
static void cell_line(struct page *page, const char **cell, size_t width)
{
	const size_t length = strcspn(*cell, "\n");
	const char *line = arena_format(page->arena, "%.*s", (int)length, *cell);
	*cell += length + ((*cell)[length] == '\n');
	text_add_string(&page->out, line);
	if (width > columns(line))
		spaces_add(&page->out, width - columns(line));
}

static const char *cell_of(struct page *page, const char *text, size_t width)
{
	struct text cell = text_new(page->arena);
	wrap_to(&cell, text, width, 0, 0);
	return cell.data;
}

static const char *names_of(struct page *page, const struct row *row, bool is_go)
{
	struct text names = text_new(page->arena);
	if (is_go && page->fleet)
		return counted(page, row->count, "CMS");
	for (size_t i = 0; i < row->count; i++)
		text_add(&names, "%s%s", i == 0 ? "" : ", ", safe_line(page->arena, row->cms[i]));
	return names.data;
}

static void line_end(struct page *page)
{
	struct text *out = &page->out;
	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
	text_add_bytes(out, "\n", 1);
}

static void row_add(struct page *page, const struct row *row, size_t width)
{
	const bool is_go = row->verdict == VERDICT_GO;
	const char *names = names_of(page, row, is_go);
	if (page->width < PAGE_NARROW) {
		prose_add(page,
			arena_format(page->arena, "%s: %s%s%s", names, verdict_word(row->verdict),
				is_go ? "" : ": ", row->blocked_by),
			0, INDENT);
		return;
	}
	const size_t rest = page->width - INDENT - width - VERDICT_WIDTH;
	const char *cms = cell_of(page, names, width - GAP);
	const char *by = cell_of(page, row->blocked_by, rest);
	for (bool is_first = true; *cms != '\0' || *by != '\0'; is_first = false) {
		spaces_add(&page->out, INDENT);
		cell_line(page, &cms, width);
		if (is_first)
			verdict_add(page, row->verdict, VERDICT_WIDTH);
		else
			spaces_add(&page->out, VERDICT_WIDTH);
		cell_line(page, &by, 0);
		line_end(page);
	}
}

/* Wide enough for each name, up to a third; for those of several CMSs in one row, a half. */
static size_t names_width(const struct page *page, const struct row *rows, size_t count)
{
	size_t width = LEAST_NAMES;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < rows[i].count; k++) {
			const size_t name = columns(rows[i].cms[k]) + GAP;
			width = name > width ? name : width;
		}
		if (rows[i].count > 2)
			width = page->width;
	}
	const size_t most = page->width * 2 / 5;
	return width < most ? width : most;
}

void page_tables(struct page *page)
{
	static const enum verdict order[] = { VERDICT_NO_GO, VERDICT_UNDETERMINED, VERDICT_GO };
	const struct report *report = page->report;
	if (report->recovery_count < 2 ||
		verdict_count(report, VERDICT_GO) == report->recovery_count)
		return;
	size_t count;
	const struct row *rows = rows_of(page, &count);
	const size_t width = names_width(page, rows, count);
	heading_add(page, "CMSs");
	if (page->width >= PAGE_NARROW)
		text_add(&page->out, "%*s%-*s%-*sblocked by\n", INDENT, "", (int)width, "CMS",
			VERDICT_WIDTH, "verdict");
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		for (size_t k = 0; k < count; k++) {
			if (rows[k].verdict == order[i])
				row_add(page, &rows[k], width);
		}
	}
}
