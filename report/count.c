/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of many findings at once: how often, and about which CMSs. */
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/name_index.h"

static void count_checks(struct page *page)
{
	const struct report *report = page->report;
	struct name_index index = { 0 };
	for (size_t i = 0; i < report->finding_count; i++) {
		const char *check = report->finding[i].check;
		name_index_add(page->arena, &index, bytes_of(check, strlen(check)), i);
	}
	name_index_sort(&index);
	page->tally_at = arena_alloc(page->arena, report->finding_count * sizeof *page->tally_at);
	page->tally = arena_alloc(page->arena, report->finding_count * sizeof *page->tally);
	for (size_t i = 0; i < report->finding_count; i++) {
		size_t found;
		const struct named_place *place =
			name_index_find(&index, report->finding[i].check, &found);
		const size_t first = place->at;
		if (first == i)
			page->tally[page->tally_count++].check = report->finding[i].check;
		page->tally_at[i] = first == i ? page->tally_count - 1 : page->tally_at[first];
	}
}

static size_t add_kind(struct page *page, const struct kind *kind)
{
	page->kind = arena_more(page->arena, page->kind, page->kind_count, sizeof *page->kind);
	page->kind[page->kind_count++] = *kind;
	return page->kind_count;
}

static void add_finding(struct page *page, struct kind *kind, const struct report_finding *finding)
{
	const bool decides = finding_decides(finding);
	/* That of a root cause has the worst outcome of its findings, of those that decide. */
	const bool is_nearer = decides && !kind->decides;
	if (kind->finding_count++ == 0 || is_nearer) {
		kind->first = finding;
		kind->outcome = finding->outcome;
		kind->decides = decides;
	}
	if (decides == kind->decides && finding->outcome > kind->outcome)
		kind->outcome = finding->outcome;
	if (kind->recovery_count > 0 && kind->last == finding->recovery_at)
		return;
	kind->last = finding->recovery_at;
	kind->recovery = arena_more(
		page->arena, kind->recovery, kind->recovery_count, sizeof *kind->recovery);
	kind->recovery[kind->recovery_count++] = finding->recovery;
}

static void count_finding(struct page *page, const struct report_finding *finding)
{
	struct tally *tally = page_tally(page, finding);
	if (!finding->explained) {
		size_t *at = &tally->kind[finding->outcome][finding_decides(finding)];
		if (*at == 0)
			*at = add_kind(page, &(struct kind){ .check = finding->check,
						     .order = (size_t)(tally - page->tally) });
		add_finding(page, &page->kind[*at - 1], finding);
		return;
	}
	for (size_t i = 0; i < finding->root_count; i++) {
		const size_t root = finding->root_at[i];
		if (page->root_kind[root] == 0)
			page->root_kind[root] = add_kind(page, &(struct kind){ .order = root });
		add_finding(page, &page->kind[page->root_kind[root] - 1], finding);
	}
}

/* Failures first; of the same outcome root causes first, then checks in their order. */
static int rank(const struct kind *kind)
{
	if (kind->sentence != NULL)
		return 0;
	return 1 + (kind->decides ? 0 : 8) + 2 * (int)(OUTCOME_FAIL - kind->outcome) +
	       (kind->check != NULL);
}

static int compare(const void *left, const void *right)
{
	const struct kind *a = left, *b = right;
	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	return a->order == b->order ? 0 : a->order < b->order ? -1 : 1;
}

static void add_sentences(struct page *page)
{
	const struct report_verdict *verdict = &page->report->verdict;
	for (size_t i = 0; i < verdict->group_count; i++) {
		const struct report_reason *reason = &verdict->group[i];
		if (reason->check == NULL && reason->root_cause == NULL)
			add_kind(page, &(struct kind){ .sentence = reason->text,
					       .order = i,
					       .outcome = OUTCOME_UNKNOWN,
					       .decides = verdict->state != VERDICT_GO,
					       .recovery = reason->recovery,
					       .recovery_count = reason->recovery_count });
	}
	/* Reports of earlier versions do not group them. */
	for (size_t i = 0; page->kind_count == 0 && i < verdict->reason_count; i++)
		add_kind(page, &(struct kind){ .sentence = verdict->reason[i],
				       .order = i,
				       .outcome = OUTCOME_UNKNOWN,
				       .decides = verdict->state != VERDICT_GO });
}

void page_count(struct page *page)
{
	const struct report *report = page->report;
	count_checks(page);
	page->root_kind = arena_alloc(page->arena, report->root_count * sizeof *page->root_kind);
	page->root_number =
		arena_alloc(page->arena, report->root_count * sizeof *page->root_number);
	for (size_t i = 0, number = 0; i < report->root_count; i++)
		page->root_number[i] = number += report->root[i].shared;
	for (size_t i = 0; i < report->finding_count; i++) {
		if (report->finding[i].outcome != OUTCOME_PASS)
			count_finding(page, &report->finding[i]);
	}
	add_sentences(page);
	if (page->kind_count > 0)
		qsort(page->kind, page->kind_count, sizeof *page->kind, compare);
	for (size_t i = 0; i < page->kind_count; i++) {
		const struct kind *kind = &page->kind[i];
		page->deciding_count += kind->decides;
		if (kind->check != NULL)
			page->tally[kind->order].kind[kind->outcome][kind->decides] = i + 1;
		else if (kind->sentence == NULL)
			page->root_kind[kind->order] = i + 1;
	}
}
