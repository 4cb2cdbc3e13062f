/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lookup.h"

#include <netinet/in.h>

#include <arpa/nameser.h>
#include <resolv.h>

/* The settings are those of this thread, and getaddrinfo goes by them. */
void lookup_names_as_they_stand(void)
{
	if ((_res.options & RES_INIT) == 0 && res_init() != 0)
		return;
	_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
	_res.options |= RES_NOALIASES;
}
