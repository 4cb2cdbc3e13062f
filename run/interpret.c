/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/interpret.h"

#include "clusterchk/wildcards.h"
#include "ldapchk/root.h"
#include "ldapchk/sites/stale_servers.h"
#include "run/left_out.h"

bool interpret(struct arena *arena, const struct plan *plan, const char *name, struct bytes text,
	struct evidence *evidence, struct error *error)
{
	if (!evidence_read(arena, name, text, evidence, error))
		return false;
	roots_apply(arena, plan->directory.domain, &evidence->directory);
	left_out_apply(arena, plan, evidence);
	stale_servers_apply(arena, plan, evidence);
	wildcards_mark(arena, plan, evidence);
	return true;
}
