/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over what the directory says. */
#pragma once

#include "model/check.h"

extern const struct check check_ad_cms_account;
extern const struct check check_ad_cno_account;
extern const struct check check_ad_standby_cluster;
extern const struct check check_ad_cno_full_control;
extern const struct check check_ad_node_spn_write;
extern const struct check check_ad_dacl_order;
extern const struct check check_ad_dacl_protected;
extern const struct check check_ad_spn_complete;
extern const struct check check_ad_spn_unique;
extern const struct check check_ad_cms_hostname;
extern const struct check check_ad_name_length;
extern const struct check check_ad_cno_stale;
extern const struct check check_ad_create_path;
extern const struct check check_os_generation;
extern const struct check check_ad_replicated;
extern const struct check check_ad_standby_site;
extern const struct check check_dns_directory_ttl;
extern const struct check check_dns_record_writable;
extern const struct check check_dns_stray_records;
extern const struct check check_dns_zone_dynamic;
extern const struct check check_dns_outage;
