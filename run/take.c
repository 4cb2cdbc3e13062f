/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/collection.h"

#include <string.h>

#include "base/limits.h"
#include "clusterchk/collect/collect.h"
#include "ldapchk/collect/collect.h"
#include "run/cages.h"
#include "shares/collect/collect.h"

static void take_answers(struct collection *collection, const struct job *job)
{
	struct error error = job->failed, why = { 0 };
	if (error.kind == ERROR_NONE)
		dns_visit_read(collection->arena, WORKER_RESULT, job->result, &collection->answers,
			&error);
	collection->evidence.resolver = &collection->answers;
	if (error.kind == ERROR_NONE) {
		collection->answers.text = job->result;
		return;
	}
	/* The gap of a source has no field for the server, so the text names it. */
	error_set(&why, error.kind, "%s: %s", job->name, error.text);
	collection->answers = (struct dns_visit){
		.server = "", .found_by = "", .gap = gap_of(collection->arena, &why)
	};
}

/*
 * A worker may have been taken over by its server. So the parent knows which server it asked, and
 * does not take that from the result.
 */
static bool is_about(const char *told, const char *asked, struct error *error)
{
	return strcmp(told, asked) == 0 ||
	       error_set(error, ERROR_MALFORMED, WORKER_RESULT " is about another server");
}

static void add_directory(struct collection *collection, struct directory_visit visit)
{
	struct directory_evidence *directory = &collection->evidence.directory;
	directory->visit = arena_more(
		collection->arena, directory->visit, directory->count, sizeof *directory->visit);
	directory->visit[directory->count++] = visit;
}

void add_failed_directory(struct collection *collection, const char *server, const char *found_by,
	const struct error *error)
{
	add_directory(collection, (struct directory_visit){ .server = server,
					  .found_by = found_by,
					  .gap = gap_of(collection->arena, error),
					  .root.dn = "" });
}

static void take_directory(struct collection *collection, const struct job *job)
{
	const struct directory_job *ask = job->argument;
	struct directory_visit visit;
	struct error error = job->failed;
	if (error.kind != ERROR_NONE ||
		!directory_visit_read(
			collection->arena, WORKER_RESULT, job->result, &visit, &error) ||
		!is_about(visit.server, ask->server, &error) ||
		!is_about(visit.found_by, ask->found_by, &error)) {
		add_failed_directory(collection, ask->server, ask->found_by, &error);
		return;
	}
	visit.text = job->result;
	add_directory(collection, visit);
}

static void add_dns(struct collection *collection, struct dns_visit visit)
{
	struct dns_evidence *dns = &collection->evidence.dns;
	dns->visit = arena_more(collection->arena, dns->visit, dns->count, sizeof *dns->visit);
	dns->visit[dns->count++] = visit;
}

void add_failed_dns(
	struct collection *collection, const struct dns_job *ask, const struct error *error)
{
	add_dns(collection, dns_visit_failed(collection->arena, ask, error));
}

static void take_dns(struct collection *collection, const struct job *job)
{
	const struct dns_job *ask = job->argument;
	struct dns_visit visit;
	struct error error = job->failed;
	if (error.kind != ERROR_NONE ||
		!dns_visit_read(collection->arena, WORKER_RESULT, job->result, &visit, &error) ||
		!is_about(visit.server, ask->server->given, &error) ||
		!is_about(visit.found_by, ask->found_by, &error)) {
		add_failed_dns(collection, ask, &error);
		return;
	}
	visit.text = job->result;
	add_dns(collection, visit);
}

static struct share_visit share_visit_of_job(struct collection *collection, const struct job *job)
{
	const struct share_job *ask = job->argument;
	struct share_visit visit;
	struct error error = job->failed;
	if (error.kind != ERROR_NONE ||
		!share_visit_read(collection->arena, WORKER_RESULT, job->result, &visit, &error) ||
		!is_about(visit.name, ask->name, &error))
		return (struct share_visit){ .name = ask->name,
			.gap = gap_of(collection->arena, &error) };
	visit.text = job->result;
	return visit;
}

static void take_shares(struct collection *collection, const struct job *job)
{
	struct share_evidence *shares = &collection->evidence.shares;
	shares->visit =
		arena_more(collection->arena, shares->visit, shares->count, sizeof *shares->visit);
	shares->visit[shares->count++] = share_visit_of_job(collection, job);
}

static void take_shares_by_name(struct collection *collection, const struct job *job)
{
	struct share_evidence *shares = &collection->evidence.shares;
	shares->by_name = arena_more(
		collection->arena, shares->by_name, shares->by_name_count, sizeof *shares->by_name);
	shares->by_name[shares->by_name_count++] = share_visit_of_job(collection, job);
}

/* Directory and DNS are patient: little can be judged without them. Shares are many and alike. */
const struct job_kind resolver_kind = { servers_collect, cage_for_resolver, NULL, take_answers,
	true };
const struct job_kind directory_kind = { directory_collect, cage_for_directory, directory_prepare,
	take_directory, true };
const struct job_kind dns_kind = { dns_collect, cage_for_dns, NULL, take_dns, true };
const struct job_kind share_kind = { share_collect, cage_for_shares, share_prepare, take_shares,
	false };
const struct job_kind share_by_name_kind = { share_collect, cage_for_shares, share_prepare,
	take_shares_by_name, false };

/* Short values take many times their bytes in memory. Each is followed by a comma or the end. */
static void limit_items(struct collection *collection, struct job *job)
{
	const size_t most = LIMIT_RUN_ITEMS + collection->plan->recovery_count * LIMIT_CMS_ITEMS;
	size_t items = 0;
	for (size_t i = 0; i < job->result.length && job->failed.kind == ERROR_NONE; i++)
		items += job->result.data[i] == ',';
	if (collection->items + items > most)
		error_set(&job->failed, ERROR_MALFORMED,
			"the results of all workers together have more than %zu values", most);
	else
		collection->items += items;
}

void take_all(struct collection *collection)
{
	for (size_t i = 0; i < collection->count; i++) {
		limit_items(collection, &collection->job[i]);
		collection->kind[i]->take(collection, &collection->job[i]);
	}
	collection->count = 0;
}
