/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

struct finding *finding_add(const struct examination *examination, enum outcome outcome,
	const char *subject, const char *subject_id)
{
	struct findings *list = examination->findings;
	list->finding = arena_more(list->arena, list->finding, list->count, sizeof *list->finding);
	struct finding *finding = &list->finding[list->count++];
	*finding = (struct finding){
		.check = examination->check,
		.recovery = examination->recovery,
		.recovery_index = examination->recovery_index,
		.subject = subject,
		.subject_id = subject_id,
		.outcome = outcome,
		.summary = "",
		.proof = "",
		.remedy = "",
	};
	return finding;
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const name[] = {
		[OUTCOME_PASS] = "pass",
		[OUTCOME_WARN] = "warn",
		[OUTCOME_UNKNOWN] = "unknown",
		[OUTCOME_FAIL] = "fail",
	};
	return name[outcome];
}

enum severity finding_severity(const struct finding *finding)
{
	if (finding->outcome == OUTCOME_PASS)
		return SEVERITY_INFO;
	if (finding->check->weight != WEIGHT_BLOCKING || finding->outcome == OUTCOME_WARN)
		return SEVERITY_WARNING;
	return finding->outcome == OUTCOME_FAIL ? SEVERITY_BLOCKER : SEVERITY_UNKNOWN_BLOCKER;
}

const char *severity_name(enum severity severity)
{
	static const char *const name[] = {
		[SEVERITY_INFO] = "info",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_UNKNOWN_BLOCKER] = "unknown-blocker",
		[SEVERITY_BLOCKER] = "blocker",
	};
	return name[severity];
}

enum outcome outcome_worse(enum outcome a, enum outcome b)
{
	return a > b ? a : b;
}
