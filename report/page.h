/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the text report share. All text from plan, evidence or a file is added by
 * prose_add() or remedy_add_lines(), or goes through safe_line() first. Such text never begins a
 * line at the left edge: there only the program speaks.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "base/wrap.h"
#include "report/blockers.h"
#include "report/formats.h"

enum {
	PAGE_FEW = 10,    /* recoveries; more are a fleet, of which GOs are only counted */
	PAGE_RECENT = 8,  /* findings of a check that a later one may refer to */
	PAGE_NARROW = 60, /* columns; below that, lines that continue are indented less */
	PAGE_LEAST = 20,  /* columns */
	PAGE_MARK = 9,    /* columns of "UNKNOWN  " */
	PAGE_INDENT = 3,  /* of a paragraph */
};

/* The results of one check over all recoveries. */
struct tally {
	const char *check;
	const struct report_finding *recent[PAGE_RECENT]; /* shown in full; a ring buffer */
	size_t written;
	bool explained;    /* its `why` was shown */
	size_t kind[4][2]; /* by outcome, and whether it decides: index of the kind + 1, or 0 */
};

/* Findings that say the same: those of one check with one outcome, or of one root cause. */
struct kind {
	const char *check;    /* or NULL */
	const char *sentence; /* about the run; or NULL. Without both: a root cause */
	size_t order;         /* index of page.tally, of report.root, or of the reasons */
	enum outcome outcome;
	bool decides;
	const struct report_finding *first;
	const char **recovery; /* the CMSs that it concerns, each once */
	size_t recovery_count, finding_count;
	size_t last; /* the last of these, as an index of report.recovery */
};

struct page {
	struct arena *arena;
	const struct report *report;
	const struct style *style;
	size_t width, indent; /* in columns; the indent of lines that continue */
	bool fleet;
	bool brief;          /* the root causes say all: page_brief() */
	struct tally *tally; /* in the order in which the checks appear */
	size_t tally_count;
	size_t *tally_at;  /* of each finding */
	struct kind *kind; /* first those that decide, and of these the failures */
	size_t kind_count, deciding_count;
	size_t *root_kind;   /* of each root cause: index of its kind + 1, or 0 */
	size_t *root_number; /* of each root cause that is shown */
	struct text out;
};

/* Fills tallies and kinds. */
void page_count(struct page *page);

static inline struct tally *page_tally(
	const struct page *page, const struct report_finding *finding)
{
	return &page->tally[page->tally_at[finding - page->report->finding]];
}

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

void rule_add(struct page *page, char of);
void heading_add(struct page *page, const char *heading);

/* Text of any origin in lines; the first continues at `column`. No line of it is a command. */
void prose_add(struct page *page, const char *text, size_t column, size_t indent);

/* A remedy: commands are not broken; what a shell could take for more than it is, is prose. */
void remedy_add_lines(struct page *page, const char *remedy, size_t column, size_t indent);

/* An item of a list: "- text". */
void item_add(struct page *page, const char *text);

/* How many rows of a terminal the page has, from that place on. */
size_t page_rows(const struct page *page, size_t from);

/* Takes back what was added behind that place. */
void page_cut(struct page *page, size_t length);

/* "41 checks", "1 check". */
const char *counted(struct page *page, size_t count, const char *what);

/* "3 CMSs: A, B, C"; "A" if it is one. What has no room in so many columns is counted. */
const char *cms_list(struct page *page, const char **name, size_t count, size_t room);

/*
 * The kinds that decide, or the others, in at most `rows` rows: with less about each, rather than
 * without some. What has no room even so is counted, and `elsewhere` says where it stands: false.
 */
bool page_kinds(struct page *page, bool deciding, size_t rows, const char *elsewhere);

/* A line or more that begins with the verdict. */
void page_verdict(struct page *page, const char *rest);

/* Whether all that did not pass follows from root causes; then page_brief() tells only these. */
bool page_can_be_brief(const struct page *page);
void page_brief(struct page *page);

/* The headline of a root cause, and what follows it. */
void root_title(struct page *page, size_t root);
void root_rest(struct page *page, size_t root);

/* The parts of the report. */
void page_tables(struct page *page);
void page_provenance(struct page *page);
void page_details(struct page *page);
void recovery_full(struct page *page, const struct report_recovery *recovery);
void finding_full(struct page *page, const struct report_finding *finding);
void finding_part(struct page *page, const char *label, const char *text); /* of a finding */
void page_passes(struct page *page, const struct report_recovery *recovery);
void page_roots(struct page *page);
void page_left_out(struct page *page);
void page_waivers(struct page *page);
void page_gaps(struct page *page);
void page_loss(struct page *page); /* with --site-loss */
void page_unsaid(struct page *page);
void page_closing(struct page *page);

const char *left_out_summary(struct page *page); /* NULL when nothing was left out */

/* What is wrong, and where: "dc9.corp.example.com: the name has no address". */
const char *root_headline(struct page *page, size_t root);

/* The number that page_roots() gives to a shared root cause. */
size_t root_number(const struct page *page, size_t root);
