/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text report while it is written: what its parts share. Everything that comes from plan or
 * evidence goes through safe_line() or safe_lines() before it stands on the page.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "base/wrap.h"
#include "model/judgement.h"

enum {
	PAGE_FEW = 10, /* recoveries; beyond them it is a fleet, and what is well is counted only */
	PAGE_RECENT = 8, /* findings of a check that a later one may point to */
};

/* A check over all recoveries. */
struct tally {
	const struct check *check;
	size_t outcome_count[4];                   /* by enum outcome */
	const struct finding *recent[PAGE_RECENT]; /* written out in full, the latest overwrites */
	size_t written;
	bool explained; /* why it matters has been said */
};

struct page {
	struct arena *arena;
	const struct judgement *judgement;
	bool colour, fleet;
	struct tally *tally; /* in the order of the checks */
	size_t tally_count;
	struct text out;
};

struct tally *page_tally(const struct page *page, const struct check *check);

const char *verdict_word(enum verdict verdict); /* "GO", "NO-GO", "UNDETERMINED" */
size_t verdict_count(const struct judgement *judgement, enum verdict verdict);

static inline const struct finding *recovery_finding(
	const struct page *page, const struct recovery_judgement *recovery, size_t index)
{
	return &page->judgement->findings.finding[recovery->first + index];
}

/* Whether nothing at all is to be said about a recovery but GO. */
bool recovery_is_plain(const struct recovery_judgement *recovery);

/* Whether it stands in the way of a GO. */
bool finding_decides(const struct finding *finding);

/* Words in colour where there is any, filled up to a width. */
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
void page_loss(struct page *page); /* where a site is taken for gone */

const char *left_out_words(struct page *page); /* in short; NULL when nothing was left out */

/* The number that page_roots() gave to a root cause that is shared. */
size_t root_number(const struct page *page, size_t root);
