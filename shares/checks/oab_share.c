/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/oab_share.h"

#include <string.h>
#include <strings.h>

#include "model/loss.h"
#include "shares/checks/share_state.h"

static const struct share_visit *visit_by_name(
	const struct share_evidence *shares, const char *server)
{
	for (size_t i = 0; i < shares->by_name_count; i++) {
		if (strcasecmp(shares->by_name[i].name, server) == 0)
			return &shares->by_name[i];
	}
	return NULL;
}

static bool is_absent(const struct share_folder *folder)
{
	return folder->gap.cause == ERROR_ABSENT && gap_is(&folder->gap);
}

/* The opening with the folders that only their names showed. */
static const struct share_opening *opening_with(
	struct arena *arena, const struct share_opening *listed, const struct share_opening *named)
{
	struct share_opening *all = arena_copy(arena, listed, sizeof *listed);
	all->folder = arena_alloc(
		arena, (listed->folder_count + named->folder_count + 1) * sizeof *all->folder);
	for (size_t i = 0; i < listed->folder_count; i++)
		all->folder[i] = listed->folder[i];
	for (size_t i = 0; i < named->folder_count; i++) {
		if (!is_absent(&named->folder[i]))
			all->folder[all->folder_count++] = named->folder[i];
	}
	all->permissions =
		arena_alloc(arena, (listed->permissions_count + named->permissions_count + 1) *
					   sizeof *all->permissions);
	for (size_t i = 0; i < listed->permissions_count; i++)
		all->permissions[i] = listed->permissions[i];
	for (size_t i = 0; i < named->permissions_count; i++)
		all->permissions[all->permissions_count++] = named->permissions[i];
	return all;
}

static struct oab_share share_at(const struct examination *examination, const char *server,
	const struct share_opening *opening)
{
	struct oab_share share = {
		.server = server,
		.opening = opening,
		.by_name = visit_by_name(&examination->evidence->shares, server),
	};
	const struct share_opening *named =
		share.by_name == NULL ? NULL : share_opening_of(share.by_name, opening->share);
	if (named != NULL)
		share.opening = opening_with(examination->arena, opening, named);
	return share;
}

struct oab_share oab_share_find(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct oab_share share = { .server = NULL };
	for (size_t i = 0; i <= recovery->source_node_count; i++) {
		const char *name = i == 0 ? recovery->cms.fqdn : recovery->source_nodes[i - 1].fqdn;
		const struct share_state state =
			share_state(&examination->evidence->shares, name, recovery->oab_share);
		if (state.presence == PRESENT)
			return share_at(examination, name, state.opening);
		if (state.presence == PRESENCE_UNKNOWN && share_state_is_lost(&state)) {
			share.lost = true;
		} else if (state.presence == PRESENCE_UNKNOWN && share.doubt == NULL) {
			share.doubt = arena_format(
				examination->arena, "\\\\%s: %s", name, state.description);
			share_causes(examination, name, state.gap, &share.causes);
		}
	}
	return share;
}

bool oab_share_open(const struct examination *examination, struct oab_share *share)
{
	const struct recovery *recovery = examination->recovery;
	*share = oab_share_find(examination);
	if (share->server != NULL)
		return true;
	struct finding *finding = finding_add(examination,
		share->doubt != NULL ? OUTCOME_UNKNOWN
		: share->lost        ? OUTCOME_WARN
				     : OUTCOME_PASS,
		SUBJECT_CMS, recovery->cms.fqdn, recovery->cms.fqdn);
	if (finding->outcome == OUTCOME_PASS) {
		finding->summary = arena_format(
			examination->arena, "There is no share %s to check.", recovery->oab_share);
		finding->proof = "It exists under none of the names: see share.oab-scope.";
		return false;
	}
	finding->summary = arena_format(
		examination->arena, "The share %s could not be read.", recovery->oab_share);
	finding->proof = share->doubt;
	finding->causes = share->causes;
	finding->remedy = "Fix the problem shown under Proof, then run the check again.";
	if (finding->outcome == OUTCOME_WARN) {
		finding->proof =
			arena_format(examination->arena, "Only servers of the lost site %s had it.",
				examination->evidence->loss->site);
		finding->remedy = "Check it after the recovery: see share.oab-scope.";
	}
	return false;
}

static enum folder_state state_by_name(const struct share_visit *visit, const char *share,
	const char *name, const char **description, const struct gap **gap)
{
	*description = "is not listed, and was not asked for by its name";
	if (visit == NULL)
		return FOLDER_UNKNOWN;
	const struct share_opening *opening = share_opening_of(visit, share);
	const struct share_folder *folder = opening == NULL ? NULL : share_folder_of(opening, name);
	*gap = gap_is(&visit->gap)                        ? &visit->gap
	       : opening != NULL && gap_is(&opening->gap) ? &opening->gap
	       : folder != NULL && gap_is(&folder->gap)   ? &folder->gap
							  : NULL;
	if (folder != NULL && is_absent(folder)) {
		*gap = NULL;
		*description = "missing";
		return FOLDER_MISSING;
	}
	if (folder != NULL && (*gap == NULL || folder->modified != NULL)) {
		*gap = NULL;
		*description = "exists, but is not listed to this account";
		return FOLDER_EXISTS;
	}
	if (*gap != NULL)
		*description = (*gap)->text;
	return FOLDER_UNKNOWN;
}

enum folder_state oab_share_folder(const struct oab_share *share, const char *name,
	const char **description, const struct gap **gap)
{
	const struct share_opening *named =
		share->by_name == NULL ? NULL
				       : share_opening_of(share->by_name, share->opening->share);
	const bool was_named = named != NULL && share_folder_of(named, name) != NULL;
	*gap = NULL;
	*description = "exists";
	if (!was_named && share_folder_of(share->opening, name) != NULL)
		return FOLDER_EXISTS;
	return state_by_name(share->by_name, share->opening->share, name, description, gap);
}

const char *oab_share_line(struct arena *arena, const struct oab_share *share)
{
	const struct share_opening *opening = share->opening;
	return arena_format(arena, "\\\\%s\\%s: %zu address book folder%s.", share->server,
		opening->share, opening->folder_count, opening->folder_count == 1 ? "" : "s");
}
