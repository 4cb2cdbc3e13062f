/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How names of hosts are looked up in this process. */
#pragma once

/*
 * From here on getaddrinfo, whoever calls it in this thread, takes names as they stand: neither the
 * search list of resolv.conf nor HOSTALIASES make others of them.
 */
void lookup_names_as_they_stand(void);

/*
 * From here on this process, and those that it starts, wait for a second where a resolver is
 * silent, and not for five, before they ask the next one: of two, the first is lost with its site,
 * and the libraries ask it ten times in a row for one session. Longer in later attempts. What
 * RES_OPTIONS says already stands.
 */
void lookup_impatiently(void);

/*
 * From here on Kerberos asks, in this process, for the ticket of the server that was named. MIT's
 * default is to ask for one of the name that the reverse zone gives to its address, and a wrong or
 * stale PTR record of a domain controller then hides it (krb5.conf(5), rdns). Only where there is
 * no ticket under the name itself is it followed if it is an alias. Nor does Kerberos look for
 * realms and for KDCs by URI in DNS, where Active Directory has none: each is one more wait. The
 * rest of krb5.conf stands. Once, and in a process of its own: it keeps a descriptor.
 */
void lookup_tickets_by_given_names(void);
