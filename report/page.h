/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the text report share. All text from plan or evidence must go through
 * safe_line() or safe_lines() before it is added to the page.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "base/wrap.h"
#include "report/blockers.h"
#include "report/formats.h"

enum {
	PAGE_FEW = 10,   /* recoveries; more are a fleet, of which passes are only counted */
	PAGE_RECENT = 8, /* findings of a check that a later one may refer to */
};

/* The results of one check over all recoveries. */
struct tally {
	const char *check;
	bool blocking;
	struct report_counts counts;
	const struct report_finding *recent[PAGE_RECENT]; /* shown in full; a ring buffer */
	size_t written;
	bool explained; /* its `why` was shown */
};

struct page {
	struct arena *arena;
	const struct report *report;
	const struct style *style;
	bool fleet;
	struct tally *tally; /* in the order of the checks */
	size_t tally_count;
	struct text out;
};

struct tally *page_tally(const struct page *page, const char *check);

static inline const struct report_finding *recovery_finding(
	const struct page *page, const struct report_recovery *recovery, size_t index)
{
	return &page->report->finding[recovery->first + index];
}

/* Whether it is GO and all findings passed. */
bool recovery_is_plain(const struct report_recovery *recovery);

/* Whether it prevents a GO. */
bool finding_decides(const struct report_finding *finding);

/* In colour if the page has any, padded to a width. */
void verdict_add(struct page *page, enum verdict verdict, size_t width);
void outcome_add(struct page *page, enum outcome outcome, size_t width);

void rule_add(struct page *page, char of, size_t width);
void heading_add(struct page *page, const char *heading);

/* The parts of the report. */
void page_tables(struct page *page);
void page_details(struct page *page);
void page_roots(struct page *page);
void page_left_out(struct page *page);
void page_gaps(struct page *page);
void page_loss(struct page *page); /* with --site-loss */

const char *left_out_summary(struct page *page); /* NULL when nothing was left out */

/* The number that page_roots() gives to a shared root cause. */
size_t root_number(const struct page *page, size_t root);
