/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service principal names that a clustered mailbox server of Exchange 2007 has: for each
 * service one with its full and one with its short name. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "model/name.h"

/* The last service, SMTP, is expected but not required: nothing was seen to break without it. */
enum { SPN_SERVICES = 5, SPN_NAMES = 2 * SPN_SERVICES };

struct spn {
	const char *service, *text; /* "exchangeMDB", "exchangeMDB/EXCMS01" */
	bool required;
};

/* The SPNs of the CMS, in the order of the services; for each the short name first. */
void spn_expected(struct arena *arena, const struct name *cms, struct spn expected[SPN_NAMES]);

/* Whether the object has the SPN, in any case of letters. */
bool spn_held(const struct entry *entry, const char *spn);
