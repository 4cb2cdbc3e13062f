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

/*
 * From here on the default cache of this process is the one of that name ("FILE:/tmp/x/krb5cc"),
 * where the tickets that lead to others were copied. Every ticket that is fetched is added to the
 * cache, and a library looks through all of them for the one it needs: one cache for a thousand
 * servers costs a million looks. The cache stays as it is where it holds no such ticket that is
 * valid, or the other cannot be written.
 */
void ticket_cache_own(const char *name);

/* Whose tickets are in that cache: "reader@CORP.EXAMPLE.COM"; NULL where it does not say. */
char *ticket_account(struct arena *arena);
