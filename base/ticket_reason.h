/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why there is no usable Kerberos ticket, and what to do about it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Says why the default cache and the client keytab give no ticket: there is no cache, it cannot be
 * read (by whom, whose it is), it is damaged, its tickets have expired, the keytab has no key. The
 * command to run names the account of the cache, or else the realm (NULL: not known). ERROR_DENIED;
 * returns false.
 */
bool ticket_missing(const char *realm, struct error *error);

/* Why tickets are refused where the other clock is so far ahead. Returns false. */
bool ticket_refuse_clock(int64_t ahead_seconds, struct error *error);

/*
 * Whether the account of the default cache is of another realm than that of the domain. If so, that
 * is the reason why a ticket for a server of the domain was not to be had: true with the reason.
 */
bool ticket_is_foreign(const char *domain, struct error *error);
