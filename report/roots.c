/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Root causes of several unknown findings, each shown once: what to fix first. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"

enum { SERVERS_SHOWN = 40, INDENT = 3 };

/* Gaps are sorted by source and server, so those of a server are adjacent. */
static void servers_add(
	struct text *line, const struct report *report, const struct report_root *root)
{
	const char *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const char *server = report->gap[root->gap[i]].server;
		if (server == NULL || (last != NULL && strcmp(server, last) == 0))
			continue;
		if (count < SERVERS_SHOWN)
			text_add(line, "%s%s", count == 0 ? ": " : ", ", server);
		count++;
		last = server;
	}
	if (count > SERVERS_SHOWN)
		text_add(line, " and %zu more; the JSON report names them all",
			count - SERVERS_SHOWN);
}

static void paragraph_add(struct page *page, const char *text)
{
	spaces_add(&page->out, INDENT);
	wrap_add(&page->out, safe_line(page->arena, text), INDENT, INDENT);
}

static void consequences_add(struct page *page, const struct report_root *root)
{
	struct text line = text_new(page->arena);
	text_add(&line,
		"Unknown because of it: %lld findings, %lld of them blocking, about %lld CMS%s: ",
		(long long)root->finding_count, (long long)root->blocking_count,
		(long long)root->recovery_count, root->recovery_count == 1 ? "" : "s");
	for (size_t i = 0; i < root->check_count; i++)
		text_add(&line, "%s%s", i == 0 ? "" : ", ", root->check[i]);
	paragraph_add(page, line.data);
}

static void remedy_add(struct page *page, const char *remedy)
{
	if (remedy == NULL || *remedy == '\0')
		return;
	spaces_add(&page->out, INDENT);
	wrap_add(&page->out, safe_lines(page->arena, arena_format(page->arena, "Fix: %s", remedy)),
		INDENT, INDENT);
}

static void root_add(struct page *page, size_t number, size_t index)
{
	const struct report *report = page->report;
	const struct report_root *root = &report->root[index];
	struct text title = text_new(page->arena);
	text_add(&title, "%s: %s", root->source, root->cause);
	servers_add(&title, report, root);
	text_add(&page->out, "%zu. ", number);
	const size_t indent = number < 10 ? INDENT : INDENT + 1;
	wrap_add(&page->out, safe_line(page->arena, title.data), indent, INDENT);
	if (*root->text != '\0')
		paragraph_add(page, root->text);
	consequences_add(page, root);
	remedy_add(page, root->remedy);
}

size_t root_number(const struct page *page, size_t root)
{
	size_t number = 0;
	for (size_t i = 0; i <= root; i++)
		number += page->report->root[i].shared;
	return number;
}

void page_roots(struct page *page)
{
	const struct report *report = page->report;
	size_t number = 0;
	for (size_t i = 0; i < report->root_count; i++) {
		if (!report->root[i].shared)
			continue;
		if (number++ == 0)
			heading_add(page, "Root causes of several unknown findings");
		root_add(page, number, i);
	}
}
