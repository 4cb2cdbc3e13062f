/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of the offline address book, as read for one recovery. Pure. */
#pragma once

#include "model/check.h"

struct oab_share {
	const char *server; /* the name under which it opened; NULL: under none */
	/* Of that name, with the folders and permissions that were found by name. */
	const struct share_opening *opening;
	const struct share_visit *by_name; /* asked for folders by name; NULL: it was not */
	const char *doubt;                 /* why it is unknown whether the share exists; or NULL */
	struct causes causes;              /* of the doubt */
	bool lost; /* it may be on a server of a site judged as lost (model/loss.h) */
};

/* Looks under the CMS's name first, then under those of the source nodes. */
struct oab_share oab_share_find(const struct examination *examination);

/*
 * Whether there is a share to check. If false, adds the one finding: UNKNOWN if the share may
 * exist, WARN if only a lost site may have it, PASS if it does not exist, which share.oab-scope
 * judges.
 */
bool oab_share_open(const struct examination *examination, struct oab_share *share);

enum folder_state { FOLDER_EXISTS, FOLDER_MISSING, FOLDER_UNKNOWN };

/*
 * Whether the share has that folder. A folder that is not listed is missing only if its oab.xml was
 * not found by name: a server need not list what the account may not read. `description` is for the
 * proof, `gap` says why it is unknown, or is NULL.
 */
enum folder_state oab_share_folder(const struct oab_share *share, const char *name,
	const char **description, const struct gap **gap);

/* The line of proof with the share's name and its number of folders. The share was opened. */
const char *oab_share_line(struct arena *arena, const struct oab_share *share);
