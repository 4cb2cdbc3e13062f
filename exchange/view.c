/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/view.h"

#include <strings.h>

#include "ldapchk/misplaced_name.h"

static const void *view_of(struct arena *arena, const void *visit)
{
	struct exchange_view *view = arena_alloc(arena, sizeof *view);
	view->visit = visit;
	view->read = organisation_read(arena, visit, &view->organisation, &view->error);
	return view;
}

const struct exchange_view *exchange_view(
	const struct examination *examination, const struct directory_visit *visit)
{
	return memo_of(examination->memo, examination->arena, view_of, visit);
}

enum answer exchange_server_is(struct arena *arena, const struct directory_visit *visit,
	const struct exchange_server *server, const struct name *machine)
{
	return server->fqdn == NULL ? ANSWER_YES : machine_is(arena, visit, server->fqdn, machine);
}

/* The directory shows no organisation at all. It may be hidden. */
static const struct cause no_organisation = { CAUSE_ORGANISATION, "Exchange",
	"The directory shows no Exchange organisation",
	"Grant the account that runs this check Read Property below CN=Microsoft Exchange,CN=Services "
	"in the configuration partition, and collect evidence again." };

static struct dc_result report_unread(
	struct arena *arena, const struct directory_visit *visit, const struct exchange_view *view)
{
	const struct directory_part *part = directory_part(visit, PART_EXCHANGE);
	struct dc_result result = {
		.outcome = OUTCOME_UNKNOWN,
		.summary = "The Exchange organisation could not be read.",
		.proof = arena_string(arena, view->error.text),
		.remedy = "Grant the account that runs this check Read Property below\n"
			  "    CN=Microsoft Exchange,CN=Services in the configuration partition\n"
			  "and collect evidence again.",
	};
	if (part != NULL && !gap_is(&part->gap))
		dc_result_because_named(arena, &result, &no_organisation);
	else
		dc_result_because(arena, &result, part == NULL ? NULL : &part->gap);
	return result;
}

static struct dc_result report_not_shown(const struct examination *examination,
	const struct organisation *organisation, const char *cms)
{
	struct arena *arena = examination->arena;
	const struct missing_name *missing = missing_server(examination);
	return (struct dc_result){
		.outcome = OUTCOME_UNKNOWN,
		.causes = causes_from(arena, &missing->cause, false),
		.summary = arena_format(arena, "The organisation shows no Exchange server %s.%s",
			cms, missing->hint),
		.proof = arena_format(arena, "Exchange servers shown: %zu, but not %s.",
			organisation->server_count, cms),
		.remedy =
			"Check the name in the plan, and whether the account that runs this check "
			"may read the server's object:\n"
			"    Get-ExchangeServer | Format-Table Name,ServerRole,AdminDisplayVersion",
	};
}

/* The object may belong to another machine, so it proves nothing about the CMS. */
static struct dc_result report_ambiguous(struct arena *arena, const struct exchange_server *server,
	const struct name *cms, bool other)
{
	return (struct dc_result){
		.outcome = OUTCOME_UNKNOWN,
		.summary = other ? arena_format(arena,
					   "The DNS name of the Exchange server %s is not %s: "
					   "it may be another machine.",
					   cms->label, cms->fqdn)
				 : arena_format(arena,
					   "The organisation shows more than one server %s.",
					   cms->label),
		.proof = other ? arena_format(arena, "networkAddress of %s is %s.", server->dn,
					 server->fqdn)
			       : arena_format(arena, "One of them is %s.", server->dn),
		.remedy = other ? "If this is the right server, "
				  "write its full DNS name in the plan."
				: "Find out which object is the right one. "
				  "The other may be left over from a replication conflict:\n"
				  "    Get-ExchangeServer | Format-List Name,DistinguishedName",
	};
}

const struct exchange_server *exchange_cms(const struct examination *examination,
	const struct directory_visit *visit, const struct exchange_view **view,
	struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	*view = exchange_view(examination, visit);
	*result = (struct dc_result){ .outcome = OUTCOME_UNKNOWN };
	if (!(*view)->read) {
		*result = report_unread(arena, visit, *view);
		return NULL;
	}
	const struct organisation *organisation = &(*view)->organisation;
	const struct exchange_server *server = organisation_server(organisation, cms->label);
	if (server == NULL) {
		*result = report_not_shown(examination, organisation, cms->label);
		return NULL;
	}
	const bool other = exchange_server_is(arena, visit, server, cms) != ANSWER_YES;
	if (!server->is_ambiguous && !other)
		return server;
	*result = report_ambiguous(arena, server, cms, other);
	return NULL;
}

static struct dc_result judge_shown(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const void *with)
{
	exchange_function *const *judge_copy = with;
	const struct exchange_view *view;
	struct dc_result result;
	const struct exchange_server *cms = exchange_cms(examination, visit, &view, &result);
	return cms == NULL ? result : (*judge_copy)(examination, view, cms, label);
}

void exchange_judge(const struct examination *examination, exchange_function *judge_copy)
{
	dc_results_judge_with(examination, SUBJECT_CMS, &examination->recovery->cms, NULL,
		judge_shown, &judge_copy);
}
