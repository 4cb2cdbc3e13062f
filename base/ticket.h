/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Kerberos ticket that a session will need: looked at first, so that a missing or expired one
 * is named as what it is and not as the errors that follow from it.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * True when the default credentials cache (KRB5CCNAME) holds a ticket that is valid now, or a
 * client keytab can fetch one. Otherwise ERROR_DENIED with what to run.
 */
bool ticket_usable(struct error *error);

/* Whether it would have to be fetched: a keytab whose key is an old one is a wrong password. */
bool ticket_is_fetched(void);

/*
 * From here on the default cache of this process is the one of that name ("FILE:/tmp/x/krb5cc"):
 * the tickets that lead to others are copied to it, or one is fetched with the client keytab. Every
 * ticket that is fetched is added to the cache, and a library looks through all of them for the one
 * it needs: one cache for a thousand servers costs a million looks. The cache stays as it is where
 * it holds no such ticket that is valid, but another. False as ticket_usable(), and where the
 * keytab gives no ticket.
 */
bool ticket_cache_own(const char *name, struct error *error);

/* Whose tickets are in that cache: "reader@CORP.EXAMPLE.COM"; NULL where it does not say. */
char *ticket_account(struct arena *arena);
