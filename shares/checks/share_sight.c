/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/share_sight.h"

#include <string.h>
#include <strings.h>

static bool is_listed(const struct share_visit *visit, const char *share)
{
	for (size_t i = 0; i < visit->listed_count; i++) {
		if (strcasecmp(visit->listed[i], share) == 0)
			return true;
	}
	return false;
}

static bool says_absent(const struct share_opening *opening)
{
	return opening->status != NULL &&
	       (strcmp(opening->status, "ENOENT") == 0 || strcmp(opening->status, "ENODEV") == 0);
}

static enum presence hidden_by(const struct gap *by, const char **words, const struct gap **gap)
{
	*words = by->text;
	*gap = by;
	return PRESENCE_UNKNOWN;
}

static enum presence presence_of(const struct share_visit *visit,
	const struct share_opening *opening, const char *share, const char **words,
	const struct gap **gap)
{
	*words = "was not checked";
	if (visit == NULL)
		return PRESENCE_UNKNOWN;
	if (gap_is(&visit->gap))
		return hidden_by(&visit->gap, words, gap);
	*words = "was not asked for this share";
	if (opening == NULL)
		return PRESENCE_UNKNOWN;
	if (gap_is(&opening->gap))
		return hidden_by(&opening->gap, words, gap);
	*words = "the share opens";
	if (share_opened(opening))
		return PRESENT;
	*words = "the reply to opening the share was not understood";
	if (!says_absent(opening))
		return PRESENCE_UNKNOWN;
	if (gap_is(&visit->list_gap))
		return hidden_by(&visit->list_gap, words, gap);
	*words = "the share is listed but does not open";
	if (is_listed(visit, share))
		return PRESENCE_UNKNOWN;
	*words = "no such share, and it is not in the list of shares";
	return LACKING;
}

struct share_sight share_sight(
	const struct share_evidence *shares, const char *name, const char *share)
{
	struct share_sight sight = { .visit = share_visit_of(shares, name) };
	if (sight.visit != NULL)
		sight.opening = share_opening_of(sight.visit, share);
	sight.presence = presence_of(sight.visit, sight.opening, share, &sight.words, &sight.gap);
	return sight;
}

bool share_sight_is_lost(const struct share_sight *sight)
{
	return sight->visit != NULL && sight->visit->lost;
}

bool share_sight_is_old(const struct share_sight *sight)
{
	return sight->visit != NULL && sight->visit->protocol != NULL &&
	       strcmp(sight->visit->protocol, "SMB 1") == 0;
}
