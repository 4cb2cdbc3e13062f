/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Root causes of several unknown findings, each shown once: what to fix first. */
#include "report/page.h"

#include <string.h>

#include "base/error.h"
#include "model/root_cause.h"

enum { SERVERS_SHOWN = 40, INDENT = 3 };

static const struct gap_place *gap_at(
	const struct judgement *judgement, const struct root_cause *root, size_t index)
{
	return &judgement->gaps.place[root->gap[index]];
}

/* Gaps are sorted by source and server, so those of a server are adjacent. */
static void servers_add(
	struct text *line, const struct judgement *judgement, const struct root_cause *root)
{
	const char *last = NULL;
	size_t count = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const char *server = gap_at(judgement, root, i)->server;
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

static void sources_add(
	struct text *line, const struct judgement *judgement, const struct root_cause *root)
{
	unsigned named = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const enum source source = gap_at(judgement, root, i)->source;
		if ((named & source) == 0)
			text_add(line, "%s%s", named == 0 ? "" : ", ", source_name(source));
		named |= source;
	}
}

static void paragraph_add(struct page *page, const char *text)
{
	spaces_add(&page->out, INDENT);
	wrap_add(&page->out, safe_line(page->arena, text), INDENT, INDENT);
}

static void consequences_add(struct page *page, const struct root_cause *root)
{
	struct text line = text_new(page->arena);
	text_add(&line,
		"Unknown because of it: %zu findings, %zu of them blocking, about %zu CMS%s: ",
		root->finding_count, root->blocking_count, root->recovery_count,
		root->recovery_count == 1 ? "" : "s");
	for (size_t i = 0; i < root->check_count; i++)
		text_add(&line, "%s%s", i == 0 ? "" : ", ", root->check[i]->id);
	paragraph_add(page, line.data);
}

/*
 * The remedy, if all findings that this root cause alone explains have the same one; or NULL. For a
 * whole server the findings only say that it must be fixed.
 */
static const char *remedy_of(const struct judgement *judgement, size_t index)
{
	const char *remedy = NULL;
	if (gap_at(judgement, &judgement->roots.root[index], 0)->subject == NULL)
		return NULL;
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding_roots *roots = &judgement->roots.of_finding[i];
		const char *its = judgement->findings.finding[i].remedy;
		if (roots->count != 1 || roots->root[0] != index || !roots->whole)
			continue;
		if (remedy != NULL && strcmp(remedy, its) != 0)
			return NULL;
		remedy = its;
	}
	return remedy;
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
	const struct judgement *judgement = page->judgement;
	const struct root_cause *root = &judgement->roots.root[index];
	const struct gap *gap = gap_at(judgement, root, 0)->gap;
	struct text title = text_new(page->arena);
	sources_add(&title, judgement, root);
	text_add(&title, ": %s", error_kind_name(gap->cause));
	servers_add(&title, judgement, root);
	text_add(&page->out, "%zu. ", number);
	const size_t indent = number < 10 ? INDENT : INDENT + 1;
	wrap_add(&page->out, safe_line(page->arena, title.data), indent, INDENT);
	if (gap->text != NULL && *gap->text != '\0')
		paragraph_add(page, gap->text);
	consequences_add(page, root);
	remedy_add(page, remedy_of(judgement, index));
}

size_t root_number(const struct page *page, size_t root)
{
	size_t number = 0;
	for (size_t i = 0; i <= root; i++)
		number += root_cause_is_shared(&page->judgement->roots.root[i]);
	return number;
}

void page_roots(struct page *page)
{
	const struct judgement *judgement = page->judgement;
	size_t number = 0;
	for (size_t i = 0; i < judgement->roots.count; i++) {
		if (!root_cause_is_shared(&judgement->roots.root[i]))
			continue;
		if (number++ == 0)
			heading_add(page, "Root causes of several unknown findings");
		root_add(page, number, i);
	}
}
