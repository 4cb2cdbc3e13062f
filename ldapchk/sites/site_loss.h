/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `check --site-loss`: the step between evidence and judgement that takes away what a site's
 * servers said, and afterwards says what only they knew. Pure: the same evidence can be judged with
 * and without.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "model/judgement.h"
#include "model/plan.h"

/*
 * The evidence as it would be without the site: visits to its domain controllers and DNS servers
 * are set aside, those to file servers whose names lead into it are marked. ERROR_CONFIG with the
 * sites that there are when there is none of that name. Where the sites could not be read nothing
 * is set aside, and the loss says so.
 */
bool site_loss_apply(struct arena *arena, const struct plan *plan, const char *site,
	const struct evidence *whole, struct evidence *without, struct error *error);

/* Notes in the judgement `without` where it differs from that of the whole evidence. */
void site_loss_compare(
	struct arena *arena, const struct judgement *whole, struct judgement *without);
