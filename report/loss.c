/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Site loss: the servers whose answers were set aside, and the findings that differ. */
#include "report/page.h"

#include "model/loss.h"

enum { SERVERS_SHOWN = 8, CHANGES_SHOWN = 20 };

static void servers_add(struct page *page, const struct loss *loss)
{
	for (size_t i = 0; i < loss->count && i < SERVERS_SHOWN; i++) {
		const struct loss_server *server = &loss->server[i];
		const char *line = arena_format(page->arena, "%s %s%s", source_name(server->source),
			server->name,
			server->source == SOURCE_SHARES ? ": findings about it can only warn" : "");
		text_add(&page->out, "- ");
		wrap_add(&page->out, safe_line(page->arena, line), 2, 2);
	}
	if (loss->count > SERVERS_SHOWN)
		text_add(&page->out, "and %zu more; the JSON report names them all\n",
			loss->count - SERVERS_SHOWN);
	if (loss->count == 0)
		text_add(&page->out, "nothing: no server of the site was asked\n");
}

static void changes_add(struct page *page)
{
	const struct judgement *judgement = page->judgement;
	for (size_t i = 0; i < judgement->change_count && i < CHANGES_SHOWN; i++) {
		const struct change *change = &judgement->change[i];
		const struct finding *before = change->before;
		const char *line = arena_format(page->arena,
			"%s: %s: %s; would %s%s if the lost site counted: %s",
			before->recovery->cms.label, before->check->id, outcome_name(change->now),
			before->outcome == OUTCOME_UNKNOWN ? "be " : "",
			outcome_name(before->outcome), before->summary);
		text_add(&page->out, "- ");
		wrap_add(&page->out, safe_line(page->arena, line), 2, 2);
	}
	if (judgement->change_count > CHANGES_SHOWN)
		text_add(&page->out, "and %zu more; the JSON report names them all\n",
			judgement->change_count - CHANGES_SHOWN);
	if (judgement->change_count == 0)
		text_add(&page->out, "nothing: each finding is the same with them\n");
}

void page_loss(struct page *page)
{
	const struct loss *loss = page->judgement->evidence->loss;
	if (loss == NULL)
		return;
	if (loss->blind != NULL) {
		heading_add(page, "What was set aside");
		wrap_add(&page->out,
			safe_line(page->arena,
				arena_format(page->arena,
					"Nothing: it is not known which servers the site has. %s",
					loss->blind)),
			0, 0);
		return;
	}
	heading_add(page, "What was set aside");
	servers_add(page, loss);
	heading_add(page, "What differs without them");
	changes_add(page);
}
