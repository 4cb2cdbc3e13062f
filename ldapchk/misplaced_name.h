/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of the plan that are names of something else: a node given as the CMS, a CMS as the standby
 * cluster. No outcome depends on it. Pure; what is returned is kept for all checks of the recovery.
 */
#pragma once

#include "ldapchk/missing_name.h"

/* Why the Exchange organisation that was read does not have the CMS; never NULL. */
const struct missing_name *missing_server(const struct examination *examination);

/* The standby cluster has the name of something else, such as a node's. NULL: it has not. */
const struct missing_name *misused_cluster_name(const struct examination *examination);
