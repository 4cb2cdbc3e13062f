/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/discover.h"

#include <time.h>

#include "base/lookup.h"
#include "base/text.h"
#include "base/utc.h"
#include "base/version.h"
#include "clusterchk/collect/collect.h"
#include "clusterchk/collect/servers.h"
#include "ldapchk/collect/collect.h"
#include "run/logon.h"

enum {
	MAX_RESULT_BYTES = 256 << 20,
	SLOW_MS = 1000,
	SERVERS_ASKED = 4, /* of those that DNS publishes: any one will do, and some may be down */
};

/* One search on its way. */
struct quest {
	struct arena *arena;
	struct plan plan; /* its directory is all there is */
	struct deadline deadline;
	progress_function *progress;
	void *progress_context;
	const char **server;
	size_t count;
};

static void run(struct quest *quest, struct job *jobs, size_t count, int64_t job_ms)
{
	const struct worker_limits limits = {
		.max_workers = SERVERS_ASKED,
		.max_slow = SERVERS_ASKED,
		.slow_ms = SLOW_MS,
		.crowded_ms = job_ms,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = job_ms,
		.deadline = quest->deadline,
		.progress = quest->progress,
		.progress_context = quest->progress_context,
	};
	worker_run(jobs, count, &limits, quest->arena);
}

static bool servers_find(struct quest *quest, struct error *error)
{
	const struct plan_directory *directory = &quest->plan.directory;
	quest->server = directory->servers;
	quest->count = directory->server_count;
	if (quest->count > 0)
		return true;
	struct job job = {
		.name = "the resolver of this machine",
		.run = servers_collect,
		.argument = &quest->plan,
	};
	run(quest, &job, 1, deadline_left_ms(quest->deadline) / 2);
	struct dns_visit answers = { 0 };
	if (job.failed.kind == ERROR_NONE)
		dns_visit_read(quest->arena, WORKER_RESULT, job.result, &answers, &job.failed);
	if (job.failed.kind != ERROR_NONE)
		return error_set(error, job.failed.kind, "%s: %s", job.name, job.failed.text);
	quest->server =
		servers_directory(quest->arena, &quest->plan, &answers, &quest->count, error);
	if (quest->count > SERVERS_ASKED)
		quest->count = SERVERS_ASKED;
	return quest->count > 0;
}

static bool is_whole(const struct directory_visit *visit)
{
	for (size_t i = 0; i < visit->part_count; i++) {
		if (gap_is(&visit->part[i].gap))
			return false;
	}
	return true;
}

/* The first answer that is whole, or the first that is one. */
static bool answers_take(struct quest *quest, struct job *jobs, struct directory_visit *best,
	struct organisation *organisation, struct error *error)
{
	struct text reasons = text_new(quest->arena);
	struct error first = { 0 };
	bool found = false;
	for (size_t i = 0; i < quest->count; i++) {
		struct directory_visit visit;
		struct organisation read;
		struct error reason = jobs[i].failed;
		if (reason.kind == ERROR_NONE)
			directory_visit_read(
				quest->arena, WORKER_RESULT, jobs[i].result, &visit, &reason);
		if (reason.kind == ERROR_NONE && gap_is(&visit.gap))
			error_set(&reason, visit.gap.cause, "%s", visit.gap.text);
		if (reason.kind == ERROR_NONE &&
			organisation_read(quest->arena, &visit, &read, &reason)) {
			if (found && !is_whole(&visit))
				continue;
			*best = visit;
			*organisation = read;
			found = true;
			if (is_whole(&visit))
				return true;
			continue;
		}
		error_set(&first, reason.kind, "%s", reason.text);
		text_add(&reasons, "%s%s: %s", reasons.length == 0 ? "" : "\n", quest->server[i],
			reason.text);
	}
	return found ||
	       error_set(error, first.kind,
		       "no domain controller of %s returned its Exchange organisation:\n%s",
		       quest->plan.directory.domain, reasons.data);
}

static const char *origin(struct arena *arena, const char *server, const char *domain)
{
	return arena_format(arena, "Proposed by cmsready %s from what %s returned about %s at %s.",
		CMSREADY_VERSION, server, domain, utc_write(arena, time(NULL)));
}

bool discover(struct arena *arena, const struct plan_directory *directory, int64_t deadline_ms,
	progress_function *progress, void *progress_context, struct discovery *discovery,
	struct error *error)
{
	struct quest quest = {
		.arena = arena,
		.plan = { .directory = *directory },
		.deadline = deadline_after(deadline_ms),
		.progress = progress,
		.progress_context = progress_context,
	};
	lookup_impatiently();
	if (!servers_find(&quest, error))
		return false;
	struct job *jobs = arena_alloc(arena, quest.count * sizeof *jobs);
	struct directory_job *asks = arena_alloc(arena, quest.count * sizeof *asks);
	struct job_gate gate = logon_directory_gate(&quest.plan);
	for (size_t i = 0; i < quest.count; i++) {
		asks[i] = (struct directory_job){ &quest.plan, quest.server[i],
			directory->server_count > 0 ? "plan" : "SRV record" };
		jobs[i] = (struct job){
			.name = arena_format(arena, "directory %s", quest.server[i]),
			.run = discovery_collect,
			.argument = &asks[i],
			.gate = &gate,
		};
	}
	/* Where another one may answer, silence does not last to the end. */
	run(&quest, jobs, quest.count,
		deadline_left_ms(quest.deadline) / (quest.count > 1 ? 2 : 1));
	struct directory_visit visit;
	struct organisation organisation;
	if (!answers_take(&quest, jobs, &visit, &organisation, error))
		return false;
	*discovery = (struct discovery){ .server = visit.server };
	proposal_remark(
		arena, &discovery->proposal, origin(arena, visit.server, directory->domain));
	proposal_make(arena, directory->domain, &organisation, &visit, &discovery->proposal);
	return true;
}
