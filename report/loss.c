/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Site loss: the servers whose answers were set aside, and the findings that differ. */
#include "report/page.h"

#include <string.h>

enum { SERVERS_SHOWN = 8, CHANGES_SHOWN = 20 };

static void servers_add(struct page *page, const struct report_loss *loss)
{
	for (size_t i = 0; i < loss->server_count && i < SERVERS_SHOWN; i++) {
		const struct report_set_aside *server = &loss->server[i];
		const char *line = arena_format(page->arena, "%s %s%s", server->source,
			server->server,
			strcmp(server->source, "shares") == 0 ? ": findings about it can only warn"
							      : "");
		text_add(&page->out, "- ");
		wrap_add(&page->out, safe_line(page->arena, line), 2, 2);
	}
	if (loss->server_count > SERVERS_SHOWN)
		text_add(&page->out, "and %zu more; the JSON report names them all\n",
			loss->server_count - SERVERS_SHOWN);
	if (loss->server_count == 0)
		text_add(&page->out, "nothing: no server of the site was asked\n");
}

static void changes_add(struct page *page)
{
	const struct report_loss *loss = page->report->loss;
	for (size_t i = 0; i < loss->change_count && i < CHANGES_SHOWN; i++) {
		const struct report_change *change = &loss->change[i];
		const char *line = arena_format(page->arena,
			"%s: %s: %s; would %s%s if the lost site counted: %s", change->recovery,
			change->check, outcome_name(change->without),
			change->with == OUTCOME_UNKNOWN ? "be " : "", outcome_name(change->with),
			change->summary);
		text_add(&page->out, "- ");
		wrap_add(&page->out, safe_line(page->arena, line), 2, 2);
	}
	if (loss->change_count > CHANGES_SHOWN)
		text_add(&page->out, "and %zu more; the JSON report names them all\n",
			loss->change_count - CHANGES_SHOWN);
	if (loss->change_count == 0)
		text_add(&page->out, "nothing: each finding is the same with them\n");
}

void page_loss(struct page *page)
{
	const struct report_loss *loss = page->report->loss;
	if (loss == NULL)
		return;
	if (loss->unread != NULL) {
		heading_add(page, "What was set aside");
		wrap_add(&page->out,
			safe_line(page->arena,
				arena_format(page->arena,
					"Nothing: it is not known which servers the site has. %s",
					loss->unread)),
			0, 0);
		return;
	}
	heading_add(page, "What was set aside");
	servers_add(page, loss);
	heading_add(page, "What differs without them");
	changes_add(page);
}
