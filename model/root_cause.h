/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Causes of many findings at once: an expired ticket, a server that is down, a name of the plan
 * that the directory does not have. A root cause is all gaps with the same cause and text, but for
 * digits, of any server, and the findings that are unknown because of them; or a cause that is no
 * gap (model/cause.h) and the findings that did not pass because of it.
 */
#pragma once

#include "model/check.h"
#include "model/gap_place.h"

struct root_cause {
	const struct cause *cause; /* NULL: its gaps */
	const size_t *gap; /* its gaps, as indices of the gap places; none if there is a cause */
	size_t gap_count;
	const struct check **check; /* of its findings, in the order of the report */
	size_t check_count;
	size_t recovery_count;   /* that these findings are about */
	size_t finding_count;    /* at least one */
	size_t outcome_count[4]; /* of these, by enum outcome */
	size_t blocking_count; /* how many of them block: unknown or failed, of a blocking check */
	size_t reported_by; /* the first finding that reports the cause itself, or NOT_REPORTED */
};

#define NOT_REPORTED ((size_t)-1)

/* Why a finding did not pass. */
struct finding_roots {
	const size_t *root; /* indices of root_causes.root, each once, ascending */
	size_t count;
	bool whole; /* it has no other causes */
};

struct root_causes {
	/* First the causes that are no gaps, in the order of the findings; then by their gaps. */
	struct root_cause *root;
	size_t count;
	struct finding_roots *of_finding; /* one for each finding */
};

/* Finds the root causes of the findings. Call when gaps and findings are complete. */
void root_causes_find(struct arena *arena, const struct gap_places *gaps,
	const struct findings *findings, struct root_causes *causes);

/*
 * "cause/corp.example.com/timeout/5d2f7c1e0f0e": the domain of the plan, the cause, and a digest of
 * its text without digits. No two of one run have the same. Servers are not part of it: when one
 * more dies of the same cause, or one is mended, that is no new ticket. Of a cause that is no gap:
 * "cause/corp.example.com/account/excms09", its kind and subject.
 */
char *root_cause_key(struct arena *arena, const char *domain, const struct gap_places *gaps,
	const struct root_cause *root);

/* Its text, or the name of its kind if it has none. */
const char *root_cause_text(const struct root_cause *root, const struct gap_places *gaps);

/* Whether several findings have it: then the report shows it once for all of them. */
bool root_cause_is_shared(const struct root_cause *root);

/*
 * One line that names who is at fault and why: "dc9.corp.example.com: no address",
 * "NODE1, NODE2: list of shares: no answer on port 445 for 12 s", "17 servers (dc1, dc2, dc3, ...):
 * ...". The names are those of the places of its gaps. A fault of the machine that collected (its
 * ticket, its files) has its text alone.
 */
char *root_cause_headline(
	struct arena *arena, const struct gap_places *gaps, const struct root_cause *root);

/* What to do about it, one sentence: "run kinit reader@CORP.EXAMPLE.COM"; NULL: not known. */
const char *root_cause_next(const struct gap_places *gaps, const struct root_cause *root);

/* Whether all causes of the finding are shared root causes, and it reports none of them itself. */
bool finding_is_explained(const struct root_causes *causes, size_t finding);
