/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SIDs that mean the same everywhere, and those that every domain has behind its own. */
#pragma once

#include "security/sid.h"

struct known_sid {
	char letters[3]; /* in SDDL, "DA"; "": it has none */
	uint32_t rid;    /* not 0: behind the SID of the domain, and `sid` says nothing */
	struct sid sid;
	const char *name; /* what people call it; NULL: they are shown the SID */
};

/* No two are of the same letters or the same SID. Some have letters alone, some a name alone. */
extern const struct known_sid known_sids[];
extern const size_t known_sid_count;

/*
 * The name that people know a SID by that means the same everywhere ("Authenticated Users"), or in
 * every domain ("Domain Admins"); NULL for others. MS-DTYP 2.4.2.4.
 */
const char *sid_known_name(const struct sid *sid);

/* Everyone, Authenticated Users, This Organization: in the token of every account. */
enum { EVERYBODY_SIDS = 3 };
extern const struct sid everybody_sids[EVERYBODY_SIDS];
bool sid_is_everybody(const struct sid *sid);
