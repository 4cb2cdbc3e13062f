/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over what the file shares say. */
#pragma once

#include "model/check.h"

extern const struct check check_share_oab_scope;
extern const struct check check_share_oab_content;
extern const struct check check_share_standby_clean;
extern const struct check check_share_scope_others;
