/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `check --site-loss`: removes the answers of a site's servers from the evidence before the
 * judgement, and compares the judgements afterwards. Pure: the same evidence can be judged with and
 * without the site.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "model/judgement.h"
#include "model/plan.h"

/*
 * The evidence without the site: visits to its domain controllers and DNS servers are removed;
 * visits to file servers with an address in the site are marked as lost. ERROR_CONFIG, with a list
 * of the sites, if there is no site of that name. If the sites could not be read, nothing is
 * removed and the loss says why (loss->blind).
 */
bool site_loss_apply(struct arena *arena, const struct plan *plan, const char *site,
	const struct evidence *whole, struct evidence *without, struct error *error);

/* Adds to the judgement `without` its differences from the judgement of the whole evidence. */
void site_loss_compare(
	struct arena *arena, const struct judgement *whole, struct judgement *without);
