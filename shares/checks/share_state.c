/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/share_state.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/missing_name.h"

static bool is_listed(const struct share_visit *visit, const char *share)
{
	for (size_t i = 0; i < visit->listed_count; i++) {
		if (strcasecmp(visit->listed[i], share) == 0)
			return true;
	}
	return false;
}

static bool is_reported_absent(const struct share_opening *opening)
{
	return opening->status != NULL &&
	       (strcmp(opening->status, "ENOENT") == 0 || strcmp(opening->status, "ENODEV") == 0);
}

static enum presence unknown_because(
	const struct gap *by, const char **description, const struct gap **gap)
{
	*description = by->text;
	*gap = by;
	return PRESENCE_UNKNOWN;
}

static enum presence presence_of(const struct share_visit *visit,
	const struct share_opening *opening, const char *share, const char **description,
	const struct gap **gap)
{
	*description = "was not checked";
	if (visit == NULL)
		return PRESENCE_UNKNOWN;
	if (gap_is(&visit->gap))
		return unknown_because(&visit->gap, description, gap);
	*description = "was not asked for this share";
	if (opening == NULL)
		return PRESENCE_UNKNOWN;
	if (gap_is(&opening->gap))
		return unknown_because(&opening->gap, description, gap);
	*description = "the share opens";
	if (share_opened(opening))
		return PRESENT;
	*description = "the reply to opening the share was not understood";
	if (!is_reported_absent(opening))
		return PRESENCE_UNKNOWN;
	if (gap_is(&visit->list_gap))
		return unknown_because(&visit->list_gap, description, gap);
	*description = "the share is listed but does not open";
	if (is_listed(visit, share))
		return PRESENCE_UNKNOWN;
	*description = "no such share, and it is not in the list of shares";
	return ABSENT;
}

struct share_state share_state(
	const struct share_evidence *shares, const char *name, const char *share)
{
	struct share_state state = { .visit = share_visit_of(shares, name) };
	if (state.visit != NULL)
		state.opening = share_opening_of(state.visit, share);
	state.presence =
		presence_of(state.visit, state.opening, share, &state.description, &state.gap);
	return state;
}

void share_causes(const struct examination *examination, const char *name, const struct gap *gap,
	struct causes *causes)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	const struct missing_name *missing = missing_address(examination, name);
	if (visit != NULL && gap == &visit->gap && missing != NULL)
		causes_add_named(examination->arena, causes, &missing->cause);
	else if (visit == NULL && gap == NULL)
		causes_add_named(examination->arena, causes, unasked_name(examination, name));
	else
		causes_add(examination->arena, causes, gap);
}

bool share_state_is_lost(const struct share_state *state)
{
	return state->visit != NULL && state->visit->lost;
}

bool share_state_is_smb1(const struct share_state *state)
{
	return state->visit != NULL && state->visit->protocol != NULL &&
	       strcmp(state->visit->protocol, "SMB 1") == 0;
}
