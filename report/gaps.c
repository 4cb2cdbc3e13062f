/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could not be read. Objects with the same cause are listed together. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"
#include "model/root_cause.h"

enum { SUBJECTS_SHOWN = 8, INDENT = 11 };

static bool text_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool gap_like(const struct gap_place *a, const struct gap_place *b)
{
	return a->subject != NULL && b->subject != NULL && a->gap->cause == b->gap->cause &&
	       a->source == b->source && text_same(a->server, b->server) &&
	       text_same(a->gap->text, b->gap->text);
}

static void subjects_add(struct page *page, const struct gap_place *gap, size_t count)
{
	for (size_t i = 0; i < count && i < SUBJECTS_SHOWN; i++) {
		text_add(&page->out, "%*s- ", INDENT, "");
		wrap_add(
			&page->out, safe_line(page->arena, gap[i].subject), INDENT + 2, INDENT + 2);
	}
	if (count > SUBJECTS_SHOWN)
		text_add(&page->out, "%*sand %zu more; the JSON report names them all\n", INDENT,
			"", count - SUBJECTS_SHOWN);
}

static void gap_add(struct page *page, const struct gap_place *gap, size_t count)
{
	const char *server = gap->server != NULL ? gap->server : "as a whole";
	const char *cause = error_kind_name(gap->gap->cause);
	text_add_bytes(&page->out, "\n", 1);
	cell_add(&page->out, source_name(gap->source), INDENT);
	const char *title = arena_format(page->arena, "%s: %s", server, cause);
	wrap_add(&page->out, safe_line(page->arena, title), INDENT, INDENT);
	if (gap->gap->text != NULL && *gap->gap->text != '\0') {
		spaces_add(&page->out, INDENT);
		wrap_add(&page->out, safe_line(page->arena, gap->gap->text), INDENT, INDENT);
	}
	if (gap->subject != NULL)
		subjects_add(page, gap, count);
}

/* Marks the gaps that are listed under root causes already: those of whole servers and sources. */
static const bool *listed_already(struct page *page, size_t *count)
{
	const struct judgement *judgement = page->judgement;
	bool *listed = arena_alloc(page->arena, judgement->gaps.count * sizeof *listed);
	*count = 0;
	for (size_t i = 0; i < judgement->roots.count; i++) {
		const struct root_cause *root = &judgement->roots.root[i];
		for (size_t k = 0; k < root->gap_count && root_cause_is_shared(root); k++) {
			listed[root->gap[k]] = judgement->gaps.place[root->gap[k]].subject == NULL;
			*count += listed[root->gap[k]];
		}
	}
	return listed;
}

void page_gaps(struct page *page)
{
	const struct judgement *judgement = page->judgement;
	size_t listed_count;
	const bool *listed = listed_already(page, &listed_count);
	if (judgement->gaps.count == 0)
		return;
	text_add_bytes(&page->out, "\n", 1);
	heading_add(page, "What could not be read");
	if (listed_count > 0)
		text_add(&page->out, "Listed under the root causes above: %zu.\n", listed_count);
	for (size_t i = 0, next; i < judgement->gaps.count; i = next) {
		next = i + 1;
		while (next < judgement->gaps.count &&
			gap_like(&judgement->gaps.place[i], &judgement->gaps.place[next]))
			next++;
		if (!listed[i])
			gap_add(page, &judgement->gaps.place[i], next - i);
	}
}
