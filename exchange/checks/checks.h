/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over what the directory says of the Exchange organisation. */
#pragma once

#include "model/check.h"

extern const struct check check_ad_plan_current;
extern const struct check check_ex_recovery_path;
extern const struct check check_ex_version;
extern const struct check check_ex_scr_enabled;
extern const struct check check_ex_scr_one_database;
extern const struct check check_ex_scr_targets;
extern const struct check check_ex_scr_paths;
extern const struct check check_ex_scr_same_domain;
extern const struct check check_ex_replication_hostnames;
extern const struct check check_ex_oab_server;
extern const struct check check_ex_public_folders;
extern const struct check check_share_oab_readable;
extern const struct check check_share_oab_complete;
