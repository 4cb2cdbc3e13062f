/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Well-known SIDs: universal ones, and those made of a domain's SID and a fixed RID. */
#pragma once

#include "security/sid.h"

struct known_sid {
	char letters[3]; /* SDDL alias, "DA"; "": none */
	uint32_t rid;    /* not 0: relative to the domain's SID; `sid` is unused */
	struct sid sid;
	const char *name; /* display name; NULL: show the SID */
};

/* Letters and SIDs are unique. Some entries have letters only, some a name only. */
extern const struct known_sid known_sids[];
extern const size_t known_sid_count;

/*
 * The display name of a SID that is the same everywhere ("Authenticated Users") or in every domain
 * ("Domain Admins"); NULL for others. MS-DTYP 2.4.2.4.
 */
const char *sid_known_name(const struct sid *sid);

/* Everyone, Authenticated Users, This Organization: in the token of every account. */
enum { EVERYBODY_SIDS = 3 };
extern const struct sid everybody_sids[EVERYBODY_SIDS];
bool sid_is_everybody(const struct sid *sid);
