/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of checks: the only place that lists all of them. A check is a file in one of the
 * checks/ folders, and one line here: the name of its struct, check_ad_cms_account.
 */
#pragma once

#include <stddef.h>

#include "model/judgement.h"

/* In the order of the report. */
#define CHECKS(CHECK)                                                                              \
	CHECK(ad_cms_account)                                                                      \
	CHECK(ad_cno_account)                                                                      \
	CHECK(ad_node_account)                                                                     \
	CHECK(ad_standby_cluster)                                                                  \
	CHECK(ad_cno_full_control)                                                                 \
	CHECK(ad_node_spn_write)                                                                   \
	CHECK(ad_dacl_order)                                                                       \
	CHECK(ad_dacl_protected)                                                                   \
	CHECK(ad_spn_complete)                                                                     \
	CHECK(ad_spn_unique)                                                                       \
	CHECK(ad_kerberos)                                                                         \
	CHECK(ad_cms_hostname)                                                                     \
	CHECK(ad_name_length)                                                                      \
	CHECK(ad_cno_stale)                                                                        \
	CHECK(ad_create_path)                                                                      \
	CHECK(ad_replicated)                                                                       \
	CHECK(ad_standby_site)                                                                     \
	CHECK(ad_stale_servers)                                                                    \
	CHECK(ad_plan_current)                                                                     \
	CHECK(ex_recovery_path)                                                                    \
	CHECK(ex_version)                                                                          \
	CHECK(ex_scr_enabled)                                                                      \
	CHECK(ex_scr_one_database)                                                                 \
	CHECK(ex_scr_targets)                                                                      \
	CHECK(ex_scr_paths)                                                                        \
	CHECK(ex_scr_same_domain)                                                                  \
	CHECK(ex_replication_hostnames)                                                            \
	CHECK(ex_oab_server)                                                                       \
	CHECK(ex_public_folders)                                                                   \
	CHECK(os_generation)                                                                       \
	CHECK(dns_record)                                                                          \
	CHECK(dns_ttl)                                                                             \
	CHECK(dns_agree)                                                                           \
	CHECK(dns_stray_records)                                                                   \
	CHECK(dns_cluster_name_ttl)                                                                \
	CHECK(dns_reverse)                                                                         \
	CHECK(dns_directory_ttl)                                                                   \
	CHECK(dns_record_writable)                                                                 \
	CHECK(dns_zone_dynamic)                                                                    \
	CHECK(dns_scavenging)                                                                      \
	CHECK(dns_outage)                                                                          \
	CHECK(share_oab_scope)                                                                     \
	CHECK(share_oab_readable)                                                                  \
	CHECK(share_oab_content)                                                                   \
	CHECK(share_oab_complete)                                                                  \
	CHECK(share_standby_clean)                                                                 \
	CHECK(share_scope_others)

#define CHECK(name) extern const struct check check_##name;
CHECKS(CHECK)
#undef CHECK

extern const struct check *const checks[];
extern const size_t check_count;

/* The same, for judge(). */
extern const struct catalogue catalogue;

/* The check of that id, or NULL. */
const struct check *check_find(const char *id);
