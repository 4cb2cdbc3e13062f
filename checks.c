/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include <string.h>

#include "ldapchk/account.h"
#include "ldapchk/sites/server_sites.h"

#define CHECK(name) &check_##name,
const struct check *const checks[] = { CHECKS(CHECK) };
#undef CHECK
const size_t check_count = sizeof checks / sizeof *checks;

const struct catalogue catalogue = {
	.check = checks,
	.count = sizeof checks / sizeof *checks,
	.identity = directory_identity,
	.sites = topology_server_sites,
};

const struct check *check_find(const char *id)
{
	for (size_t i = 0; i < check_count; i++) {
		if (strcmp(checks[i]->id, id) == 0)
			return checks[i];
	}
	return NULL;
}
