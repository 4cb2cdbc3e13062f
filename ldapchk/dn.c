/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dn.h"

const char *dn_parent(const char *dn)
{
	while (*dn != '\0' && *dn != ',')
		dn += *dn == '\\' && dn[1] != '\0' ? 2 : 1;
	return *dn == ',' ? dn + 1 : dn;
}
