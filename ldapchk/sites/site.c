/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/site.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/dn.h"

bool site_is(const char *site, const char *name)
{
	return site != NULL && name != NULL && strcasecmp(site, name) == 0;
}

const char *site_named(struct arena *arena, const char *dn)
{
	static const char below[] = "CN=Sites,";
	const char *rest = dn_parent(dn);
	if (strncasecmp(dn, "CN=", 3) != 0 || strncasecmp(rest, below, strlen(below)) != 0)
		return NULL;
	return arena_format(arena, "%.*s", (int)(rest - dn) - (int)strlen("CN=,"), dn + 3);
}

const char *site_of_address(const struct sites *sites, const char *address)
{
	if (sites->site_count == 1)
		return sites->site[0];
	const struct subnet *subnet = subnet_around(sites->subnet, sites->subnet_count, address);
	return subnet == NULL ? NULL : subnet->site;
}
