/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/collect.h"

#include "base/lookup.h"
#include "base/text.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/collect/session_secrets.h"
#include "ldapchk/root.h"
#include "model/evidence.h"

/* A server of another domain is refused: that an account is missing there proves nothing. */
bool collect_root(struct session *session, const struct directory_job *job, struct arena *arena,
	struct directory_visit *visit, struct error *error)
{
	const struct search search = { "", SCOPE_BASE, "(objectClass=*)",
		attributes_of(arena, OF_ROOT), false, false };
	struct reply reply;
	if (!session_search(session, &search, 1, &reply, error))
		return false;
	if (reply.error.kind != ERROR_NONE)
		return error_pass(error, &reply.error);
	if (reply.count != 1)
		return error_set(error, ERROR_MALFORMED, "the server has no rootDSE");
	visit->root = reply.entry[0];

	return root_is_of_domain(arena, &visit->root, job->plan->directory.domain, error);
}

bool directory_prepare(const void *argument, struct error *error)
{
	const struct directory_job *job = argument;
	return session_secrets_read(&job->plan->directory, error);
}

/* The received entries are freed before the text is handed over: for many servers they are large.
 */
struct bytes directory_collect(const void *argument, struct deadline deadline, struct arena *result)
{
	const struct directory_job *job = argument;
	struct arena *arena = arena_new();
	struct directory_visit visit = {
		.server = job->server,
		.found_by = job->found_by,
		.root.dn = "",
	};
	struct error error = { 0 };
	lookup_tickets_without_aliases();
	struct session *session = session_open(
		arena, &job->plan->directory, job->server, VIEW_DOMAIN, deadline, &error);
	if (session != NULL) {
		session_allow(session, job->plan->recovery_count);
		if (collect_root(session, job, arena, &visit, &error) &&
			collect_computers(session, job->plan, arena, &visit, &error) &&
			collect_targets(session, job->plan, arena, &visit, &error) &&
			collect_tokens(session, job->plan, arena, &visit, &error)) {
			collect_creation(session, job->plan, arena, &visit);
			collect_parents(session, arena, &visit);
			collect_names(session, arena, &visit);
			collect_holders(job, deadline, arena, &visit);
			collect_tickets(job, deadline, arena, &visit);
		}
		visit.operations += (int64_t)session_operations(session);
		session_close(session);
	}
	visit.gap = gap_of(arena, &error);
	const struct bytes text = directory_visit_write(result, &visit);
	arena_free(arena);
	return text;
}
