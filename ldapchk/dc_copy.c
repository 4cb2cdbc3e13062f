/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dc_copy.h"

#include <strings.h>

#include "ldapchk/dn.h"
#include "ldapchk/missing_name.h"
#include "model/loss.h"

static struct dc_result unknown(const char *summary, const char *proof, const char *remedy)
{
	struct dc_result result = { 0 };
	dc_result_unknown(&result, summary, proof, remedy);
	return result;
}

static struct dc_result unread(struct arena *arena, const struct directory_visit *visit)
{
	struct dc_result result = unknown(
		arena_format(arena, "The directory server %s could not be read (%s).",
			visit->server, error_kind_name(visit->gap.cause)),
		visit->gap.text,
		"Fix the problem shown under Proof, or name another directory server in the plan "
		"(directory.servers). Then run the check again.");
	dc_result_because(arena, &result, &visit->gap);
	return result;
}

struct dc_result dc_copy_judge(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const char *other,
	dc_result_with_function *judge_copy, const void *context)
{
	struct arena *arena = examination->arena;
	if (gap_is(&visit->gap))
		return unread(arena, visit);
	const char *domain = examination->plan->directory.domain;
	const char *held = entry_text(arena, &visit->root, "defaultNamingContext");
	if (held != NULL && strcasecmp(held, domain_dn(arena, domain)) != 0)
		return unknown(arena_format(arena, "%s does not hold the domain %s.", visit->server,
				       domain),
			arena_format(arena, "It holds %s.", held),
			"Collect evidence again with this plan.");
	const char *left_out = !directory_was_asked(visit, label) ? label : NULL;
	if (other != NULL && !directory_was_asked(visit, other))
		left_out = other;
	if (left_out != NULL) {
		struct dc_result result = unknown(
			arena_format(arena, "%s was not asked about %s.", visit->server, left_out),
			"The evidence does not cover this account.",
			"Collect evidence again with this plan.");
		dc_result_because_named(arena, &result, unasked_name(examination, left_out));
		return result;
	}
	return judge_copy(examination, visit, label, context);
}

static const struct directory_visit *visit_of(
	const struct directory_evidence *directory, const char *server)
{
	for (size_t i = 0; i < directory->count; i++) {
		if (strcasecmp(directory->visit[i].server, server) == 0)
			return &directory->visit[i];
	}
	return NULL;
}

/* A server that the plan names but the evidence does not contain: it was not asked. NULL: none. */
static const char *server_left_out(const struct examination *examination)
{
	const struct plan_directory *plan = &examination->plan->directory;
	for (size_t i = 0; i < plan->server_count; i++) {
		if (visit_of(&examination->evidence->directory, plan->servers[i]) == NULL &&
			!loss_holds(
				examination->evidence->loss, SOURCE_DIRECTORY, plan->servers[i]))
			return plan->servers[i];
	}
	return NULL;
}

bool dc_copies_missing(const struct examination *examination, struct dc_result *result)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	const char *left_out = server_left_out(examination);
	if (gap_is(&directory->gap))
		*result = unknown("The directory servers of the domain could not be found.",
			directory->gap.text,
			"Name them in the plan (directory.servers), or fix DNS on this machine.");
	else if (directory->count == 0 && examination->evidence->loss != NULL)
		*result = unknown(
			arena_format(examination->arena,
				"Without the site %s, there are no answers of a directory server.",
				examination->evidence->loss->site),
			"All directory servers that were asked are in that site.",
			"Add a domain controller of another site to the plan (directory.servers), "
			"or fix the connection to it.");
	else if (directory->count == 0)
		*result = unknown("No directory server was asked.",
			"The evidence contains nothing from the directory.",
			"Collect evidence again with this plan.");
	else if (left_out != NULL)
		*result = unknown(arena_format(examination->arena,
					  "The directory server %s was not asked.", left_out),
			arena_format(examination->arena,
				"The plan names %s, but the evidence does not contain it.",
				left_out),
			"Collect evidence again with this plan.");
	else
		return false;
	if (directory->count == 0)
		loss_causes(examination->arena, examination->evidence, &directory->gap,
			&result->causes);
	else
		dc_result_because(examination->arena, result, &directory->gap);
	return true;
}
