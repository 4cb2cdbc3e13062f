/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/collect.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/lookup.h"
#include "base/ticket.h"
#include "model/evidence.h"
#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"

struct job_list {
	struct arena *arena;
	const struct plan *plan;
	struct share_job *job;
	size_t count;
};

static struct share_job *job_for(struct job_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->job[i].name, name) == 0)
			return &list->job[i];
	}
	list->job = arena_more(list->arena, list->job, list->count, sizeof *list->job);
	struct share_job *job = &list->job[list->count++];
	*job = (struct share_job){ .plan = list->plan, .name = name };
	return job;
}

static void add_share(struct job_list *list, const char *name, const char *share)
{
	struct share_job *job = job_for(list, name);
	for (size_t i = 0; i < job->share_count; i++) {
		if (strcasecmp(job->shares[i], share) == 0)
			return;
	}
	job->shares = arena_more(list->arena, job->shares, job->share_count, sizeof *job->shares);
	job->shares[job->share_count++] = share;
}

struct share_job *share_jobs(struct arena *arena, const struct plan *plan, size_t *count)
{
	struct job_list list = { .arena = arena, .plan = plan };
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		add_share(&list, recovery->cms.fqdn, recovery->oab_share);
		for (size_t j = 0; j < recovery->source_node_count; j++)
			add_share(&list, recovery->source_nodes[j].fqdn, recovery->oab_share);
		for (size_t j = 0; j < recovery->standby_node_count; j++)
			add_share(&list, recovery->standby_nodes[j].fqdn, recovery->oab_share);
	}
	*count = list.count;
	return list.job;
}

/* Gives the library a home for its files, and this process its own tickets. */
static bool prepare(struct arena *arena, const struct share_job *job, struct error *error)
{
	if (job->home == NULL || setenv("HOME", job->home, 1) != 0)
		return error_set(
			error, ERROR_CONFIG, "no temporary folder for libsmbclient: see TMPDIR");
	if (job->plan->credentials_file != NULL)
		return true;
	lookup_tickets_without_rdns();
	const char *cache = arena_format(arena, "FILE:%s/krb5cc.%d", job->home, (int)getpid());
	return ticket_cache_use(cache, error);
}

struct bytes share_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct share_job *job = argument;
	struct share_visit visit = { .name = job->name };
	struct error error = { 0 };
	struct credentials credentials;
	const char *file = job->plan->credentials_file;
	if (smb_library_load(SMB_LIBRARY, &error) && prepare(arena, job, &error) &&
		(file == NULL || credentials_load(arena, file, &credentials, &error)))
		share_read(arena, job->name, job->shares, job->share_count,
			file == NULL ? NULL : &credentials, job->plan->allow_smb1, deadline, &visit,
			&error);
	visit.gap = gap_of(arena, &error);
	return share_visit_write(arena, &visit);
}
