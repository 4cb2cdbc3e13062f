/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a GO does not say: where the checks end, what the plan leaves open, what was left out. A
 * check brings its own limit (struct check.unsaid), so the list grows with the checks.
 */
#pragma once

#include "model/judgement.h"

/* Sets judgement.unsaid. Nothing if no check ran: then nothing is said at all. */
void unsaid_find(
	struct arena *arena, const struct catalogue *catalogue, struct judgement *judgement);
