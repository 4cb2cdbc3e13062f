/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/kdc.h"
#include "base/ticket.h"
#include "base/ticket_question.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/real_names.h"
#include "ldapchk/ticket.h"

/* The cost of a plan with thousands of CMSs has to be limited, too. */
enum { TICKET_NAMES_MAX = 100 };

/* Names that were asked for, each once, even if in several recoveries. */
struct asked {
	struct arena *arena;
	struct ticket_questions *questions;
	struct directory_visit *visit;
	size_t count;
};

/* Whether the KDC answered. */
static bool ask(struct asked *asked, const char *name, struct error *error)
{
	struct directory_visit *visit = asked->visit;
	struct ticket_answer answer;
	if (!ticket_ask(asked->questions, name, &answer, error))
		return false;
	visit->ticket =
		arena_more(asked->arena, visit->ticket, visit->ticket_count, sizeof *visit->ticket);
	visit->ticket[visit->ticket_count++] =
		(struct ticket){ name, answer.encryption, answer.refusal, answer.referral };
	return true;
}

static bool ask_for(struct asked *asked, const struct name *name, struct error *error)
{
	if (ticket_asked(asked->visit, name, TICKET_HOST) != NULL ||
		asked->count == TICKET_NAMES_MAX)
		return true;
	asked->count++;
	if (!ask(asked, ticket_name(asked->arena, name, TICKET_HOST), error))
		return false;
	const struct ticket *host = &asked->visit->ticket[asked->visit->ticket_count - 1];
	return host->refusal == NULL || strcmp(host->refusal, ticket_name_unknown) != 0 ||
	       ask(asked, ticket_name(asked->arena, name, TICKET_ACCOUNT), error);
}

static bool ask_for_all(struct asked *asked, const struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		if (!ask_for(asked, &recovery->cms, error) ||
			!ask_for(asked, &recovery->standby_cluster, error))
			return false;
		for (size_t k = 0; k < recovery->standby_node_count; k++) {
			if (!ask_for(asked, &recovery->standby_nodes[k], error))
				return false;
		}
	}
	return true;
}

/* Clients that the KDC knows offer both; with one of them the KDC may choose differently. */
static void note_types(
	struct arena *arena, struct directory_visit *visit, struct offered_types offered)
{
	struct error error = { 0 };
	if (visit->ticket_count == 0 || (offered.rc4 && offered.aes))
		return;
	error_set(&error, ERROR_CONFIG,
		"the Kerberos configuration of this machine (krb5.conf: permitted_enctypes, "
		"default_tgs_enctypes) does not allow %s, so other clients may get other tickets",
		offered.rc4   ? "AES"
		: offered.aes ? "RC4"
			      : "RC4 and AES");
	visit->types_gap = gap_of(arena, &error);
}

void collect_tickets(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit)
{
	const struct evidence own = { .directory = { .visit = visit, .count = 1 } };
	const struct plan *plan = plan_with_real_names(arena, job->plan, &own);
	struct error error = { 0 };
	struct asked asked = { .arena = arena, .visit = visit };
	if (deadline_left_ms(deadline) == 0)
		error_set(&error, ERROR_TIMEOUT, "there was no time left to ask for tickets");
	else
		asked.questions = ticket_questions_open(arena, job->server, KDC_PORT,
			ticket_realm(arena, plan->directory.domain), deadline, &error);
	if (asked.questions != NULL) {
		ask_for_all(&asked, plan, &error);
		note_types(arena, visit, ticket_questions_offered(asked.questions));
		ticket_questions_close(asked.questions);
	}
	visit->tickets_gap = gap_of(arena, &error);
}
