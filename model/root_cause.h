/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Causes that make many findings unknown at once: an expired ticket, a server that is down. A root
 * cause is all gaps with the same cause and text, but for digits, of any server, and the findings
 * that are unknown because of them.
 */
#pragma once

#include "model/check.h"
#include "model/gap_place.h"

struct root_cause {
	const size_t *gap; /* its gaps, as indices of the gap places; at least one */
	size_t gap_count;
	const struct check **check; /* whose findings it made unknown, in the order of the report */
	size_t check_count;
	size_t recovery_count; /* that these findings are about */
	size_t finding_count;  /* at least one */
	size_t blocking_count; /* how many of them are blocking */
};

/* Why a finding is unknown. */
struct finding_roots {
	const size_t *root; /* indices of root_causes.root, each once, ascending */
	size_t count;
	bool whole; /* it has no other causes */
};

struct root_causes {
	struct root_cause *root; /* in the order of the gaps */
	size_t count;
	struct finding_roots *of_finding; /* one for each finding */
};

/* Finds the root causes of unknown findings. Call when gaps and findings are complete. */
void root_causes_find(struct arena *arena, const struct gap_places *gaps,
	const struct findings *findings, struct root_causes *causes);

/*
 * "cause/corp.example.com/timeout/5d2f7c1e0f0e": the domain of the plan, the cause, and a digest of
 * its text without digits. No two of one run have the same. Servers are not part of it: when one
 * more dies of the same cause, or one is mended, that is no new ticket.
 */
char *root_cause_key(struct arena *arena, const char *domain, const struct gap_places *gaps,
	const struct root_cause *root);

/* Whether it made several findings unknown: then the report shows it once for all of them. */
bool root_cause_is_shared(const struct root_cause *root);

/* Whether all causes of the finding are shared root causes. */
bool finding_is_explained(const struct root_causes *causes, size_t finding);
