/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fix applied to a copy of the evidence, as if it had been carried out and had reached every
 * server: the evidence then has what a new run would read. Nothing else is guessed.
 */
#pragma once

#include "model/evidence.h"
#include "model/fix.h"

/* False: what a new run would read is not known, so that nothing can be proven. */
bool fix_can_apply(enum fix_action action);

/* `evidence` is a copy (fix/copy.h). The caller then calls evidence_index(). */
void fix_apply(struct arena *arena, struct evidence *evidence, const struct fix *fix);

/* What does it, for fix_apply(). */
typedef void apply_function(struct arena *arena, struct evidence *evidence, const struct fix *fix);

/* Access lists. */
apply_function apply_grant, apply_remove_deny, apply_reorder;
/* Accounts and other objects of the directory. */
apply_function apply_account, apply_host_name, apply_add_spn, apply_remove_spn, apply_delete,
	apply_replicate, apply_enable_scr;
/* DNS. */
apply_function apply_ttl, apply_replicate_record;
/* Shares. */
apply_function apply_share, apply_generate, apply_share_read, apply_delete_share;
