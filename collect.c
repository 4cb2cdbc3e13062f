/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/version.h"
#include "clusterchk/collect.h"
#include "clusterchk/servers.h"
#include "ldapchk/collect.h"
#include "model/evidence.h"
#include "shares/collect.h"
#include "shares/home.h"

enum {
	MAX_RESULT_BYTES = 256 << 20,
	JUDGING_MS = 1000, /* kept back for judging and printing */
};

/* One run on its way. */
struct collection {
	struct arena *arena;
	const struct plan *plan;
	struct deadline deadline;
	bool interrupted; /* by SIGHUP, SIGINT or SIGTERM: nothing more is asked */
	progress_function *progress;
	void *progress_context;
	struct evidence evidence;
	struct job *job;
	size_t count;
	const char *home; /* of the libraries that look at shares */
};

static const char *now(struct arena *arena)
{
	char text[32];
	time_t seconds = time(NULL);
	struct tm parts;
	gmtime_r(&seconds, &parts);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
	return arena_string(arena, text);
}

/* A random UUID, RFC 4122 4.4. */
static const char *run_id(struct arena *arena)
{
	unsigned char b[16] = { 0 };
	if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
		return arena_format(arena, "%ld-%d", (long)time(NULL), (int)getpid());
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	return arena_format(arena,
		"%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
		b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
		b[15]);
}

static const char *host_name(struct arena *arena)
{
	char name[256] = "unknown";
	gethostname(name, sizeof name - 1);
	return arena_string(arena, name);
}

static void add_job(
	struct collection *collection, const char *name, job_function *run, const void *argument)
{
	collection->job = arena_more(
		collection->arena, collection->job, collection->count, sizeof *collection->job);
	collection->job[collection->count++] = (struct job){ name, run, argument, { 0 }, { 0 } };
}

/* When nobody waits for a worker one may take longer than where silence keeps others waiting. */
static void run_jobs(struct collection *collection)
{
	if (collection->interrupted) {
		for (size_t i = 0; i < collection->count; i++)
			error_set(&collection->job[i].failed, ERROR_TIMEOUT, "%s: interrupted",
				collection->job[i].name);
		return;
	}
	const size_t max_workers = (size_t)collection->plan->policy.max_workers;
	const struct worker_limits limits = {
		.max_workers = max_workers,
		.max_result_bytes = MAX_RESULT_BYTES,
		.job_ms = deadline_left_ms(collection->deadline) /
			  (collection->count <= max_workers ? 2 : 3),
		.deadline = collection->deadline,
		.progress = collection->progress,
		.progress_context = collection->progress_context,
	};
	collection->interrupted =
		!worker_run(collection->job, collection->count, &limits, collection->arena);
}

/*
 * Asks DNS who serves the domain and its zones, where the plan leaves it out. Never fails: the
 * answers carry their gaps.
 */
static struct dns_visit find_servers(struct collection *collection)
{
	struct arena *arena = collection->arena;
	struct dns_visit answers = { 0 };
	if (collection->plan->directory.server_count > 0 && collection->plan->dns_server_count > 0)
		return answers;

	add_job(collection, "the resolver of this machine", servers_collect, collection->plan);
	run_jobs(collection);
	const struct job *job = &collection->job[0];
	struct error error = job->failed;
	if (error.kind == ERROR_NONE)
		dns_visit_read(arena, job->name, job->result, &answers, &error);
	if (error.kind != ERROR_NONE)
		answers = (struct dns_visit){ .gap = gap_of(arena, &error) };
	collection->count = 0;
	return answers;
}

static void add_directory_job(
	struct collection *collection, const char *server, const char *found_by)
{
	struct directory_job *ask = arena_alloc(collection->arena, sizeof *ask);
	*ask = (struct directory_job){ collection->plan, server, found_by };
	add_job(collection, arena_format(collection->arena, "directory %s", server),
		directory_collect, ask);
}

static void add_directory_jobs(struct collection *collection, const struct dns_visit *answers)
{
	const struct plan *plan = collection->plan;
	for (size_t i = 0; i < plan->directory.server_count; i++)
		add_directory_job(collection, plan->directory.servers[i], "plan");
	if (plan->directory.server_count > 0)
		return;

	struct error error = { 0 };
	size_t count;
	const char **servers = servers_directory(collection->arena, plan, answers, &count, &error);
	for (size_t i = 0; i < count; i++)
		add_directory_job(collection, servers[i], "SRV record");
	if (count == 0)
		collection->evidence.directory.gap = gap_of(collection->arena, &error);
}

/* The questions about every CMS whose name lies in the zone; NULL stands for all of them. */
static struct dns_question *cms_questions(
	struct arena *arena, const struct plan *plan, const char *zone, size_t *count)
{
	static const char *const types[] = { "A", "AAAA", "CNAME" };
	const size_t type_count = sizeof types / sizeof *types;
	struct dns_question *questions =
		arena_alloc(arena, plan->recovery_count * type_count * sizeof *questions);
	*count = 0;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const char *name = plan->recoveries[i].cms.fqdn;
		if (zone != NULL && !zone_holds(zone, name))
			continue;
		for (size_t j = 0; j < type_count; j++)
			questions[(*count)++] = (struct dns_question){ name, types[j] };
	}
	return questions;
}

static void add_dns_job(struct collection *collection, const struct endpoint *server,
	const char *zone, const char *found_by)
{
	struct dns_job *ask = arena_alloc(collection->arena, sizeof *ask);
	ask->server = server;
	ask->found_by = found_by;
	ask->question = cms_questions(collection->arena, collection->plan, zone, &ask->count);
	add_job(collection, arena_format(collection->arena, "DNS %s", server->given), dns_collect,
		ask);
}

static void add_dns_jobs(struct collection *collection, const struct dns_visit *answers)
{
	struct arena *arena = collection->arena;
	const struct plan *plan = collection->plan;
	for (size_t i = 0; i < plan->dns_server_count; i++)
		add_dns_job(collection, &plan->dns_servers[i], NULL, "plan");
	if (plan->dns_server_count > 0)
		return;

	struct error error = { 0 };
	size_t count;
	const struct name_server *servers = servers_dns(arena, plan, answers, &count, &error);
	for (size_t i = 0; i < count; i++) {
		struct endpoint *server = arena_alloc(arena, sizeof *server);
		if (!endpoint_read(arena, servers[i].host, server)) {
			error_set(&error, ERROR_MALFORMED, "DNS names \"%s\" as a server of %s",
				servers[i].host, servers[i].zone);
			count = 0;
			break;
		}
		add_dns_job(collection, server, servers[i].zone,
			arena_format(arena, "NS record of %s", servers[i].zone));
	}
	if (count == 0)
		collection->evidence.dns.gap = gap_of(arena, &error);
}

static void add_share_jobs(struct collection *collection)
{
	struct arena *arena = collection->arena;
	struct error error = { 0 };
	collection->home = home_make(arena, &error);
	size_t count;
	struct share_job *jobs = share_jobs(arena, collection->plan, &count);
	for (size_t i = 0; i < count; i++) {
		jobs[i].home = collection->home;
		add_job(collection, arena_format(arena, "shares of %s", jobs[i].name),
			share_collect, &jobs[i]);
	}
}

static void take_directory(struct collection *collection, const struct job *job)
{
	const struct directory_job *ask = job->argument;
	struct directory_evidence *directory = &collection->evidence.directory;
	struct directory_visit visit;
	struct error error = job->failed;
	if (error.kind == ERROR_NONE)
		directory_visit_read(collection->arena, job->name, job->result, &visit, &error);
	if (error.kind != ERROR_NONE)
		visit = (struct directory_visit){ .server = ask->server,
			.found_by = ask->found_by,
			.gap = gap_of(collection->arena, &error),
			.root.dn = "" };
	directory->visit = arena_more(
		collection->arena, directory->visit, directory->count, sizeof *directory->visit);
	directory->visit[directory->count++] = visit;
}

static void take_dns(struct collection *collection, const struct job *job)
{
	const struct dns_job *ask = job->argument;
	struct dns_evidence *dns = &collection->evidence.dns;
	struct dns_visit visit;
	struct error error = job->failed;
	if (error.kind == ERROR_NONE)
		dns_visit_read(collection->arena, job->name, job->result, &visit, &error);
	if (error.kind != ERROR_NONE)
		visit = (struct dns_visit){ .server = ask->server->given,
			.found_by = ask->found_by,
			.gap = gap_of(collection->arena, &error) };
	dns->visit = arena_more(collection->arena, dns->visit, dns->count, sizeof *dns->visit);
	dns->visit[dns->count++] = visit;
}

static void take_shares(struct collection *collection, const struct job *job)
{
	const struct share_job *ask = job->argument;
	struct share_evidence *shares = &collection->evidence.shares;
	struct share_visit visit;
	struct error error = job->failed;
	if (error.kind == ERROR_NONE)
		share_visit_read(collection->arena, job->name, job->result, &visit, &error);
	if (error.kind != ERROR_NONE)
		visit = (struct share_visit){ .name = ask->name,
			.gap = gap_of(collection->arena, &error) };
	shares->visit =
		arena_more(collection->arena, shares->visit, shares->count, sizeof *shares->visit);
	shares->visit[shares->count++] = visit;
}

static void take_all(struct collection *collection)
{
	for (size_t i = 0; i < collection->count; i++) {
		const struct job *job = &collection->job[i];
		if (job->run == directory_collect)
			take_directory(collection, job);
		else if (job->run == dns_collect)
			take_dns(collection, job);
		else
			take_shares(collection, job);
	}
}

struct bytes collect(struct arena *arena, const struct plan *plan, int64_t deadline_ms,
	progress_function *progress, void *progress_context)
{
	int64_t kept_ms = deadline_ms / 10 < JUDGING_MS ? deadline_ms / 10 : JUDGING_MS;
	struct collection collection = {
		.arena = arena,
		.plan = plan,
		.deadline = deadline_after(deadline_ms - kept_ms),
		.progress = progress,
		.progress_context = progress_context,
	};
	/* A signal that arrives between two looks of the workers' parent is kept for the next. */
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigprocmask(SIG_BLOCK, &ending, NULL);

	struct run *run = &collection.evidence.run;
	*run = (struct run){ run_id(arena), CMSREADY_VERSION, host_name(arena), now(arena), NULL,
		plan->sha256 };

	const struct dns_visit answers = find_servers(&collection);
	add_directory_jobs(&collection, &answers);
	add_dns_jobs(&collection, &answers);
	add_share_jobs(&collection);
	run_jobs(&collection);
	take_all(&collection);
	if (collection.home != NULL)
		home_remove(collection.home);
	run->ended = now(arena);
	return evidence_write(arena, &collection.evidence);
}
