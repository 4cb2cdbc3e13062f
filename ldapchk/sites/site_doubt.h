/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the Sites container was seen in full. A server leaves out what the account may not read,
 * and a filter leaves out objects whose class it may not read: a forest of two sites then looks
 * like one of a single site. Other objects and the rootDSE often name what is missing: a name
 * proves that the object exists, because the directory removes the links to one that is deleted.
 *
 * What is normal is no doubt: a subnet without a site, a site without servers, a server without
 * NTDS Settings (it was demoted), unless its account is still among the domain controllers.
 * Pure.
 */
#pragma once

#include "ldapchk/sites/site.h"
#include "model/evidence.h"

/*
 * Sets sites->doubt if something in the part, or the rootDSE of a visit, names a site, subnet,
 * server or NTDS Settings that the part does not show, or if an object does not show what it is.
 * Adds such sites to the list: they exist. `domain` is the DN of the plan's domain. The sites of
 * the part must have been read before.
 */
void site_doubt_read(struct arena *arena, struct sites *sites, const struct directory_part *part,
	const struct directory_evidence *directory, const char *domain);
