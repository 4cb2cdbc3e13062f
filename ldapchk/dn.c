/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dn.h"

#include <string.h>

#include "base/text.h"

const char *dn_parent(const char *dn)
{
	while (*dn != '\0' && *dn != ',')
		dn += *dn == '\\' && dn[1] != '\0' ? 2 : 1;
	return *dn == ',' ? dn + 1 : dn;
}

char *domain_dn(struct arena *arena, const char *domain)
{
	struct text dn = text_new(arena);
	for (const char *label = domain; *label != '\0';) {
		size_t length = strcspn(label, ".");
		text_add(&dn, "%sDC=%.*s", dn.length == 0 ? "" : ",", (int)length, label);
		label += length + (label[length] == '.');
	}
	return dn.data;
}
