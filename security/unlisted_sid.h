/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SIDs that tokenGroups does not list. A domain controller adds some of them to a token by itself:
 * how the account logged on, who vouched for it, which built-in groups hold everybody. Which ones,
 * depends on its version, so they are in doubt. Others can be in no token that a domain controller
 * builds for a computer which asks it over the network.
 */
#pragma once

#include "security/sid.h"

/* Whether the token may hold the SID although it is not listed. */
enum unlisted {
	UNLISTED_NEVER,   /* it is in no such token */
	UNLISTED_NO,      /* an account or group: listed, if the token holds it */
	UNLISTED_UNUSUAL, /* nobody expects it there: an allow does not count, a deny may */
	UNLISTED_MAYBE,   /* in doubt: neither an allow nor a deny is certain */
};

struct unlisted_sid {
	enum unlisted held;
	const char *reason; /* "how the account logged on"; NULL for accounts and groups */
};

struct unlisted_sid unlisted_sid_of(const struct raw_sid *sid);

/*
 * Whether it is the SID of an account or group in some domain, S-1-5-21-x-y-z-n. Those of
 * S-1-5-21-0-0-0 are well known and belong to no domain. Inline: called for every ACE.
 */
static inline bool raw_sid_is_of_domain(const struct raw_sid *sid)
{
	return sid->count == 5 && u32le_at(sid->sub[0]) == 21 &&
	       (u32le_at(sid->sub[1]) | u32le_at(sid->sub[2]) | u32le_at(sid->sub[3])) != 0;
}
