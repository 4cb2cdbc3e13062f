/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a name has a share, as the evidence tells it. Pure. */
#pragma once

#include "model/evidence.h"

enum presence { PRESENT, LACKING, PRESENCE_UNKNOWN };

struct share_sight {
	enum presence presence;
	const char *words;               /* for the proof: what was seen, or why it is unknown */
	const struct gap *gap;           /* that it is unknown for, or NULL */
	const struct share_visit *visit; /* under that name; NULL: there was none */
	const struct share_opening *opening; /* of that share; NULL: it was not tried */
};

/*
 * Only where the name answered and gave its list of shares does a failed attempt to open one prove
 * that there is none: libsmbclient says the same of a missing folder.
 */
struct share_sight share_sight(
	const struct share_evidence *shares, const char *name, const char *share);

/* Whether the name leads into a site that is taken for gone (model/loss.h). */
bool share_sight_is_lost(const struct share_sight *sight);

/* Whether the server speaks nothing later than SMB 1. */
bool share_sight_is_old(const struct share_sight *sight);
