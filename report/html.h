/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the HTML report share. The page is one file without scripts. All text goes
 * through html_text(), which escapes it: html_put() does so for each %s, so no text of a report can
 * become markup. Identifiers in links are numbers.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "report/formats.h"

enum {
	HTML_FEW = 10,             /* recoveries; of more, passes share one text per check */
	HTML_ENTRIES_OPEN = 60,    /* more are folded, but for the first of each check */
	HTML_ENTRIES = 2000,       /* of more, each check has only its share in full */
	HTML_NAMES_SHOWN = 24,     /* CMSs of one line; more are folded */
	HTML_CELLS = 200000,       /* of the matrix; more are not drawn */
	HTML_TEXT_BYTES = 2 << 20, /* of proofs and remedies; then only their summaries */
};

/* Findings of one check that say the same about several recoveries; they are shown once. */
struct html_entry {
	const struct report_finding *finding; /* the first */
	size_t check;                         /* index of html.check */
	size_t *recovery;                     /* indices of report.recovery, ascending */
	size_t recovery_count;
	bool named_only;
};

/* One column of the matrix. */
struct html_check {
	const char *id;
	bool blocking;
	struct report_counts counts;
	enum severity worst;
	size_t *entry; /* indices of html.entry, the worst first */
	size_t entry_count;
	size_t shown_count; /* of these, in full; the others are only named */
};

/* A cell: the worst of the findings of a check about a recovery. */
struct html_cell {
	const struct report_finding *finding; /* or NULL: the check did not run */
	size_t count;
};

struct html {
	struct arena *arena;
	const struct report *report;
	const struct style *style;
	struct html_check *check; /* in the order of the report */
	size_t check_count;
	struct html_entry *entry;
	size_t entry_count;
	size_t *check_of, *entry_of;        /* of each finding */
	size_t text_bytes;                  /* of proofs and remedies so far */
	const struct html_servers *servers; /* of the pictures; NULL: none was drawn yet */
	struct text out;
};

/* Adds text, escaped for content and for values of attributes in double quotes. */
void html_text(struct html *html, const char *text);

/* Adds markup. Each %s is escaped as by html_text(); besides it there are %zu and %%. */
void html_put(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text of several lines. */
void html_prose(struct html *html, const char *text);

/* The same, but lines that begin with a blank are commands. */
void html_remedy(struct html *html, const char *text);

/* "EXCMS01, EXCMS02"; many are folded. */
void html_names(struct html *html, const char *const *name, size_t count);

/* "1 CMS", "3 CMSs". */
void html_count(struct html *html, size_t count, const char *one, const char *many);

/* Finds the checks and entries of the report. */
void html_index(struct html *html);

/* The index of the check of that id; check_count if there is none. */
size_t html_check_named(const struct html *html, const char *id);

/* Adds href="#..." that leads to the proof of a finding. */
void html_link(struct html *html, const struct report_finding *finding);

/* The cells of a row of the matrix, one for each check. */
void html_cells(const struct html *html, size_t recovery, struct html_cell *cell);

/* "Cause 1", as a link. */
void html_cause(struct html *html, size_t root);

/* How findings and verdicts are marked: a sign, a word and a class of the style. */
struct html_mark {
	const char *sign, *word, *class_name;
};
struct html_mark html_mark_of(const struct report_finding *finding);
struct html_mark html_mark_of_verdict(enum verdict verdict);
void html_badge(struct html *html, struct html_mark mark);

/* The content of the style element. */
const char *html_style(struct arena *arena);

/* The parts, in their order. */
void html_summary(struct html *html);
void html_causes(struct html *html);
void html_matrix(struct html *html);
void html_recoveries(struct html *html);
/* The estimate of check dns.outage, as an entry of a list of terms. */
void html_outage(struct html *html, size_t recovery);

void html_picture(struct html *html, size_t recovery);
void html_checks(struct html *html);
void html_loss(struct html *html);
void html_gaps(struct html *html);
void html_limits(struct html *html);
void html_provenance(struct html *html);
