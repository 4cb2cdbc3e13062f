/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/trial.h"

#include <stdlib.h>
#include <string.h>

#include "fix/apply.h"
#include "fix/copy.h"
#include "ldapchk/real_names.h"

const struct plan *plan_of_recovery(struct arena *arena, const struct plan *plan, size_t recovery)
{
	struct plan *one = arena_copy(arena, plan, sizeof *plan);
	one->recoveries = &plan->recoveries[recovery];
	one->recovery_count = 1;
	return one;
}

struct evidence *evidence_with(struct arena *arena, const struct evidence *evidence,
	const struct fixes *fixes, const bool *used)
{
	struct evidence *changed = evidence_copy(arena, evidence);
	for (size_t i = 0; i < fixes->count; i++) {
		if (used[i])
			fix_apply(arena, changed, &fixes->fix[i]);
	}
	evidence_index(arena, changed);
	return changed;
}

static int compare_names(const void *a, const void *b)
{
	const char *const *one = a, *const *other = b;
	return strcmp(*one, *other);
}

bool names_have(const struct names *names, const char *name)
{
	return names->count > 0 && bsearch(&name, names->name, names->count, sizeof *names->name,
					   compare_names) != NULL;
}

bool trial_names_within(const struct names *some, const struct names *all)
{
	for (size_t i = 0; i < some->count; i++) {
		if (!names_have(all, some->name[i]))
			return false;
	}
	return true;
}

static bool is_open(const struct finding *finding)
{
	return finding_severity(finding) > SEVERITY_WARNING;
}

/* Copies that differ may be the reason of any finding, so what replicates them counts as well. */
static void add_fixes(struct arena *arena, const struct finding *finding, struct fixes *fixes)
{
	for (size_t i = 0; i < finding->fixes.count; i++) {
		const struct fix *fix = &finding->fixes.fix[i];
		if (fix_can_apply(fix->action) &&
			(is_open(finding) || fix->action == FIX_REPLICATE))
			fixes_add(arena, fixes, *fix);
	}
}

struct trial trial_run(struct arena *arena, const struct trial_of *of, const struct fixes *fixes,
	const bool *used, bool lean)
{
	struct arena *own = arena_new();
	const struct evidence *evidence = evidence_with(own, of->evidence, fixes, used);
	struct judgement judgement;
	judge(own, of->catalogue, plan_with_real_names(own, of->plan, evidence), evidence,
		&judgement);
	struct trial trial = { .verdict = judgement.verdict };
	struct fixes found = { 0 };
	trial.open.name =
		arena_alloc(arena, (judgement.findings.count + 1) * sizeof *trial.open.name);
	for (size_t i = 0; i < judgement.findings.count; i++) {
		const struct finding *finding = &judgement.findings.finding[i];
		if (!lean)
			add_fixes(own, finding, &found);
		if (is_open(finding))
			trial.open.name[trial.open.count++] =
				arena_format(arena, "%s %s", finding->check->id, finding->subject);
	}
	if (trial.open.count > 0)
		qsort(trial.open.name, trial.open.count, sizeof *trial.open.name, compare_names);
	trial.fixes = fixes_copy(arena, &found);
	arena_free(own);
	return trial;
}
