/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of the offline address book as it opened for one recovery. Pure. */
#pragma once

#include "model/check.h"

struct oab_share {
	const char *server;                  /* the name under which it opened; NULL: under none */
	const struct share_opening *opening; /* there */
	const char *doubt;    /* it did not open, and may be there all the same: why; or NULL */
	struct causes causes; /* of that */
	bool lost; /* it may have been at a server that is taken for gone (model/loss.h) */
};

/* Under the CMS's name, else under that of a source node. */
struct oab_share oab_share_find(const struct examination *examination);

/*
 * Whether there is a share to be looked into. False with the one finding that follows: UNKNOWN
 * where it may be there all the same, WARN where only a lost site had it, PASS where it is nowhere,
 * which share.oab-scope judges.
 */
bool oab_share_open(const struct examination *examination, struct oab_share *share);

/* The line of proof that names it, and says how many folders it has. It opened. */
const char *oab_share_line(struct arena *arena, const struct oab_share *share);
