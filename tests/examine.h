/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One check over plan and evidence that a test made by hand. It says exactly one thing, and says it
 * whole: a summary, a proof, and a remedy unless all is well.
 */
#pragma once

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "model/check.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* What a row expects; texts that are NULL are not looked at. */
struct expected {
	enum outcome outcome;
	const char *subject_id;   /* its SID; or, where that is not shown, its name for people */
	const char *remedy_holds; /* a command or a name in it, never its prose */
	const char *remedy_lacks;
	const char *proof_holds; /* likewise: an account, an address, a number */
	const char *proof_lacks;
};

static inline void expect_text(
	const char *text, const char *part, bool wanted, const char *what, const char *because)
{
	if (part != NULL)
		ck_assert_msg((strstr(text, part) != NULL) == wanted, "%s: %s \"%s\" %s: %s",
			because, what, text, wanted ? "lacks" : "holds", part);
}

static inline const char *subject_id_of(const struct finding *finding)
{
	return finding->subject_sid != NULL ? finding->subject_sid : finding->subject;
}

static inline void examine(struct arena *arena, const struct check *check, const struct plan *plan,
	const struct evidence *evidence, const struct expected *expected, const char *because)
{
	struct findings findings = { .arena = arena };
	const struct examination examination = {
		.check = check,
		.plan = plan,
		.recovery = &plan->recoveries[0],
		.evidence = evidence,
		.findings = &findings,
		.arena = arena,
	};
	check->run(&examination);
	ck_assert_msg(findings.count == 1, "%zu findings: %s", findings.count, because);
	const struct finding *finding = &findings.finding[0];
	ck_assert_msg(finding->outcome == expected->outcome, "%s, not %s: %s (%s; %s)",
		outcome_name(finding->outcome), outcome_name(expected->outcome), because,
		finding->summary, finding->proof);
	ck_assert_ptr_eq(finding->check, check);
	ck_assert_ptr_eq(finding->recovery, examination.recovery);
	ck_assert_msg(finding->subject != NULL && *finding->subject != '\0', "%s", because);
	ck_assert_msg(
		finding->subject_name != NULL && *finding->subject_name != '\0', "%s", because);
	if (expected->subject_id != NULL)
		ck_assert_msg(strcmp(subject_id_of(finding), expected->subject_id) == 0, "%s: %s",
			subject_id_of(finding), because);
	ck_assert_msg(*finding->summary != '\0' && *finding->proof != '\0', "%s", because);
	ck_assert_msg(strstr(finding->summary, "(null)") == NULL &&
			      strstr(finding->proof, "(null)") == NULL &&
			      strstr(finding->remedy, "(null)") == NULL,
		"%s", because);
	ck_assert_msg(finding->outcome == OUTCOME_PASS || *finding->remedy != '\0', "%s", because);
	expect_text(finding->remedy, expected->remedy_holds, true, "the remedy", because);
	expect_text(finding->remedy, expected->remedy_lacks, false, "the remedy", because);
	expect_text(finding->proof, expected->proof_holds, true, "the proof", because);
	expect_text(finding->proof, expected->proof_lacks, false, "the proof", because);
}
