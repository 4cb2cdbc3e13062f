/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which fixes lead to GO: they are applied to a copy of the evidence, which is judged again. The
 * evidence itself stays as it is.
 *
 * What all fixes together leave open, none of them lifts. Of the sets that lift all else, the
 * smallest is searched: a fix without which the others do not suffice is in each of them (a fix
 * makes no finding worse, which tests/prove checks by trying all sets). Where these suffice, they
 * are the answer; otherwise the rest is tried by size.
 */
#pragma once

#include "base/deadline.h"
#include "base/limits.h"
#include "fix/trial.h"

enum { PROOF_FIXES = LIMIT_FIXES }; /* of one recovery */

struct proof {
	const struct recovery *recovery;
	bool done;         /* false: there was no time */
	struct names open; /* as it is */
	enum verdict before, after;
	struct fixes fixes; /* that are proposed */
	bool *used;         /* the smallest set */
	size_t used_count;
	bool is_smallest; /* false: none of them is superfluous, but there may be a smaller set */
	struct names *alone; /* what each fix lifts alone */
	struct names left;   /* what none of them lifts */
};

struct proof prove_recovery(
	struct arena *arena, const struct trial_of *of, size_t recovery, struct deadline deadline);
