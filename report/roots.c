/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Root causes of several findings, each shown once: what to fix first. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"

enum { SERVERS_SHOWN = 40, SERVERS_IN_HEADLINE = 3, OBJECTS_SHOWN = 8 };

/* Gaps are sorted by source and server, so those of a server are adjacent. */
static size_t servers_add(
	struct text *line, const struct report *report, const struct report_root *root, size_t most)
{
	const char *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const char *server = report->gap[root->gap[i]].server;
		if (server == NULL || (last != NULL && strcmp(server, last) == 0))
			continue;
		if (count < most)
			text_add(line, "%s%s", count == 0 ? "" : ", ", server);
		count++;
		last = server;
	}
	if (count > most)
		text_add(line, " and %zu more", count - most);
	return count;
}

const char *root_headline(struct page *page, size_t index)
{
	const struct report *report = page->report;
	const struct report_root *root = &report->root[index];
	const char *text = *root->text != '\0' ? root->text : root->cause;
	struct text line = text_new(page->arena);
	if (root->gap_count == 0)
		return safe_line(page->arena, text);
	const size_t servers = servers_add(&line, report, root, SERVERS_IN_HEADLINE);
	if (servers == 0)
		text_add_string(&line, root->source);
	/* "dc9.corp.example.com has no address" names it already. */
	if (servers == 1 && strcasestr(text, line.data) != NULL)
		return safe_line(page->arena, text);
	if (root->gap_count == 1 && report->gap[root->gap[0]].subject != NULL)
		text_add(&line, ": %s", report->gap[root->gap[0]].subject);
	text_add(&line, ": %s", text);
	return safe_line(page->arena, line.data);
}

static void paragraph_add(struct page *page, const char *text)
{
	prose_add(page, text, 0, PAGE_INDENT);
}

/* A brief page has the first servers in its headline already. */
static void servers_of(struct page *page, const struct report_root *root)
{
	struct text names = text_new(page->arena);
	const size_t count = servers_add(&names, page->report, root, SERVERS_SHOWN);
	if (root->gap_count == 0 || (page->brief && count <= SERVERS_IN_HEADLINE))
		return;
	const char *what =
		page->brief ? "" : arena_format(page->arena, "%s, %s: ", root->source, root->cause);
	paragraph_add(
		page, arena_format(page->arena, "Where: %s%s%s", what,
			      count == 0 ? "as a whole" : names.data,
			      count > SERVERS_SHOWN ? "; the JSON report names them all" : ""));
}

static void objects_of(struct page *page, const struct report_root *root)
{
	struct text line = text_new(page->arena);
	size_t count = 0;
	const char *last = "";
	for (size_t i = 0; i < root->gap_count; i++) {
		const char *subject = page->report->gap[root->gap[i]].subject;
		if (subject == NULL || strcmp(subject, last) == 0)
			continue;
		last = subject;
		if (count++ < OBJECTS_SHOWN)
			text_add(&line, "%s%s", count == 1 ? "" : "; ", subject);
	}
	if (count > OBJECTS_SHOWN)
		text_add(&line, "; and %zu more; the JSON report names them all",
			count - OBJECTS_SHOWN);
	if (count > 0)
		paragraph_add(page, arena_format(page->arena, "Not read: %s", line.data));
}

static void consequences_add(struct page *page, size_t index)
{
	const struct report_root *root = &page->report->root[index];
	struct text line = text_new(page->arena);
	text_add(&line, "Because of it: %lld finding%s, %lld of them blocking",
		(long long)root->finding_count, root->finding_count == 1 ? "" : "s",
		(long long)root->blocking_count);
	for (size_t i = 0; i < root->check_count && !page->brief; i++)
		text_add(&line, "%s%s", i == 0 ? ": " : ", ", root->check[i]);
	paragraph_add(page, line.data);
	if (page->report->recovery_count < 2)
		return;
	const size_t at = page->root_kind[index];
	const size_t room = (page->width - PAGE_INDENT) * 3;
	if (at > 0)
		paragraph_add(page, arena_format(page->arena, "Of: %s",
					    cms_list(page, page->kind[at - 1].recovery,
						    page->kind[at - 1].recovery_count, room)));
	else
		paragraph_add(page, arena_format(page->arena, "Of: %s",
					    counted(page, (size_t)root->recovery_count, "CMS")));
}

void root_title(struct page *page, size_t index)
{
	const char *title = arena_format(page->arena, "Cause %zu: ", root_number(page, index));
	text_add_string(&page->out, title);
	prose_add(page, root_headline(page, index), columns(title), PAGE_INDENT);
}

void root_rest(struct page *page, size_t index)
{
	const struct report_root *root = &page->report->root[index];
	servers_of(page, root);
	objects_of(page, root);
	consequences_add(page, index);
	if (root->remedy != NULL && *root->remedy != '\0') {
		spaces_add(&page->out, PAGE_INDENT);
		text_add(&page->out, "Fix: ");
		remedy_add_lines(page, root->remedy, PAGE_INDENT + strlen("Fix: "), PAGE_INDENT);
	}
}

size_t root_number(const struct page *page, size_t root)
{
	return page->root_number[root];
}

void page_roots(struct page *page)
{
	const struct report *report = page->report;
	bool any = false;
	for (size_t i = 0; i < report->root_count; i++) {
		if (!report->root[i].shared)
			continue;
		if (!any)
			heading_add(page, "Root causes of several findings");
		any = true;
		root_title(page, i);
		root_rest(page, i);
	}
}
