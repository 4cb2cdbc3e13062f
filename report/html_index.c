/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the matrix, and the findings that say the same. */
#include "report/html.h"

#include <stdint.h>
#include <string.h>

/* A table of positions by the hash of a text; the caller compares. */
struct table {
	size_t *place; /* position + 1; 0: free */
	size_t mask;
};

static struct table table_new(struct arena *arena, size_t most)
{
	size_t room = 16;
	while (room < most * 2)
		room *= 2;
	return (struct table){ arena_alloc(arena, room * sizeof(size_t)), room - 1 };
}

/* FNV-1a. The end counts, so that "a" and "b" are not "ab". */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	do {
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	} while (*text++ != '\0');
	return hash;
}

static const uint64_t hash_start = UINT64_C(0xcbf29ce484222325);

static size_t check_place(const struct html *html, const struct table *table, const char *id)
{
	size_t at = hash_text(hash_start, id) & table->mask;
	while (table->place[at] != 0 && strcmp(html->check[table->place[at] - 1].id, id) != 0)
		at = (at + 1) & table->mask;
	return at;
}

static void count_outcome(struct report_counts *counts, enum outcome outcome)
{
	int64_t *const counter[] = { [OUTCOME_PASS] = &counts->pass,
		[OUTCOME_WARN] = &counts->warn,
		[OUTCOME_UNKNOWN] = &counts->unknown,
		[OUTCOME_FAIL] = &counts->fail };
	*counter[outcome] += 1;
}

static void index_checks(struct html *html)
{
	const struct report *report = html->report;
	const struct table table = table_new(html->arena, report->finding_count);
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		const size_t at = check_place(html, &table, finding->check);
		if (table.place[at] == 0) {
			html->check = arena_more(
				html->arena, html->check, html->check_count, sizeof *html->check);
			html->check[html->check_count].id = finding->check;
			html->check[html->check_count].blocking = finding->blocking;
			table.place[at] = ++html->check_count;
		}
		html->check_of[i] = table.place[at] - 1;
		struct html_check *check = &html->check[html->check_of[i]];
		count_outcome(&check->counts, finding->outcome);
		if (finding->severity > check->worst)
			check->worst = finding->severity;
	}
}

size_t html_check_named(const struct html *html, const char *id)
{
	size_t at = 0;
	while (at < html->check_count && strcmp(html->check[at].id, id) != 0)
		at++;
	return at;
}

/* An explained finding is told by its root causes: its texts only repeat them. */
static bool says_the_same(const struct report_finding *a, const struct report_finding *b)
{
	if (strcmp(a->check, b->check) != 0 || a->waiver != b->waiver || a->outcome != b->outcome ||
		a->severity != b->severity || a->explained != b->explained)
		return false;
	if (a->explained)
		return a->root_count == b->root_count &&
		       (a->root_count == 0 || memcmp(a->root_at, b->root_at,
						      a->root_count * sizeof *a->root_at) == 0);
	return strcmp(a->subject, b->subject) == 0 && strcmp(a->summary, b->summary) == 0 &&
	       strcmp(a->proof, b->proof) == 0 && strcmp(a->remedy, b->remedy) == 0;
}

static uint64_t hash_finding(const struct report_finding *finding)
{
	uint64_t hash = hash_text(hash_start, finding->check);
	if (!finding->explained)
		return hash_text(hash_text(hash, finding->summary), finding->proof);
	for (size_t i = 0; i < finding->root_count; i++)
		hash = (hash ^ finding->root_at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static size_t entry_place(
	const struct html *html, const struct table *table, const struct report_finding *finding)
{
	size_t at = hash_finding(finding) & table->mask;
	while (table->place[at] != 0 &&
		!says_the_same(html->entry[table->place[at] - 1].finding, finding))
		at = (at + 1) & table->mask;
	return at;
}

/* Of a fleet the first pass of a check stands for all. */
static bool is_folded(const struct html *html, const struct html_check *check,
	const struct report_finding *finding)
{
	return finding->outcome == OUTCOME_PASS && html->report->recovery_count > HTML_FEW &&
	       check->entry_count > 0 &&
	       html->entry[check->entry[check->entry_count - 1]].finding->outcome == OUTCOME_PASS;
}

static size_t entry_new(struct html *html, const struct report_finding *finding, size_t check)
{
	struct html_check *of = &html->check[check];
	html->entry = arena_more(html->arena, html->entry, html->entry_count, sizeof *html->entry);
	html->entry[html->entry_count] = (struct html_entry){ .finding = finding, .check = check };
	of->entry = arena_more(html->arena, of->entry, of->entry_count, sizeof *of->entry);
	/* The worst first; those of one severity in the order of the report. */
	size_t at = of->entry_count++;
	for (; at > 0; at--) {
		const struct report_finding *before = html->entry[of->entry[at - 1]].finding;
		if (before->severity > finding->severity ||
			(before->severity == finding->severity &&
				before->outcome >= finding->outcome))
			break;
		of->entry[at] = of->entry[at - 1];
	}
	of->entry[at] = html->entry_count;
	return html->entry_count++;
}

static void entry_recovery(struct html *html, struct html_entry *entry, size_t recovery)
{
	const size_t count = entry->recovery_count;
	if (count > 0 && entry->recovery[count - 1] == recovery)
		return;
	entry->recovery = arena_more(html->arena, entry->recovery, count, sizeof *entry->recovery);
	entry->recovery[entry->recovery_count++] = recovery;
}

static void index_entries(struct html *html)
{
	const struct report *report = html->report;
	const struct table table = table_new(html->arena, report->finding_count);
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		struct html_check *check = &html->check[html->check_of[i]];
		if (is_folded(html, check, finding)) {
			html->entry_of[i] = check->entry[check->entry_count - 1];
			continue;
		}
		const size_t at = entry_place(html, &table, finding);
		if (table.place[at] == 0)
			table.place[at] = entry_new(html, finding, html->check_of[i]) + 1;
		html->entry_of[i] = table.place[at] - 1;
		entry_recovery(html, &html->entry[html->entry_of[i]], finding->recovery_at);
	}
}

/* With very many entries, each check shows as many as the others. */
static void limit_entries(struct html *html)
{
	const size_t share =
		html->entry_count <= HTML_ENTRIES ? HTML_ENTRIES : HTML_ENTRIES / html->check_count;
	for (size_t i = 0; i < html->check_count; i++) {
		struct html_check *check = &html->check[i];
		check->shown_count = check->entry_count < share ? check->entry_count : share;
		for (size_t k = check->shown_count; k < check->entry_count; k++)
			html->entry[check->entry[k]].named_only = true;
	}
}

void html_index(struct html *html)
{
	const size_t count = html->report->finding_count;
	html->check_of = arena_alloc(html->arena, count * sizeof *html->check_of);
	html->entry_of = arena_alloc(html->arena, count * sizeof *html->entry_of);
	index_checks(html);
	index_entries(html);
	limit_entries(html);
}

void html_link(struct html *html, const struct report_finding *finding)
{
	const size_t entry = html->entry_of[finding - html->report->finding];
	if (html->entry[entry].named_only)
		html_put(html, "href=\"#m%zu\"", html->entry[entry].check);
	else
		html_put(html, "href=\"#e%zu\"", entry);
}

void html_cells(const struct html *html, size_t recovery, struct html_cell *cell)
{
	const struct report_recovery *row = &html->report->recovery[recovery];
	for (size_t i = 0; i < html->check_count; i++)
		cell[i] = (struct html_cell){ 0 };
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct report_finding *finding = &html->report->finding[i];
		struct html_cell *of = &cell[html->check_of[i]];
		if (of->finding == NULL || finding->severity > of->finding->severity ||
			(finding->severity == of->finding->severity &&
				finding->outcome > of->finding->outcome))
			of->finding = finding;
		of->count += finding->outcome != OUTCOME_PASS;
	}
}
