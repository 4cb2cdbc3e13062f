/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a SID came into the token of an account (account_token), to be shown in a proof. Pure. */
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
	MEMBERSHIP_LISTED,    /* in tokenGroups, but no path through memberOf was found */
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

/* Finds the shortest path through memberOf. DNs match in any case; circular groups are allowed. */
struct membership membership_of(
	const struct principals *principals, const struct account *account, const struct sid *sid);

/* Whether it depends on a group: it then takes effect with the account's next Kerberos ticket. */
bool membership_needs_ticket(const struct membership *membership);
