/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result of a check on each directory server's copy of one account, and the one finding that
 * combines them, with the proof of all.
 *
 * The worst result in the standby site decides; copies in other sites and on read-only domain
 * controllers then only warn. If the standby site is not known, or has no domain controller that
 * may serve, or if not all of the sites were seen (ldapchk/sites/site_doubt.h), the worst result of
 * all copies decides. A server that could not be read is UNKNOWN. So
 * is a domain controller of the standby site that was not asked: a PASS needs their answers.
 */
#pragma once

#include "ldapchk/replica.h"
#include "model/check.h"

struct dc_result {
	enum outcome outcome;
	const char *subject_id; /* SID of the account, NULL if this copy does not show it */
	const char *summary;
	const char *proof;
	const char *remedy;   /* or NULL */
	struct causes causes; /* if it is UNKNOWN; of other outcomes only those that are no gaps */
	struct fixes fixes;   /* what would mend it */
	/*
	 * For a check of one object: its copy, and the attribute that decides, if its versions can
	 * be compared; or NULL. Copies that differ are told apart from what is missing everywhere.
	 */
	const struct entry *object;
	const struct replica_attribute *attribute;
	const char *in_order; /* what a copy that passes is, "Granted"; NULL: "In order" */
};

/* Makes the result UNKNOWN and keeps its subject. Returns false. */
bool dc_result_unknown(
	struct dc_result *result, const char *summary, const char *proof, const char *remedy);

/* Adds the gap that makes the result UNKNOWN, if it is one. Returns false. */
bool dc_result_because(struct arena *arena, struct dc_result *result, const struct gap *gap);

/* The same with a cause that is no gap. */
bool dc_result_because_named(
	struct arena *arena, struct dc_result *result, const struct cause *cause);

/* UNKNOWN, because the account was not found. */
struct dc_result dc_result_without_account(
	const struct examination *examination, const char *label);

/*
 * Judges one server's copy of the account `label`. The visit has no gap and was asked about all
 * accounts concerned.
 */
typedef struct dc_result dc_result_function(const struct examination *examination,
	const struct directory_visit *visit, const char *label);

/*
 * Adds the finding about an account of the plan; `other` is the label of a second account
 * concerned, or NULL.
 */
void dc_results_judge(const struct examination *examination, enum subject_kind kind,
	const struct name *name, const char *other, dc_result_function *judge_copy);

/* The same; `context` is passed on to the function. */
typedef struct dc_result dc_result_with_function(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const void *context);
void dc_results_judge_with(const struct examination *examination, enum subject_kind kind,
	const struct name *name, const char *other, dc_result_with_function *judge_copy,
	const void *context);
