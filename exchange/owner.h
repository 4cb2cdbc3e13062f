/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom the standby machines belong to: a clustered mailbox server lists the nodes of the cluster it
 * runs on (msExchServerRedundantMachines), and /RecoverCMS rewrites that list. Pure.
 */
#pragma once

#include "exchange/view.h"

/*
 * Fails where a server of the organisation lists a standby machine of the recovery: the CMS itself,
 * after a recovery that was not taken back, or another one, which runs there.
 */
struct dc_result owner_judge(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, const char *label);
