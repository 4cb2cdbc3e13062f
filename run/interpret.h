/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What evidence means as a whole, before checks see it. */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/* Reads evidence (evidence_read), notes what it lacks, takes stale servers out and marks the
 * answers of wildcards. */
bool interpret(struct arena *arena, const struct plan *plan, const char *name, struct bytes text,
	struct evidence *evidence, struct error *error);
