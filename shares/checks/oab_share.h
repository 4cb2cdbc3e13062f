/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of the offline address book, as read for one recovery. Pure. */
#pragma once

#include "model/check.h"

struct oab_share {
	const char *server;                  /* the name under which it opened; NULL: under none */
	const struct share_opening *opening; /* of that name */
	const char *doubt;    /* why it is unknown whether the share exists; or NULL */
	struct causes causes; /* of the doubt */
	bool lost;            /* it may be on a server of a site judged as lost (model/loss.h) */
};

/* Looks under the CMS's name first, then under those of the source nodes. */
struct oab_share oab_share_find(const struct examination *examination);

/*
 * Whether there is a share to check. If false, adds the one finding: UNKNOWN if the share may
 * exist, WARN if only a lost site may have it, PASS if it does not exist, which share.oab-scope
 * judges.
 */
bool oab_share_open(const struct examination *examination, struct oab_share *share);

/* The line of proof with the share's name and its number of folders. The share was opened. */
const char *oab_share_line(struct arena *arena, const struct oab_share *share);
