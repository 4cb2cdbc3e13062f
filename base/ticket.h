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

/* Whose tickets are in that cache: "reader@CORP.EXAMPLE.COM"; NULL where it does not say. */
char *ticket_account(struct arena *arena);
