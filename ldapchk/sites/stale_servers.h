/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes stale servers (model/stale.h) out of the evidence. Pure. */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/*
 * A name server is stale if DNS says that its name has no address. A domain controller is stale if
 * an SRV record names it, it could not be read, and no copy of the Sites container has NTDS
 * Settings of that name, in a forest that hides no objects from readers (List Object mode,
 * dSHeuristics). Servers that the plan names are never stale.
 */
void stale_servers_apply(struct arena *arena, const struct plan *plan, struct evidence *evidence);
