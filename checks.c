/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include <string.h>

#include "clusterchk/checks.h"
#include "ldapchk/checks.h"
#include "shares/checks.h"

const struct check *const checks[] = {
	&check_ad_cms_account,
	&check_ad_cno_account,
	&check_ad_cno_full_control,
	&check_ad_node_spn_write,
	&check_ad_dacl_order,
	&check_ad_dacl_protected,
	&check_dns_record,
	&check_dns_ttl,
	&check_share_oab_scope,
};
const size_t check_count = sizeof checks / sizeof *checks;

const struct check *check_find(const char *id)
{
	for (size_t i = 0; i < check_count; i++) {
		if (strcmp(checks[i]->id, id) == 0)
			return checks[i];
	}
	return NULL;
}
