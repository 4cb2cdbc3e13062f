/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How this process looks up host names. */
#pragma once

#include <stdbool.h>

#include "base/error.h"

/*
 * From now on getaddrinfo in this thread looks up names unchanged: the search list of resolv.conf
 * and HOSTALIASES are ignored.
 */
void lookup_without_search_list(void);

/*
 * From now on this process and its children wait one second for a resolver, not five, before they
 * ask the next one; longer in later attempts. The first of two resolvers may be lost with its site,
 * and the libraries ask it ten times in a row for one session. An existing RES_OPTIONS is kept.
 */
void lookup_with_short_timeout(void);

/*
 * From now on Kerberos in this process requests tickets for the server name as given. By default
 * MIT Kerberos uses the name of the PTR record of the server's address, so a wrong or stale PTR
 * record makes a domain controller unusable (krb5.conf(5), rdns). An alias is followed only if
 * there is no ticket for the name itself. Kerberos does not look up realms and KDC URIs in DNS:
 * Active Directory has none, and each lookup costs time. The rest of krb5.conf is kept. Call once
 * per process; it keeps a file descriptor open.
 */
void lookup_tickets_without_rdns(void);

#define LOOKUP_SERVICES "/etc/nsswitch.conf"

/*
 * Whether host names are looked up by daemons of this machine, over UNIX sockets: whether the file
 * names anything for hosts but "files", "dns" and "myhostname" (nsswitch.conf(5)). Without the file
 * nothing else is used.
 */
bool lookup_asks_daemons(const char *file);

/*
 * The same, and an alias is never followed: a KDC's refusal is not authenticated, so whoever forges
 * it, and an alias in DNS, would choose the server that the ticket is for. Call one of the two.
 */
void lookup_tickets_without_aliases(void);

/*
 * Why a host has no address, from the result code of getaddrinfo(): ERROR_UNREACHABLE. The text
 * does not name the host. Returns false.
 */
bool lookup_fail(int code, struct error *error);

/*
 * For a server that is named by its IP address where a name is needed: ERROR_CONFIG, with the host
 * name that DNS has for the address, if any. Returns false.
 */
bool lookup_refuse_address(const char *address, struct error *error);

/*
 * From now on the files that KRB5_CONFIG names are copies in memory: this process may soon be
 * unable to open them. The ordinary krb5.conf, which everybody may read, is not copied.
 */
void lookup_keep_settings(void);

/*
 * From now on Kerberos in this process does not look for servers of the realm in DNS, and those of
 * krb5.conf come second. For a caller that sends its messages itself: without a server the library
 * sends none, and each search takes time.
 */
void lookup_without_kdc(const char *realm);
