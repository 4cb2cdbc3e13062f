/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over what the directory says. */
#pragma once

#include "model/check.h"

extern const struct check check_ad_cms_account;
extern const struct check check_ad_cno_account;
extern const struct check check_ad_cno_full_control;
extern const struct check check_ad_node_spn_write;
extern const struct check check_ad_dacl_order;
extern const struct check check_ad_dacl_protected;

/* The objectGUID of the recovery's CMS in the first copy that shows it; NULL where none does. */
const char *directory_cms_guid(
	struct arena *arena, const struct evidence *evidence, const struct recovery *recovery);
