/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of the domain that hold every account: Everyone, Authenticated Users and the like are
 * members of them, directly or nested. tokenGroups does not list them. A Samba domain controller
 * counts only the built-in ones among them, Windows may count all: each is in doubt. Pure.
 */
#pragma once

#include "model/evidence.h"
#include "security/sid.h"

struct everybody_groups {
	const struct sid *sid;
	size_t count;
	const struct gap *gap; /* then there may be more; NULL: these are all, or it is old evidence
				* in which they were not asked for */
};

struct everybody_groups everybody_groups_of(
	struct arena *arena, const struct directory_visit *visit);
