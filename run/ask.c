/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/collection.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/name_index.h"
#include "clusterchk/collect/collect.h"
#include "clusterchk/collect/servers.h"
#include "ldapchk/collect/collect.h"
#include "ldapchk/real_names.h"
#include "model/source.h"
#include "run/left_out.h"
#include "shares/collect/collect.h"
#include "shares/collect/home.h"
#include "shares/collect/smb_library.h"

struct job *add_job(struct collection *collection, const struct job_kind *kind, const char *name,
	const void *argument)
{
	struct arena *arena = collection->arena;
	const size_t at = collection->count;
	collection->job = arena_more(arena, collection->job, at, sizeof *collection->job);
	collection->kind = arena_more(arena, collection->kind, at, sizeof *collection->kind);
	collection->count++;
	collection->kind[at] = kind;
	collection->job[at] = (struct job){
		.name = name,
		.run = kind->collect,
		.prepare = kind->prepare,
		.argument = argument,
		.cage = kind->cage(collection->plan, argument),
		.patient = kind->patient,
	};
	return &collection->job[at];
}

static void add_directory_job(
	struct collection *collection, const char *server, const char *found_by)
{
	struct directory_job *ask = arena_alloc(collection->arena, sizeof *ask);
	*ask = (struct directory_job){ collection->plan, server, found_by };
	add_job(collection, &directory_kind,
		arena_format(collection->arena, "directory %s", server), ask)
		->gate = &collection->directory_gate;
}

/*
 * A name from DNS or from the directory that is no host name is not asked: a URI or a Kerberos name
 * made of it could lead to any server, and without TLS.
 */
static bool may_be_asked(const char *host, struct error *error)
{
	return name_is_host(host) ||
	       error_set(error, ERROR_MALFORMED, "this is not a host name, so no server was asked");
}

static void add_found_directory_job(
	struct collection *collection, const char *server, const char *found_by)
{
	struct error error = { 0 };
	if (may_be_asked(server, &error))
		add_directory_job(collection, server, found_by);
	else
		add_failed_directory(collection, server, found_by, &error);
}

static void add_directory_jobs(struct collection *collection)
{
	const struct plan *plan = collection->plan;
	size_t count = plan->directory.server_count;
	const char **named =
		arena_copy(collection->arena, plan->directory.servers, count * sizeof *named);
	count = names_once(collection->arena, named, count);
	for (size_t i = 0; i < count; i++)
		add_directory_job(collection, named[i], "plan");
	if (count > 0)
		return;

	struct error error = { 0 };
	const char **servers =
		servers_directory(collection->arena, plan, &collection->answers, &count, &error);
	for (size_t i = 0; i < count; i++)
		add_found_directory_job(collection, servers[i],
			servers_found_by(
				collection->arena, plan, &collection->answers, servers[i]));
	if (count == 0)
		collection->evidence.directory.gap = gap_of(collection->arena, &error);
}

/* A server that was demoted and promoted again may have two objects, and is asked once. */
void add_unvisited_jobs(struct collection *collection)
{
	struct arena *arena = collection->arena;
	const size_t visited = collection->evidence.directory.count;
	size_t count;
	const char **hosts =
		unvisited_controllers(arena, collection->plan, &collection->evidence, &count);
	for (size_t i = 0; i < count && visited + i < LIMIT_CONTROLLERS; i++)
		add_found_directory_job(collection, hosts[i], FOUND_IN_SITES);
}

/* The questions for one DNS server. */
struct questions {
	struct arena *arena;
	const char *zone;                 /* only names in it are asked for; NULL: all names */
	const struct name_server *server; /* of all zones */
	size_t server_count;
	struct dns_question *question;
	size_t count;
};

static void question_add(struct questions *questions, struct dns_question question)
{
	questions->question = arena_more(questions->arena, questions->question, questions->count,
		sizeof *questions->question);
	questions->question[questions->count++] = question;
}

static void ask_for(struct questions *questions, const char *name, const char *const types[],
	bool wants_reverse)
{
	const char *zone = servers_zone(questions->server, questions->server_count, name);
	if (questions->zone != NULL && (zone == NULL || strcmp(zone, questions->zone) != 0))
		return;
	for (size_t i = 0; types[i] != NULL; i++)
		question_add(questions, (struct dns_question){ name, types[i], wants_reverse });
}

/* Asks for the SOA of all parent domains of a CMS's name: one of them is the zone. */
static void ask_for_zones(struct questions *questions, const struct plan *plan)
{
	const size_t before = questions->count;
	if (questions->zone != NULL) {
		question_add(questions, (struct dns_question){ questions->zone, "SOA", false });
		return;
	}
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const char *zone = plan->recoveries[i].cms.fqdn;
		while ((zone = parent_zone(zone, plan->directory.domain)) != NULL) {
			size_t at = before;
			while (at < questions->count &&
				strcmp(questions->question[at].name, zone) != 0)
				at++;
			if (at < questions->count)
				break; /* and so are its parents */
			question_add(questions, (struct dns_question){ zone, "SOA", false });
		}
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of all nodes and standby clusters, sorted: recoveries onto one cluster share them. */
static const char **machine_names(struct arena *arena, const struct plan *plan, size_t *count)
{
	const char **names = NULL;
	*count = 0;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		const struct name *lists[] = { &recovery->standby_cluster, recovery->standby_nodes,
			recovery->source_nodes };
		const size_t counts[] = { 1, recovery->standby_node_count,
			recovery->source_node_count };
		for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
			for (size_t n = 0; n < counts[k]; n++) {
				names = arena_more(arena, names, *count, sizeof *names);
				names[(*count)++] = lists[k][n].fqdn;
			}
		}
	}
	if (*count > 0)
		qsort(names, *count, sizeof *names, compare_texts);
	return names;
}

/* What is a CMS in one recovery may be a node or a cluster in another: each question once. */
static void ask_once(struct questions *questions)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < questions->count; i++) {
		const struct dns_question *question = &questions->question[i];
		const char *text =
			arena_format(questions->arena, "%s %s", question->name, question->type);
		name_index_add(questions->arena, &names, bytes_of(text, strlen(text)), i);
	}
	const bool *first = name_index_firsts(questions->arena, &names);
	size_t kept = 0;
	for (size_t i = 0; i < questions->count; i++) {
		if (first[i])
			questions->question[kept++] = questions->question[i];
	}
	questions->count = kept;
}

/*
 * The records of every CMS, and the PTR records of its addresses; the addresses of all nodes, for
 * their sites, and of the standby clusters; the SOA record of the zone.
 */
static void ask_for_all(struct questions *questions, const struct plan *plan)
{
	static const char *const records[] = { "A", "AAAA", "CNAME", NULL };
	static const char *const addresses[] = { "A", "AAAA", NULL };
	for (size_t i = 0; i < plan->recovery_count; i++)
		ask_for(questions, plan->recoveries[i].cms.fqdn, records, true);
	size_t count;
	const char **names = machine_names(questions->arena, plan, &count);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
			ask_for(questions, names[i], addresses, false);
	}
	ask_for_zones(questions, plan);
	ask_once(questions);
}

static struct questions questions_of(struct collection *collection, const char *zone,
	const struct name_server *servers, size_t count)
{
	struct questions questions = { collection->arena, zone, servers, count, NULL, 0 };
	ask_for_all(&questions, collection->plan);
	return questions;
}

static const struct dns_job *dns_job_make(struct collection *collection,
	const struct endpoint *server, const char *found_by, struct questions questions)
{
	struct dns_job *ask = arena_alloc(collection->arena, sizeof *ask);
	*ask = (struct dns_job){ server, found_by, questions.question, questions.count,
		questions.zone != NULL };
	return ask;
}

static void add_dns_job(struct collection *collection, const struct dns_job *ask)
{
	add_job(collection, &dns_kind,
		arena_format(collection->arena, "DNS %s", ask->server->given), ask);
}

void add_unpublished_dns_job(struct collection *collection, const struct endpoint *server)
{
	add_dns_job(collection, dns_job_make(collection, server, FOUND_IN_SITES,
					questions_of(collection, NULL, NULL, 0)));
}

static void add_found_dns_job(
	struct collection *collection, const struct name_server *server, struct questions questions)
{
	struct arena *arena = collection->arena;
	struct error error = { 0 };
	const struct endpoint endpoint = endpoint_of_host(server->host);
	const struct dns_job *ask =
		dns_job_make(collection, arena_copy(arena, &endpoint, sizeof endpoint),
			name_server_found_by(arena, server), questions);
	if (may_be_asked(server->host, &error))
		add_dns_job(collection, ask);
	else
		add_failed_dns(collection, ask, &error);
}

static bool is_named_before(const struct plan *plan, size_t server)
{
	for (size_t i = 0; i < server; i++) {
		if (strcasecmp(plan->dns_servers[i].given, plan->dns_servers[server].given) == 0)
			return true;
	}
	return false;
}

static void add_dns_jobs(struct collection *collection)
{
	struct arena *arena = collection->arena;
	const struct plan *plan = collection->plan;
	struct questions questions = { 0 };
	if (plan->dns_server_count > 0)
		questions = questions_of(collection, NULL, NULL, 0);
	for (size_t i = 0; i < plan->dns_server_count; i++) {
		if (!is_named_before(plan, i))
			add_dns_job(collection,
				dns_job_make(collection, &plan->dns_servers[i], "plan", questions));
	}
	if (plan->dns_server_count > 0)
		return;

	struct error error = { 0 };
	size_t count;
	const struct name_server *servers =
		servers_dns(arena, plan, &collection->answers, &count, &error);
	/* All servers of a zone, which stand together, are asked the same. */
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(servers[i].zone, servers[i - 1].zone) != 0)
			questions = questions_of(collection, servers[i].zone, servers, count);
		add_found_dns_job(collection, &servers[i], questions);
	}
	if (count == 0)
		collection->evidence.dns.gap = gap_of(arena, &error);
}

static void add_each_share_job(struct collection *collection, const struct job_kind *kind,
	struct share_job *jobs, size_t count)
{
	struct arena *arena = collection->arena;
	struct error error = { 0 };
	if (collection->folder == NULL && count > 0)
		collection->folder = run_folder_make(arena, &error);
	for (size_t i = 0; i < count; i++) {
		if (collection->folder != NULL)
			jobs[i].home =
				home_make(arena, collection->folder, collection->homes++, &error);
		jobs[i].homeless = error.text[0] == '\0' ? NULL : arena_string(arena, error.text);
		add_job(collection, kind, arena_format(arena, "shares of %s", jobs[i].name),
			&jobs[i])
			->gate = &collection->share_gate;
	}
}

static void add_share_jobs(struct collection *collection)
{
	struct arena *arena = collection->arena;
	struct error error = { 0 };
	/* Once, for all workers. If it fails, each of them tries again and reports the error. */
	(void)smb_library_load(SMB_LIBRARY, &error);
	size_t count;
	struct share_job *jobs = share_jobs(arena, collection->plan, &count);
	add_each_share_job(collection, &share_kind, jobs, count);
}

void add_share_by_name_jobs(struct collection *collection)
{
	size_t count;
	struct share_job *jobs = share_jobs_by_name(
		collection->arena, collection->plan, &collection->evidence, &count);
	add_each_share_job(collection, &share_by_name_kind, jobs, count);
}

void add_source_jobs(struct collection *collection, unsigned sources)
{
	if ((sources & SOURCE_DIRECTORY) != 0)
		add_directory_jobs(collection);
	if ((sources & SOURCE_DNS) != 0)
		add_dns_jobs(collection);
	if ((sources & SOURCE_SHARES) != 0)
		add_share_jobs(collection);
}

bool add_real_name_jobs(struct collection *collection)
{
	const struct plan *real =
		plan_with_real_names(collection->arena, collection->plan, &collection->evidence);
	if (real == collection->plan)
		return false;
	collection->plan = real;
	collection->evidence.dns = (struct dns_evidence){ 0 };
	collection->evidence.shares = (struct share_evidence){ 0 };
	add_source_jobs(collection, collection->sources & (SOURCE_DNS | SOURCE_SHARES));
	return true;
}
