/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A judgement: the findings of all checks about all recoveries, the verdicts, what could not be
 * read, and how far each CMS was examined. Renderers print it and decide nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/check.h"
#include "model/gap_place.h"
#include "model/root_cause.h"
#include "model/waived.h"

enum verdict { VERDICT_GO, VERDICT_NO_GO, VERDICT_UNDETERMINED };

enum coverage { COVERAGE_COMPLETE, COVERAGE_PARTIAL, COVERAGE_NOT_EXAMINED };

/* The result of one recovery. */
struct recovery_judgement {
	const struct recovery *recovery;
	const char *cms_guid; /* objectGUID of the CMS, or NULL */
	enum verdict verdict;
	enum coverage coverage;
	size_t first, count;     /* its findings: a run of judgement.findings */
	size_t outcome_count[4]; /* by enum outcome */
};

/* A finding whose outcome is another one without a lost site's servers. */
struct change {
	const struct finding *before; /* with all evidence */
	enum outcome now;             /* without those servers */
};

/*
 * Why the verdict is what it is: the findings of one check that decided, one root cause of several
 * findings, or (without both) a sentence about the run.
 */
struct reason {
	const struct check *check;     /* or NULL */
	const struct root_cause *root; /* or NULL */
	const char *text;              /* of a check: the summary of its first finding */
	size_t *recovery;              /* that it concerns: ascending indices of the plan */
	size_t recovery_count;
	size_t finding_count;
};

/* The sites of servers and of standby clusters; each is NULL where it is not known. */
struct server_sites {
	const char **directory, **dns; /* of each visit in the evidence; or NULL: none is known */
	const char **standby;          /* of each recovery; or NULL */
};

struct judgement {
	const struct plan *plan;
	const struct evidence *evidence;
	struct findings findings; /* by recovery in plan order, then in the order of the checks */
	struct recovery_judgement *recovery;
	size_t recovery_count;
	struct gap_places gaps;   /* all of the evidence */
	struct root_causes roots; /* why findings are unknown */
	enum verdict verdict;
	bool warned;
	struct reason *reason; /* why the verdict is what it is */
	size_t reason_count;
	const struct check *const *left_out; /* checks that were not selected */
	size_t left_out_count;
	struct waived *waived; /* what became of each waiver of the plan */
	size_t waived_count;
	const struct check **changed; /* checks that have another weight from the plan */
	size_t changed_count;
	struct unsaid *unsaid; /* what a GO does not say */
	size_t unsaid_count;
	const char **plan_difference; /* sentences, see plan_differences() */
	size_t plan_difference_count;
	struct change *change; /* where evidence->loss is not NULL */
	size_t change_count;
	struct server_sites sites;
};

/* What identifies an account of the plan in the evidence. */
typedef struct identity identity_function(
	struct arena *arena, const struct evidence *evidence, const struct name *account);

/* Fills the sites, whose arrays have room for all visits and recoveries. */
typedef void server_sites_function(
	struct arena *arena, const struct examination *examination, struct server_sites *sites);

/* The checks to run. */
struct catalogue {
	const struct check *const *check;
	size_t count;
	identity_function *identity;
	server_sites_function *sites;        /* or NULL: no site is known */
	const struct check *const *left_out; /* not selected; if one is blocking, nothing is GO */
	size_t left_out_count;
	const char *none_ran; /* why there is no check: the only reason of the verdict; or NULL */
};

/*
 * Runs every check over every recovery. A check without a finding is UNKNOWN. A recovery is NO-GO
 * when a blocking check failed; UNDETERMINED when none failed but a blocking one is unknown or was
 * left out, or none ran; otherwise GO. The whole run is NO-GO if one recovery is; else UNDETERMINED
 * if one recovery is, or there is none; otherwise GO. All are UNDETERMINED where the evidence is
 * outdated, with that as the only reason; the findings are the same. The weights are those of the
 * plan (model/weight.h).
 */
void judge(struct arena *arena, const struct catalogue *checks, const struct plan *plan,
	const struct evidence *evidence, struct judgement *judgement);

/* The number of checks of that weight that were left out. */
size_t judgement_left_out(const struct judgement *judgement, enum weight weight);

/* By enum verdict and enum coverage. */
extern const char *const verdict_words[3];
extern const char *const coverage_words[3];

const char *verdict_name(enum verdict verdict);    /* "go", "no-go", "undetermined" */
const char *coverage_name(enum coverage coverage); /* "complete", "partial", "not-examined" */
