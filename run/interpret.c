/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/interpret.h"

#include "clusterchk/wildcards.h"

bool interpret(struct arena *arena, const struct plan *plan, const char *name, struct bytes text,
	struct evidence *evidence, struct error *error)
{
	if (!evidence_read(arena, name, text, evidence, error))
		return false;
	wildcards_mark(arena, plan, evidence);
	return true;
}
