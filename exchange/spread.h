/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the copies of a CMS's storage groups are: /RecoverCMS brings the CMS online on one node,
 * which needs the copies of all of them. Pure.
 */
#pragma once

#include "exchange/machine.h"
#include "exchange/view.h"

struct spread {
	size_t groups;     /* storage groups that are replicated to the standby cluster */
	bool on_one_node;  /* a standby node has, or may have, a copy of each of them */
	const char *lines; /* "\n- \"First\" on DRNODE1": where they are */
};

struct spread spread_read(const struct examination *examination, const struct exchange_view *view,
	const struct exchange_server *server);

/* Whether the value names, or may name, that machine. */
enum answer target_is(struct arena *arena, const struct directory_visit *visit,
	const struct scr_target *target, const struct name *machine);
