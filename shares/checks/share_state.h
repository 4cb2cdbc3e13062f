/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a server name has a share, from the evidence. Pure. */
#pragma once

#include "model/check.h"
#include "model/evidence.h"

enum presence { PRESENT, ABSENT, PRESENCE_UNKNOWN };

struct share_state {
	enum presence presence;
	const char *description;         /* for the proof: what was read, or why it is unknown */
	const struct gap *gap;           /* why it is unknown, or NULL */
	const struct share_visit *visit; /* of that name; NULL: there was none */
	const struct share_opening *opening; /* of that share; NULL: it was not tried */
};

/*
 * A failed attempt to open a share proves that it does not exist only if the server returned its
 * list of shares: libsmbclient gives the same error for a missing folder.
 */
struct share_state share_state(
	const struct share_evidence *shares, const char *name, const char *share);

/*
 * Adds the gap because of which the name's shares are not known. Where DNS has no address of the
 * name, that is the cause, and not that no connection was made.
 */
void share_causes(const struct examination *examination, const char *name, const struct gap *gap,
	struct causes *causes);

/* Whether the server is in a site judged as lost (model/loss.h). */
bool share_state_is_lost(const struct share_state *state);

/* Whether the server was read over SMB 1. */
bool share_state_is_smb1(const struct share_state *state);
