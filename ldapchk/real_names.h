/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The DNS names of machines that the plan names by their accounts. An account name of exactly 15
 * letters may be cut from a longer name, and only the account's dNSHostName says so. Pure.
 */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/*
 * The plan with the DNS names that the directory shows for standby clusters and nodes; the plan
 * itself if none differs. A CMS has no longer name. Copies that show different names leave it as it
 * is.
 */
const struct plan *plan_with_real_names(
	struct arena *arena, const struct plan *plan, const struct evidence *evidence);
