/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Objects that are found whatever they are called and wherever they stand: wellKnownObjects of a
 * domain, otherWellKnownObjects of Exchange (MS-ADTS 6.1.1.4). Pure.
 */
#pragma once

#include "model/evidence.h"

#define KNOWN_COMPUTERS        "AA312825768811D1ADED00C04FD8D5CD" /* of a domain */
#define KNOWN_EXCHANGE_SERVERS "A7D2016C83F003458132789EEB127B84" /* of Exchange: the group */

/*
 * The DN behind "B:32:GUID:" in the attribute; NULL where there is none. `guid` as it is written
 * there: 32 hexadecimal digits.
 */
const char *known_object(
	struct arena *arena, const struct entry *entry, const char *attribute, const char *guid);

/*
 * The group of all Exchange servers, which permissions on an address book are granted to: by its
 * well-known GUID, whatever it is called. NULL where it is not shown.
 */
const char *exchange_servers_dn(struct arena *arena, const struct directory_visit *visit);

/* The domain's own object; NULL where it is not shown. */
const struct entry *domain_object(const struct directory_visit *visit);

/* Why that attribute of it is not shown: a gap of its own or of the part; or NULL. */
const struct gap *domain_object_gap(const struct directory_visit *visit, const char *attribute);

/* The DN of the container in which computer objects are created unless the creator says otherwise;
 * NULL where the domain's object does not tell. */
const char *creation_default_container(struct arena *arena, const struct directory_visit *visit);
