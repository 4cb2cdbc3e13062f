/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/logon.h"

#include "base/ticket.h"
#include "model/evidence.h"

static enum gate_state refused(const char *server, struct error *why)
{
	error_set(why, ERROR_DENIED,
		"not asked: %s refused the account, and each further refusal may lock it", server);
	return GATE_SHUT;
}

/* The rootDSE is read after the logon: its attributes prove that the logon succeeded. */
static enum gate_state judge_directory(
	struct arena *arena, const struct job *job, struct error *why)
{
	struct directory_visit visit;
	struct error error = { 0 };
	if (!directory_visit_read(arena, job->name, job->result, &visit, &error))
		return GATE_NARROW;
	if (!gap_is(&visit.gap) || visit.root.count > 0)
		return GATE_OPEN;
	return visit.gap.cause == ERROR_DENIED ? refused(visit.server, why) : GATE_NARROW;
}

static enum gate_state judge_share(struct arena *arena, const struct job *job, struct error *why)
{
	struct share_visit visit;
	struct error error = { 0 };
	if (!share_visit_read(arena, job->name, job->result, &visit, &error))
		return GATE_NARROW;
	if (!gap_is(&visit.gap))
		return GATE_OPEN;
	return visit.gap.cause == ERROR_DENIED ? refused(visit.name, why) : GATE_NARROW;
}

static enum gate_state first_state(bool by_password)
{
	return by_password || ticket_needs_keytab() ? GATE_NARROW : GATE_OPEN;
}

struct job_gate logon_directory_gate(const struct plan *plan)
{
	return (struct job_gate){ first_state(plan->directory.bind == BIND_SIMPLE),
		.judge = judge_directory };
}

struct job_gate logon_share_gate(const struct plan *plan)
{
	return (struct job_gate){ first_state(plan->credentials_file != NULL),
		.judge = judge_share };
}
