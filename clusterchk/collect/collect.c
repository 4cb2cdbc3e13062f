/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/collect.h"

#include "clusterchk/collect/reverse_questions.h"
#include "clusterchk/collect/servers.h"
#include "clusterchk/collect/wildcard_questions.h"
#include "model/evidence.h"

#include <string.h>

/* A second round trip to the same server. A question without an answer gets a gap of its own. */
static void ask_reverse(const struct dns_job *job, struct deadline deadline, struct arena *arena,
	struct dns_visit *visit)
{
	struct error ignored = { 0 };
	size_t count;
	const struct dns_question *question =
		reverse_questions(arena, job->question, job->count, visit, &count);
	if (count > 0)
		resolver_ask(arena, job->server, question, count, deadline, visit, &ignored);
}

struct dns_visit dns_visit_failed(
	struct arena *arena, const struct dns_job *job, const struct error *error)
{
	struct dns_visit visit = {
		.server = job->server->given,
		.found_by = job->found_by,
		.gap = gap_of(arena, error),
		.answer = arena_alloc(arena, job->count * sizeof *visit.answer),
		.count = job->count,
	};
	for (size_t i = 0; i < job->count; i++)
		visit.answer[i] = (struct dns_answer){ .name = job->question[i].name,
			.type = job->question[i].type };
	return visit;
}

static bool any_answered(const struct dns_answer *answer, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!gap_is(&answer[i].gap))
			return true;
	}
	return false;
}

/* Asks the questions of the job, and before them those for names that cannot exist. */
static bool ask_job(const struct dns_job *job, struct deadline deadline, struct arena *arena,
	struct dns_visit *visit, struct error *error)
{
	size_t probes;
	const struct dns_question *probe =
		wildcard_questions(arena, job->question, job->count, &probes);
	struct dns_question *questions =
		arena_alloc(arena, (probes + job->count) * sizeof *questions);
	memcpy(questions, probe, probes * sizeof *questions);
	memcpy(questions + probes, job->question, job->count * sizeof *questions);
	if (!resolver_ask(
		    arena, job->server, questions, probes + job->count, deadline, visit, error))
		return false;
	visit->probe = visit->answer;
	visit->answer += probes;
	visit->count -= probes;
	/* A silent server needs no gaps for names that nobody knows. */
	visit->probe_count = any_answered(visit->answer, visit->count) ? probes : 0;
	return true;
}

struct bytes dns_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct dns_job *job = argument;
	struct dns_visit visit = {
		.server = job->server->given,
		.found_by = job->found_by,
	};
	struct error error = { 0 };
	if (ask_job(job, deadline, arena, &visit, &error)) {
		ask_reverse(job, deadline, arena, &visit);
		return dns_visit_write(arena, &visit);
	}
	/* That a server of the plan has no address may be the fault of this machine's resolver. */
	if (error.kind == ERROR_ABSENT && !job->published)
		error.kind = ERROR_UNREACHABLE;
	struct dns_visit missed = dns_visit_failed(arena, job, &error);
	missed.address = visit.address;
	return dns_visit_write(arena, &missed);
}

struct bytes servers_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct plan *plan = argument;
	struct dns_visit visit = { .server = "", .found_by = "" };
	struct error error = { 0 };
	size_t count;
	const struct dns_question *questions;
	while ((questions = servers_questions(arena, plan, &visit, &count)) != NULL &&
		resolver_ask(arena, NULL, questions, count, deadline, &visit, &error))
		;
	visit.gap = gap_of(arena, &error);
	return dns_visit_write(arena, &visit);
}
