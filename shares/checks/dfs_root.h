/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * DFS namespaces that have a share as a root target. A client is led from such a share to others,
 * and libsmbclient follows without saying so; only the directory shows it, for domain-based
 * namespaces. Pure.
 */
#pragma once

#include "model/evidence.h"
#include "model/name.h"

/* The common name of the first such namespace in any copy; NULL: none is shown. */
const char *dfs_root_of(struct arena *arena, const struct evidence *evidence,
	const struct name *server, const char *share);
