/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hides many things at once: an expired ticket, a server that is down. A root cause is all
 * gaps that say the same, at whatever server, and the findings that are unknown for one of them.
 */
#pragma once

#include "model/judgement.h"

struct root_cause {
	const size_t *gap; /* its gaps, as indices of judgement.gap; at least one */
	size_t gap_count;
	const struct check **check; /* those that it made unknown, in the order of the report */
	size_t check_count;
	size_t recovery_count; /* that these findings are about */
	size_t finding_count;  /* at least one */
	size_t blocking_count; /* how many of them stand in the way of a GO */
};

/* What a finding is unknown for. */
struct finding_roots {
	const size_t *root; /* indices of judgement.root, each once, ascending */
	size_t count;
	bool whole; /* there is nothing else to be told */
};

/* Finds the root causes of what is unknown. The gaps and findings of the judgement are complete. */
void root_causes_find(struct arena *arena, struct judgement *judgement);

/* Whether it hides more than one thing, so that it is worth a word of its own. */
bool root_cause_is_shared(const struct root_cause *root);

/* Whether all there is to tell of the finding is told by root causes that are shared. */
bool finding_is_explained(const struct judgement *judgement, size_t finding);
