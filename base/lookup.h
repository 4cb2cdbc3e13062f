/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How names of hosts are looked up in this process. */
#pragma once

/*
 * From here on getaddrinfo, whoever calls it in this thread, takes names as they stand: neither the
 * search list of resolv.conf nor HOSTALIASES make others of them.
 */
void lookup_names_as_they_stand(void);
