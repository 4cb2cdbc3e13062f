/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Objects that are found by a well-known GUID, independent of their name and place:
 * wellKnownObjects of a domain, otherWellKnownObjects of Exchange (MS-ADTS 6.1.1.4). Pure.
 */
#pragma once

#include "model/evidence.h"

#define KNOWN_COMPUTERS        "AA312825768811D1ADED00C04FD8D5CD" /* of a domain */
#define KNOWN_EXCHANGE_SERVERS "A7D2016C83F003458132789EEB127B84" /* of Exchange: the group */

/*
 * The DN after "B:32:GUID:" in the attribute; NULL if there is none. `guid` is 32 hexadecimal
 * digits, without hyphens.
 */
const char *known_object(
	struct arena *arena, const struct entry *entry, const char *attribute, const char *guid);

/*
 * The DN of the group of all Exchange servers, to which permissions on an address book are granted.
 * NULL if it is not shown.
 */
const char *exchange_servers_dn(struct arena *arena, const struct directory_visit *visit);

/* The domain's own object; NULL if it is not shown. */
const struct entry *domain_object(const struct directory_visit *visit);

/* Why the attribute of the domain's object is not shown: the gap of the attribute or of the part;
 * or NULL. */
const struct gap *domain_object_gap(const struct directory_visit *visit, const char *attribute);

/* The DN of the container in which computer objects are created by default; NULL if the domain's
 * object does not show it. */
const char *creation_default_container(struct arena *arena, const struct directory_visit *visit);
