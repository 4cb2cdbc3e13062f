/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each directory server's copy says about one account, and the one finding that follows, with
 * the proof of all. The worst copy of the standby site decides; where that site is not known, or
 * has no domain controller that could serve, the worst of all. Copies of other sites only warn
 * then. A server that could not be read is UNKNOWN, and so is one of the standby site that was not
 * asked: what no domain controller of the standby site has said is no PASS.
 */
#pragma once

#include "model/check.h"

struct dc_result {
	enum outcome outcome;
	const char *subject_id; /* SID of the account, NULL when this copy does not tell */
	const char *summary;
	const char *proof;
	const char *remedy;   /* or NULL */
	struct causes causes; /* of an UNKNOWN one */
};

/* Makes it UNKNOWN, and is false; the subject stays. */
bool dc_result_unknown(
	struct dc_result *result, const char *summary, const char *proof, const char *remedy);

/* Notes the gap that makes it UNKNOWN, if it is one, and is false. */
bool dc_result_because(struct arena *arena, struct dc_result *result, const struct gap *gap);

/* UNKNOWN: that account was not found. */
struct dc_result dc_result_without_account(struct arena *arena, const char *label);

/*
 * Judges one server's copy of the account `label`; the visit has no gap, and was asked about all
 * accounts concerned.
 */
typedef struct dc_result dc_result_function(const struct examination *examination,
	const struct directory_visit *visit, const char *label);

/* Adds the finding about the account `label`; `other` is a second one that it concerns, or NULL. */
void dc_results_judge(const struct examination *examination, const char *label, const char *other,
	dc_result_function *judge_copy);

/* The same with something that the function needs to know. */
typedef struct dc_result dc_result_with_function(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const void *with);
void opinions_judge_with(const struct examination *examination, const char *label,
	const char *other, dc_result_with_function *judge_copy, const void *with);
