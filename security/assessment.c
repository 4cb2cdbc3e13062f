/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/assessment.h"

/* Whether the right is granted: certainly (ANSWER_YES) or possibly (ANSWER_MAYBE). */
static bool has(const struct assessment *assessment, enum cms_right right, enum answer at_least)
{
	return assessment->right[right].granted >= at_least;
}

static enum access_level level_of(const struct assessment *assessment, uint32_t guarded,
	enum object_kind kind, enum answer least)
{
	const bool full = (guarded & mask_full(kind)) == mask_full(kind);
	if (kind == OBJECT_FILE)
		return full ? LEVEL_FULL_CONTROL : LEVEL_INSUFFICIENT;
	if (!has(assessment, CMS_RESET_PASSWORD, least) || !has(assessment, CMS_WRITE_SPN, least) ||
		!has(assessment, CMS_WRITE_DNS_HOST_NAME, least))
		return LEVEL_INSUFFICIENT;
	if (!full || !has(assessment, CMS_WRITE_ACCOUNT_RESTRICTIONS, least))
		return LEVEL_FUNCTIONAL_MINIMUM;
	return LEVEL_FULL_CONTROL;
}

void assess(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct assessment *assessment)
{
	static const struct question everything = { .mask = 0x0fffffff };
	const struct question guarded = {
		.mask = mask_full(requester->kind),
		.ignore_deletion_guard = true,
	};
	struct access_evaluation evaluation;
	access_evaluation_open(arena, descriptor, requester, &evaluation);
	access_evaluation_ask(&evaluation, &everything, &assessment->whole);
	access_evaluation_ask(&evaluation, &guarded, &assessment->guarded);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++)
		assessment->right[i] = requester->kind == OBJECT_DIRECTORY
					       ? right_ask(&cms_rights[i], &evaluation)
					       : (struct right_access){ .granted = ANSWER_NO };
	assessment->level =
		level_of(assessment, assessment->guarded.certain, requester->kind, ANSWER_YES);
	assessment->possible =
		level_of(assessment, assessment->guarded.possible, requester->kind, ANSWER_MAYBE);
}

const char *access_level_name(enum access_level level)
{
	static const char *const name[] = {
		[LEVEL_INSUFFICIENT] = "insufficient",
		[LEVEL_FUNCTIONAL_MINIMUM] = "functional-minimum",
		[LEVEL_FULL_CONTROL] = "full-control",
	};
	return name[level];
}
