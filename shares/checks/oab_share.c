/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/oab_share.h"

#include "model/loss.h"
#include "shares/checks/share_state.h"

struct oab_share oab_share_find(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct oab_share share = { .server = NULL };
	for (size_t i = 0; i <= recovery->source_node_count; i++) {
		const char *name = i == 0 ? recovery->cms.fqdn : recovery->source_nodes[i - 1].fqdn;
		const struct share_state state =
			share_state(&examination->evidence->shares, name, recovery->oab_share);
		if (state.presence == PRESENT)
			return (struct oab_share){ .server = name, .opening = state.opening };
		if (state.presence == PRESENCE_UNKNOWN && share_state_is_lost(&state)) {
			share.lost = true;
		} else if (state.presence == PRESENCE_UNKNOWN && share.doubt == NULL) {
			share.doubt = arena_format(
				examination->arena, "\\\\%s: %s", name, state.description);
			causes_add(examination->arena, &share.causes, state.gap);
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
		recovery->cms.fqdn, recovery->cms.fqdn);
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

const char *oab_share_line(struct arena *arena, const struct oab_share *share)
{
	const struct share_opening *opening = share->opening;
	return arena_format(arena, "\\\\%s\\%s: %zu address book folder%s.", share->server,
		opening->share, opening->folder_count, opening->folder_count == 1 ? "" : "s");
}
