/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/opinion.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/domain.h"

static struct opinion unknown(const char *summary, const char *proof, const char *remedy)
{
	return (struct opinion){ OUTCOME_UNKNOWN, NULL, summary, proof, remedy };
}

static struct opinion opinion_of(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const char *other,
	opinion_function *judge_copy)
{
	struct arena *arena = examination->arena;
	if (gap_is(&visit->gap))
		return unknown(
			arena_format(arena, "The directory server %s could not be read (%s).",
				visit->server, error_kind_name(visit->gap.cause)),
			visit->gap.text,
			"Mend what the gap names, or ask another directory server in the plan "
			"(directory.servers); then run the check again.");
	const char *domain = examination->plan->directory.domain;
	const char *held = entry_text(arena, &visit->root, "defaultNamingContext");
	if (held != NULL && strcasecmp(held, domain_dn(arena, domain)) != 0)
		return unknown(arena_format(arena, "%s holds another domain than %s.",
				       visit->server, domain),
			arena_format(arena, "It holds %s.", held),
			"Collect evidence anew with this plan.");
	const char *left_out = !directory_was_asked(visit, label) ? label : NULL;
	if (other != NULL && !directory_was_asked(visit, other))
		left_out = other;
	if (left_out != NULL)
		return unknown(
			arena_format(arena, "%s was not asked about %s.", visit->server, left_out),
			"The evidence does not cover this account.",
			"Collect evidence anew with this plan.");
	return judge_copy(examination, visit, label);
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

/* A server that the plan names and the evidence does not know was never asked. */
static const char *server_left_out(const struct examination *examination)
{
	const struct plan_directory *plan = &examination->plan->directory;
	for (size_t i = 0; i < plan->server_count; i++) {
		if (visit_of(&examination->evidence->directory, plan->servers[i]) == NULL)
			return plan->servers[i];
	}
	return NULL;
}

static bool unexamined(const struct examination *examination, struct opinion *opinion)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	const char *left_out = server_left_out(examination);
	if (gap_is(&directory->gap))
		*opinion = unknown("The directory servers of the domain could not be found.",
			directory->gap.text,
			"Name them in the plan (directory.servers), or mend DNS on this machine.");
	else if (directory->count == 0)
		*opinion = unknown("No directory server was asked.",
			"The evidence holds nothing from the directory.",
			"Collect evidence anew with this plan.");
	else if (left_out != NULL)
		*opinion = unknown(arena_format(examination->arena,
					   "The directory server %s was not asked.", left_out),
			arena_format(examination->arena,
				"The plan names %s and the evidence does not hold it.", left_out),
			"Collect evidence anew with this plan.");
	else
		return false;
	return true;
}

/* Each copy may be in order, and yet they are of two objects: one of them is on its way out. */
static struct opinion two_accounts(struct arena *arena, const char *label)
{
	return unknown(
		arena_format(arena, "The directory servers show different accounts %s$.", label),
		"The SIDs differ.",
		"Find out which object is the right one, delete the other, wait for replication "
		"(repadmin /syncall /AdeP), then run the check again.");
}

void opinions_judge(const struct examination *examination, const char *label, const char *other,
	opinion_function *judge_copy)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct opinion worst = { 0 };
	struct text proof = text_new(examination->arena);
	const char *id = NULL;
	bool differ = false;
	bool begun = unexamined(examination, &worst);
	if (begun)
		text_add(&proof, "%s", worst.proof);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		struct opinion opinion = opinion_of(examination, visit, label, other, judge_copy);
		text_add(&proof, "%sOn %s: %s", begun ? "\n" : "", visit->server, opinion.proof);
		if (id == NULL)
			id = opinion.subject_id;
		differ = differ ||
			 (opinion.subject_id != NULL && strcmp(opinion.subject_id, id) != 0);
		if (!begun || opinion.outcome > worst.outcome)
			worst = opinion;
		begun = true;
	}
	if (differ && worst.outcome < OUTCOME_UNKNOWN)
		worst = two_accounts(examination->arena, label);
	struct finding *finding =
		finding_add(examination, worst.outcome, label, id == NULL ? label : id);
	finding->summary = worst.summary;
	finding->proof = proof.data;
	finding->remedy = worst.remedy == NULL ? "" : worst.remedy;
}
