/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/domain.h"

#include <string.h>

#include "base/text.h"

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
