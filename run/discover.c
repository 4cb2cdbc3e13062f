/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/discover.h"

#include <time.h>

#include "base/lookup.h"
#include "base/utc.h"
#include "base/version.h"
#include "clusterchk/collect/collect.h"
#include "clusterchk/collect/servers.h"
#include "ldapchk/collect/collect.h"
#include "run/cages.h"
#include "run/logon.h"

enum {
	MAX_RESULT_BYTES = 256 << 20,
	SLOW_MS = 1000,
	SERVERS_ASKED = 4, /* of those that DNS publishes: one is enough, but some may be down */
};

/* The state of a running discovery. */
struct search {
	struct arena *arena;
	struct plan plan; /* only its directory is set */
	struct deadline deadline;
	progress_function *progress;
	void *progress_context;
	const char **server;
	size_t count;
};

static void run(struct search *search, struct job *jobs, size_t count, int64_t job_ms)
{
	const struct worker_limits limits = {
		.max_workers = SERVERS_ASKED,
		.max_slow = SERVERS_ASKED,
		.slow_ms = SLOW_MS,
		.crowded_ms = job_ms,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = job_ms,
		.deadline = search->deadline,
		.progress = search->progress,
		.progress_context = search->progress_context,
	};
	worker_run(jobs, count, &limits, search->arena);
}

static bool servers_find(struct search *search, struct error *error)
{
	const struct plan_directory *directory = &search->plan.directory;
	search->server = directory->servers;
	search->count = directory->server_count;
	if (search->count > 0)
		return true;
	struct job job = {
		.name = "the resolver of this machine",
		.run = servers_collect,
		.argument = &search->plan,
		.cage = cage_for_resolver(&search->plan, NULL),
	};
	run(search, &job, 1, deadline_left_ms(search->deadline) / 2);
	struct dns_visit answers = { 0 };
	if (job.failed.kind == ERROR_NONE)
		dns_visit_read(search->arena, WORKER_RESULT, job.result, &answers, &job.failed);
	if (job.failed.kind != ERROR_NONE)
		return error_set(error, job.failed.kind, "%s: %s", job.name, job.failed.text);
	search->server =
		servers_directory(search->arena, &search->plan, &answers, &search->count, error);
	if (search->count > SERVERS_ASKED)
		search->count = SERVERS_ASKED;
	for (size_t i = 0; i < search->count; i++) {
		if (!name_is_host(search->server[i]))
			return error_set(error, ERROR_MALFORMED,
				"DNS names \"%s\" as a domain controller of %s, which is not a "
				"host name; name one yourself: --server",
				search->server[i], directory->domain);
	}
	return search->count > 0;
}

static bool is_complete(const struct directory_visit *visit)
{
	for (size_t i = 0; i < visit->part_count; i++) {
		if (gap_is(&visit->part[i].gap))
			return false;
	}
	return true;
}

/* Takes the first complete answer, or else the first usable one. */
static bool answers_take(struct search *search, struct job *jobs, struct directory_visit *best,
	struct organisation *organisation, struct error *error)
{
	struct error *reason = arena_alloc(search->arena, search->count * sizeof *reason);
	bool found = false;
	for (size_t i = 0; i < search->count; i++) {
		struct directory_visit visit;
		struct organisation read;
		reason[i] = jobs[i].failed;
		if (reason[i].kind == ERROR_NONE)
			directory_visit_read(
				search->arena, WORKER_RESULT, jobs[i].result, &visit, &reason[i]);
		if (reason[i].kind == ERROR_NONE && gap_is(&visit.gap))
			gap_fail(&visit.gap, &reason[i]);
		if (reason[i].kind != ERROR_NONE ||
			!organisation_read(search->arena, &visit, &read, &reason[i]) ||
			(found && !is_complete(&visit)))
			continue;
		*best = visit;
		best->server = search->server[i]; /* whatever the worker says */
		*organisation = read;
		found = true;
		if (is_complete(&visit))
			return true;
	}
	if (found)
		return true;
	error_set(error, reason[0].kind,
		"no domain controller of %s returned its Exchange organisation:",
		search->plan.directory.domain);
	for (size_t i = 0; i < search->count; i++)
		error_add_line(error, "%s: %s", search->server[i], reason[i].text);
	if (*reason[0].next != '\0')
		error_next(error, "%s", reason[0].next);
	return false;
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
	struct search search = {
		.arena = arena,
		.plan = { .directory = *directory },
		.deadline = deadline_after(deadline_ms),
		.progress = progress,
		.progress_context = progress_context,
	};
	lookup_with_short_timeout();
	if (!servers_find(&search, error))
		return false;
	struct job *jobs = arena_alloc(arena, search.count * sizeof *jobs);
	struct directory_job *asks = arena_alloc(arena, search.count * sizeof *asks);
	struct job_gate gate = logon_directory_gate(&search.plan);
	for (size_t i = 0; i < search.count; i++) {
		asks[i] = (struct directory_job){ &search.plan, search.server[i],
			directory->server_count > 0 ? "plan" : "SRV record" };
		jobs[i] = (struct job){
			.name = arena_format(arena, "directory %s", search.server[i]),
			.run = discovery_collect,
			.prepare = directory_prepare,
			.argument = &asks[i],
			.cage = cage_for_directory(&search.plan, &asks[i]),
			.gate = &gate,
		};
	}
	/* With several servers, one that does not answer takes only half of the time. */
	run(&search, jobs, search.count,
		deadline_left_ms(search.deadline) / (search.count > 1 ? 2 : 1));
	struct directory_visit visit;
	struct organisation organisation;
	if (!answers_take(&search, jobs, &visit, &organisation, error))
		return false;
	*discovery = (struct discovery){ .server = visit.server };
	proposal_remark(
		arena, &discovery->proposal, origin(arena, visit.server, directory->domain));
	proposal_make(arena, directory->domain, &organisation, &visit, &discovery->proposal);
	return true;
}
