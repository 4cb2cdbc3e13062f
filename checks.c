/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include <string.h>

#include "clusterchk/checks/checks.h"
#include "exchange/checks/checks.h"
#include "ldapchk/account.h"
#include "ldapchk/checks/checks.h"
#include "shares/checks/checks.h"

const struct check *const checks[] = {
	&check_ad_cms_account,
	&check_ad_cno_account,
	&check_ad_standby_cluster,
	&check_ad_cno_full_control,
	&check_ad_node_spn_write,
	&check_ad_dacl_order,
	&check_ad_dacl_protected,
	&check_ad_spn_complete,
	&check_ad_spn_unique,
	&check_ad_cms_hostname,
	&check_ad_name_length,
	&check_ad_cno_stale,
	&check_ad_create_path,
	&check_ad_replicated,
	&check_ad_standby_site,
	&check_ad_plan_current,
	&check_ex_recovery_path,
	&check_ex_version,
	&check_ex_scr_enabled,
	&check_ex_scr_one_database,
	&check_ex_scr_targets,
	&check_ex_scr_paths,
	&check_ex_scr_same_domain,
	&check_ex_replication_hostnames,
	&check_ex_oab_server,
	&check_ex_public_folders,
	&check_os_generation,
	&check_dns_record,
	&check_dns_ttl,
	&check_dns_agree,
	&check_dns_stray_records,
	&check_dns_cluster_name_ttl,
	&check_dns_reverse,
	&check_dns_directory_ttl,
	&check_dns_record_writable,
	&check_dns_zone_dynamic,
	&check_dns_outage,
	&check_share_oab_scope,
	&check_share_oab_readable,
	&check_share_oab_content,
	&check_share_oab_complete,
	&check_share_standby_clean,
	&check_share_scope_others,
};
const size_t check_count = sizeof checks / sizeof *checks;

const struct catalogue catalogue = {
	.check = checks,
	.count = sizeof checks / sizeof *checks,
	.identity = directory_cms_guid,
};

const struct check *check_find(const char *id)
{
	for (size_t i = 0; i < check_count; i++) {
		if (strcmp(checks[i]->id, id) == 0)
			return checks[i];
	}
	return NULL;
}
