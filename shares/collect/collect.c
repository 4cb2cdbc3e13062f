/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/collect.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/lookup.h"
#include "base/ticket.h"
#include "model/evidence.h"
#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"

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

static void read_job(struct arena *arena, const struct share_job *job,
	const struct credentials *credentials, struct deadline deadline, struct share_visit *visit,
	struct error *error)
{
	const struct share_request request = {
		.name = job->name,
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
	struct credentials credentials;
	const char *file = job->plan->credentials_file;
	if (smb_library_load(SMB_LIBRARY, &error) && prepare(arena, job, &error) &&
		(file == NULL || credentials_load(arena, file, &credentials, &error)))
		read_job(arena, job, file == NULL ? NULL : &credentials, deadline, &visit, &error);
	visit.gap = gap_of(arena, &error);
	return share_visit_write(arena, &visit);
}
