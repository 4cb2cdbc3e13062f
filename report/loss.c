/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Site loss: the servers whose answers were set aside, and the findings that differ. */
#include "report/page.h"

#include <string.h>

#include "base/name_index.h"

enum { SERVERS_SHOWN = 8 };

static void servers_add(struct page *page, const struct report_loss *loss)
{
	for (size_t i = 0; i < loss->server_count && i < SERVERS_SHOWN; i++) {
		const struct report_set_aside *server = &loss->server[i];
		const char *line = arena_format(page->arena, "%s %s%s", server->source,
			server->server,
			strcmp(server->source, "shares") == 0 ? ": findings about it can only warn"
							      : "");
		item_add(page, safe_line(page->arena, line));
	}
	if (loss->server_count > SERVERS_SHOWN)
		prose_add(page,
			arena_format(page->arena, "and %zu more; the JSON report names them all",
				loss->server_count - SERVERS_SHOWN),
			0, 2);
	if (loss->server_count == 0)
		prose_add(page, "nothing: no server of the site was asked", 0, 0);
}

/* Those that changed from one outcome to another, by their checks. */
static void changes_of(struct page *page, enum outcome with, enum outcome without)
{
	const struct report_loss *loss = page->report->loss;
	const char **check = arena_alloc(page->arena, loss->change_count * sizeof *check);
	struct text line = text_new(page->arena);
	size_t count = 0;
	for (size_t i = 0; i < loss->change_count; i++) {
		if (loss->change[i].with == with && loss->change[i].without == without)
			check[count++] = loss->change[i].check;
	}
	count = names_once(page->arena, check, count);
	for (size_t i = 0; i < count; i++)
		text_add(&line, "%s%s", i == 0 ? "" : ", ", check[i]);
	if (count > 0)
		item_add(page,
			arena_format(page->arena, "%s; would %s%s if the lost site counted: %s",
				outcome_name(without), with == OUTCOME_UNKNOWN ? "be " : "",
				outcome_name(with), line.data));
}

static void changes_add(struct page *page)
{
	for (enum outcome without = OUTCOME_FAIL + 1; without-- > OUTCOME_PASS;) {
		for (enum outcome with = OUTCOME_PASS; with <= OUTCOME_FAIL; with++)
			changes_of(page, with, without);
	}
	if (page->report->loss->change_count == 0)
		prose_add(page, "nothing: each finding is the same with them", 0, 0);
}

void page_loss(struct page *page)
{
	const struct report_loss *loss = page->report->loss;
	if (loss == NULL)
		return;
	if (loss->unread != NULL) {
		heading_add(page, "What was set aside");
		prose_add(page,
			arena_format(page->arena,
				"Nothing: it is not known which servers the site has. %s",
				loss->unread),
			0, 2);
		return;
	}
	heading_add(page, "What was set aside");
	servers_add(page, loss);
	heading_add(page, "What differs without them");
	changes_add(page);
}
