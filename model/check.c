/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "model/key.h"

struct finding *finding_add(const struct examination *examination, enum outcome outcome,
	enum subject_kind kind, const char *label, const char *name)
{
	struct findings *list = examination->findings;
	const struct plan *plan = examination->plan;
	const char *domain = plan == NULL ? NULL : plan->directory.domain;
	list->finding = arena_more(list->arena, list->finding, list->count, sizeof *list->finding);
	struct finding *finding = &list->finding[list->count++];
	*finding = (struct finding){
		.check = examination->check,
		.recovery = examination->recovery,
		.recovery_index = examination->recovery_index,
		.subject_kind = kind,
		.subject = label,
		.subject_name = subject_name(examination->arena, examination->recovery, domain,
			name == NULL ? "" : name),
		.outcome = outcome,
		.summary = "",
		.proof = "",
		.remedy = "",
	};
	return finding;
}

char *finding_key(struct arena *arena, const struct finding *finding)
{
	struct text key = text_new(arena);
	key_add(&key, finding->check->id);
	key_add(&key, name_normal(arena, finding->recovery->cms.fqdn, NULL));
	key_add(&key, finding->subject_name);
	return key.data;
}

enum severity finding_severity(const struct finding *finding)
{
	const bool blocks = finding->check->weight == WEIGHT_BLOCKING;
	if (finding->outcome == OUTCOME_PASS)
		return SEVERITY_INFO;
	if (finding->waiver != NULL || !blocks || finding->outcome == OUTCOME_WARN)
		return SEVERITY_WARNING;
	return finding->outcome == OUTCOME_FAIL ? SEVERITY_BLOCKER : SEVERITY_UNKNOWN_BLOCKER;
}

const char *const outcome_words[] = {
	[OUTCOME_PASS] = "pass",
	[OUTCOME_WARN] = "warn",
	[OUTCOME_UNKNOWN] = "unknown",
	[OUTCOME_FAIL] = "fail",
};

const char *const severity_words[] = {
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_UNKNOWN_BLOCKER] = "unknown-blocker",
	[SEVERITY_BLOCKER] = "blocker",
};

const char *outcome_name(enum outcome outcome)
{
	return outcome_words[outcome];
}

enum outcome outcome_worse(enum outcome a, enum outcome b)
{
	return a > b ? a : b;
}
