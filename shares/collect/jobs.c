/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file servers are asked, and for what. */
#include <string.h>
#include <strings.h>

#include "exchange/oab_index.h"
#include "shares/collect/collect.h"

enum { MAX_BY_NAME = 256 }; /* folders of one server */

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

/* The name under which the CMS's share opened first, as the checks look for it. */
static const struct share_visit *opened_visit(const struct share_evidence *shares,
	const struct recovery *recovery, const struct share_opening **opening)
{
	for (size_t i = 0; i <= recovery->source_node_count; i++) {
		const char *name = i == 0 ? recovery->cms.fqdn : recovery->source_nodes[i - 1].fqdn;
		const struct share_visit *visit = share_visit_of(shares, name);
		*opening = visit == NULL ? NULL : share_opening_of(visit, recovery->oab_share);
		if (*opening != NULL && share_opened(*opening))
			return visit;
	}
	return NULL;
}

static void add_folder(
	struct job_list *list, const char *server, const char *share, const char *folder)
{
	add_share(list, server, share);
	struct share_job *job = job_for(list, server);
	for (size_t i = 0; i < job->folder_count; i++) {
		if (strcasecmp(job->folder[i].share, share) == 0 &&
			strcasecmp(job->folder[i].name, folder) == 0)
			return;
	}
	if (job->folder_count == MAX_BY_NAME)
		return;
	struct named_folder *folders = arena_more(list->arena, (struct named_folder *)job->folder,
		job->folder_count, sizeof *folders);
	folders[job->folder_count++] = (struct named_folder){ share, folder };
	job->folder = folders;
}

/* Adds the folders that the recovery's share should have, as one directory server shows them. */
static void add_unlisted(struct job_list *list, const struct evidence *evidence,
	const struct recovery *recovery, const struct organisation *organisation,
	const struct oab_index *index)
{
	const struct share_opening *opening = NULL;
	const struct share_visit *visit = opened_visit(&evidence->shares, recovery, &opening);
	const struct exchange_server *cms = organisation_server(organisation, recovery->cms.label);
	if (visit == NULL || cms == NULL)
		return;
	for (const struct oab_book *book = oab_books_of(index, cms); book != NULL;
		book = book->next) {
		if (book->object->guid != NULL &&
			share_folder_of(opening, book->object->guid) == NULL)
			add_folder(list, visit->name, recovery->oab_share, book->object->guid);
	}
}

struct share_job *share_jobs_by_name(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, size_t *count)
{
	struct job_list list = { .arena = arena, .plan = plan };
	const struct directory_evidence *directory = &evidence->directory;
	for (size_t i = 0; evidence->shares.count > 0 && i < directory->count; i++) {
		struct organisation organisation;
		struct error error = { 0 };
		if (!organisation_read(arena, &directory->visit[i], &organisation, &error))
			continue;
		const struct oab_index *index = oab_index_make(arena, &organisation);
		for (size_t k = 0; k < plan->recovery_count; k++)
			add_unlisted(&list, evidence, &plan->recoveries[k], &organisation, index);
	}
	*count = list.count;
	return list.job;
}
