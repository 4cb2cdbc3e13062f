/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/collect.h"

#include <stdlib.h>

#include "base/lookup.h"
#include "base/ticket.h"
#include "model/evidence.h"
#include "shares/collect/home.h"
#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"
#include "shares/collect/smb_tickets.h"

/* Gives the library a home for its files, and this process its own tickets. */
static bool furnish(struct arena *arena, const struct share_job *job, struct error *error)
{
	const struct plan *plan = job->plan;
	const char *home = cage_home(job->home);
	if (!home_furnish(arena, home, plan->allow_smb1, error) || setenv("HOME", home, 1) != 0)
		return false;
	if (plan->credentials_file != NULL)
		return true;
	lookup_tickets_without_rdns();
	return smb_tickets_use(arena, home, error);
}

/* Of this process, which asks one server. */
static struct credentials logon;

bool share_prepare(const void *argument, struct error *error)
{
	const struct share_job *job = argument;
	const char *file = job->plan->credentials_file;
	if (!smb_library_load(SMB_LIBRARY, error))
		return false;
	if (job->home == NULL)
		return error_set(error, ERROR_CONFIG, "%s", job->homeless);
	if (file == NULL)
		return ticket_keep(job->plan->directory.domain, error);
	/* Kept until the process ends. */
	struct arena *arena = arena_new();
	const bool loaded = credentials_load(arena, file, &logon, error);
	if (!loaded)
		arena_free(arena);
	return loaded;
}

static void read_job(struct arena *arena, const struct share_job *job,
	const struct credentials *credentials, struct deadline deadline, struct share_visit *visit,
	struct error *error)
{
	const struct share_request request = {
		.name = job->name,
		.domain = job->plan->directory.domain,
		.shares = job->shares,
		.share_count = job->share_count,
		.folder = job->folder,
		.folder_count = job->folder_count,
		.credentials = credentials,
		.allow_smb1 = job->plan->allow_smb1,
	};
	share_read(arena, &request, deadline, visit, error);
}

struct bytes share_collect(const void *argument, struct deadline deadline, struct arena *arena)
{
	const struct share_job *job = argument;
	struct share_visit visit = { .name = job->name };
	struct error error = { 0 };
	const bool by_password = job->plan->credentials_file != NULL;
	if (furnish(arena, job, &error))
		read_job(arena, job, by_password ? &logon : NULL, deadline, &visit, &error);
	home_empty(cage_home(job->home));
	visit.gap = gap_of(arena, &error);
	return share_visit_write(arena, &visit);
}
