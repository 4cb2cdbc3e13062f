/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The service principal names that a clustered mailbox server of Exchange 2007 has: of a few
 * services, each with its full and its short name. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "model/name.h"

/* SMTP is expected, too, but nothing was seen to break without it: the last one. */
enum { SPN_SERVICES = 5, SPN_NAMES = 2 * SPN_SERVICES };

struct spn {
	const char *service, *text; /* "exchangeMDB", "exchangeMDB/EXCMS01" */
	bool required;
};

/* Those of the CMS, in the order of the services; short names first. */
void spn_expected(struct arena *arena, const struct name *cms, struct spn expected[SPN_NAMES]);

/* Whether the object carries the name, without regard to case. */
bool spn_held(const struct entry *entry, const char *spn);
