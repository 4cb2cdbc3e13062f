/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a SID came into the token of an account (account_token), for people to find it. Pure. */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/principal.h"

enum membership_kind {
	MEMBERSHIP_NONE, /* it is not in the token */
	MEMBERSHIP_ITSELF,
	MEMBERSHIP_HISTORY,
	MEMBERSHIP_PRIMARY_GROUP,
	MEMBERSHIP_GROUP,
	MEMBERSHIP_EVERYBODY, /* Everyone, Authenticated Users, This Organization */
	MEMBERSHIP_LISTED,    /* the server lists it, and no way to it can be seen */
};

struct membership {
	enum membership_kind kind;
	/*
	 * "the account itself", "sIDHistory", "primary group", "every account", "member of X",
	 * "member of X through Y through Z" (Z being the group that the account is in), "listed by
	 * the directory server (tokenGroups)"; "not in the token".
	 */
	const char *text;
};

/* The shortest way, by memberOf; names in any case, circles and all. */
struct membership membership_of(
	const struct principals *principals, const struct account *account, const struct sid *sid);

/* Whether it rests on a group: it then takes effect with the account's next ticket. */
bool membership_needs_ticket(const struct membership *membership);
