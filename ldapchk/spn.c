/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/spn.h"

#include <string.h>
#include <strings.h>

void spn_expected(struct arena *arena, const struct name *cms, struct spn expected[SPN_NAMES])
{
	static const char *const services[SPN_SERVICES] = { "exchangeMDB", "exchangeRFR", "SMTPSVC",
		"HOST", "SMTP" };
	for (size_t i = 0; i < SPN_SERVICES; i++) {
		const bool required = strcmp(services[i], "SMTP") != 0;
		expected[2 * i] = (struct spn){ services[i],
			arena_format(arena, "%s/%s", services[i], cms->label), required };
		expected[2 * i + 1] = (struct spn){ services[i],
			arena_format(arena, "%s/%s", services[i], cms->fqdn), required };
	}
}

bool spn_held(const struct entry *entry, const char *spn)
{
	const struct attribute *names = entry_attribute(entry, "servicePrincipalName");
	const size_t length = strlen(spn);
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		if (names->value[i].length == length &&
			strncasecmp((const char *)names->value[i].data, spn, length) == 0)
			return true;
	}
	return false;
}
