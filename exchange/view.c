/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/view.h"

static const void *view_of(struct arena *arena, const void *visit)
{
	struct exchange_view *view = arena_alloc(arena, sizeof *view);
	view->read = organisation_read(arena, visit, &view->organisation, &view->error);
	return view;
}

const struct exchange_view *exchange_view(
	const struct examination *examination, const struct directory_visit *visit)
{
	return memo_of(examination->memo, examination->arena, view_of, visit);
}

const struct exchange_server *exchange_cms(const struct examination *examination,
	const struct directory_visit *visit, const struct exchange_view **view,
	struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	const char *cms = examination->recovery->cms.label;
	*view = exchange_view(examination, visit);
	*opinion = (struct opinion){ .outcome = OUTCOME_UNKNOWN };
	if (!(*view)->read) {
		opinion->summary = "The Exchange organisation could not be read.";
		opinion->proof = arena_string(arena, (*view)->error.text);
		opinion->remedy =
			"Give the account that runs this check Read Property below\n"
			"    CN=Microsoft Exchange,CN=Services in the configuration partition\n"
			"and collect evidence anew.";
		return NULL;
	}
	const struct exchange_server *server = organisation_server(&(*view)->organisation, cms);
	if (server != NULL)
		return server;
	opinion->summary =
		arena_format(arena, "The organisation shows no Exchange server %s.", cms);
	opinion->proof = arena_format(arena, "%zu Exchange servers are shown, %s is none of them.",
		(*view)->organisation.server_count, cms);
	opinion->remedy =
		"Check the name in the plan, and that the account that runs this check may "
		"read the server's object:\n"
		"    Get-ExchangeServer | Format-Table Name,ServerRole,AdminDisplayVersion";
	return NULL;
}
