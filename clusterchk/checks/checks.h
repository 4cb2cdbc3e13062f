/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over what DNS says. */
#pragma once

#include "model/check.h"

extern const struct check check_dns_record;
extern const struct check check_dns_ttl;
extern const struct check check_dns_agree;
extern const struct check check_dns_reverse;
extern const struct check check_dns_cluster_name_ttl;
