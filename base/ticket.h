/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Kerberos ticket that a session will need. It is checked first, so that a missing or expired
 * ticket is reported as such and not as the errors that it causes.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * True if the default credential cache (KRB5CCNAME) holds a ticket that is valid now, or a client
 * keytab can get one. Otherwise ERROR_DENIED with the reason and the command to run.
 */
bool ticket_usable(struct error *error);

/* Whether a ticket must be requested with the keytab. An old key counts as a wrong password. */
bool ticket_needs_keytab(void);

/*
 * From now on the default cache of this process is the one of that name (TICKET_MEMORY). The
 * ticket-granting tickets are copied to it, or one is requested with the client keytab. Reasons:
 * what is in memory ends with the process, while a ticket that was requested with a keytab would
 * come into the user's cache and stay there. And every new ticket is added to the cache, and a
 * library searches all of them for the one it needs, so one cache for a thousand servers costs a
 * million comparisons. If the cache holds a valid ticket but no valid ticket-granting ticket, the
 * default cache is not changed. False as ticket_usable(), and if no ticket can be got with the
 * keytab.
 */
bool ticket_cache_use(const char *name, struct error *error);

#define TICKET_MEMORY "MEMORY:cmsready"

/*
 * From now on this process has the tickets of the default cache, or without a valid one the client
 * keytab, in memory: it may soon be unable to open the files, or to ask the daemon that keeps them.
 * Requests nothing. False as ticket_usable(). `domain` is that of the servers that will be asked,
 * for the advice.
 */
bool ticket_keep(const char *domain, struct error *error);

/*
 * Whether the host is a domain controller of the domain: only for these does a KDC issue a ticket
 * for ldap/HOST/DOMAIN (MS-ADTS 5.1.1.4, servicePrincipalName of domain controllers). The reply is
 * sealed with the key of our ticket, so nobody else can answer. The ticket is not stored.
 * ERROR_DENIED if the KDC has none; otherwise the reason why it could not be asked.
 */
bool ticket_proves_controller(const char *host, const char *domain, struct error *error);

/* The realm of a domain of Active Directory: its DNS name in capitals (MS-KILE). */
char *ticket_realm(struct arena *arena, const char *domain);

/* The account of the default cache: "reader@CORP.EXAMPLE.COM"; NULL if there is none. */
char *ticket_account(struct arena *arena);
