/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/reason.h"

#include "base/text.h"

static struct reason *add_reason(
	struct arena *arena, struct judgement *judgement, const struct reason *reason)
{
	judgement->reason = arena_more(
		arena, judgement->reason, judgement->reason_count, sizeof *judgement->reason);
	judgement->reason[judgement->reason_count] = *reason;
	return &judgement->reason[judgement->reason_count++];
}

static void add_sentence(struct arena *arena, struct judgement *judgement, const char *sentence)
{
	add_reason(arena, judgement, &(struct reason){ .text = sentence });
}

/* One reason for all recoveries. */
static void add_left_out(struct arena *arena, struct judgement *judgement)
{
	const size_t count = judgement_left_out(judgement, WEIGHT_BLOCKING);
	if (count > 0 && judgement->verdict == VERDICT_UNDETERMINED)
		add_sentence(arena, judgement,
			arena_format(arena, "%zu blocking check%s left out: no CMS can be GO.",
				count, count == 1 ? " was" : "s were"));
}

/* A shared root cause, such as an expired ticket, is one reason for all of its findings. */
static void add_roots(struct arena *arena, struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->roots.count; i++) {
		const struct root_cause *root = &judgement->roots.root[i];
		if (judgement->verdict == VERDICT_UNDETERMINED && root->blocking_count > 0 &&
			root_cause_is_shared(root))
			add_reason(arena, judgement,
				&(struct reason){
					.root = root,
					.text = root_cause_headline(arena, &judgement->gaps, root),
					.finding_count = root->finding_count,
				});
	}
}

static bool is_blocker(const struct judgement *judgement, size_t index)
{
	return finding_severity(&judgement->findings.finding[index]) == SEVERITY_BLOCKER;
}

/* A failure that only follows from one that is a reason is none itself. */
static bool follows_from_blocker(const struct judgement *judgement, size_t index)
{
	const struct finding_roots *roots = &judgement->roots.of_finding[index];
	for (size_t i = 0; i < roots->count; i++) {
		const size_t by = judgement->roots.root[roots->root[i]].reported_by;
		if (by == NOT_REPORTED || !is_blocker(judgement, by))
			return false;
	}
	return finding_is_explained(&judgement->roots, index);
}

/* Whether a root cause that is a reason says what this finding reports. */
static bool reports_root(const struct judgement *judgement, size_t index)
{
	const struct finding_roots *roots = &judgement->roots.of_finding[index];
	bool shared = false;
	for (size_t i = 0; i < roots->count; i++)
		shared = shared || root_cause_is_shared(&judgement->roots.root[roots->root[i]]);
	return shared && judgement->findings.finding[index].causes.reports;
}

static bool decides(const struct judgement *judgement, size_t index)
{
	const struct finding *finding = &judgement->findings.finding[index];
	const enum severity severity = finding_severity(finding);
	switch (judgement->verdict) {
	case VERDICT_NO_GO:
		return severity == SEVERITY_BLOCKER && !follows_from_blocker(judgement, index);
	case VERDICT_UNDETERMINED:
		return severity == SEVERITY_UNKNOWN_BLOCKER &&
		       !finding_is_explained(&judgement->roots, index) &&
		       !reports_root(judgement, index);
	default:
		return severity != SEVERITY_INFO && finding->waiver == NULL;
	}
}

/* Of an unknown finding with its first cause, so that the line names who is at fault. */
static const char *finding_text(
	struct arena *arena, const struct judgement *judgement, size_t index)
{
	const struct finding *finding = &judgement->findings.finding[index];
	const struct finding_roots *roots = &judgement->roots.of_finding[index];
	if (roots->count == 0)
		return finding->summary;
	return arena_format(arena, "%s (%s)", finding->summary,
		root_cause_headline(
			arena, &judgement->gaps, &judgement->roots.root[roots->root[0]]));
}

static void add_finding(struct arena *arena, struct reason *reason, const struct finding *finding)
{
	reason->finding_count++;
	if (reason->recovery_count > 0 &&
		reason->recovery[reason->recovery_count - 1] == finding->recovery_index)
		return;
	reason->recovery = arena_more(
		arena, reason->recovery, reason->recovery_count, sizeof *reason->recovery);
	reason->recovery[reason->recovery_count++] = finding->recovery_index;
}

static size_t place_of(const struct catalogue *catalogue, const struct check *check)
{
	size_t place = 0;
	while (catalogue->check[place] != check)
		place++;
	return place;
}

static void add_checks(
	struct arena *arena, const struct catalogue *catalogue, struct judgement *judgement)
{
	struct reason *of_check = arena_alloc(arena, catalogue->count * sizeof *of_check);
	size_t place = 0;
	for (size_t i = 0; i < judgement->findings.count; i++) {
		const struct finding *finding = &judgement->findings.finding[i];
		if (!decides(judgement, i))
			continue;
		if (catalogue->check[place] != finding->check)
			place = place_of(catalogue, finding->check);
		of_check[place].check = finding->check;
		if (of_check[place].finding_count == 0)
			of_check[place].text = finding_text(arena, judgement, i);
		add_finding(arena, &of_check[place], finding);
	}
	for (size_t i = 0; i < catalogue->count; i++) {
		if (of_check[i].finding_count > 0)
			add_reason(arena, judgement, &of_check[i]);
	}
}

static bool was_examined(
	const struct judgement *judgement, const struct recovery_judgement *recovery)
{
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = &judgement->findings.finding[recovery->first + i];
		if (finding->check->weight == WEIGHT_BLOCKING)
			return true;
	}
	return false;
}

static void add_unexamined(struct arena *arena, struct judgement *judgement)
{
	struct reason reason = { 0 };
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		const struct recovery_judgement *recovery = &judgement->recovery[i];
		if (was_examined(judgement, recovery))
			continue;
		if (reason.recovery_count == 0)
			reason.text =
				recovery->count == 0 ? "no check ran" : "no blocking check ran";
		reason.recovery = arena_more(
			arena, reason.recovery, reason.recovery_count, sizeof *reason.recovery);
		reason.recovery[reason.recovery_count++] = i;
	}
	if (reason.recovery_count > 0)
		add_reason(arena, judgement, &reason);
}

void reasons_find(
	struct arena *arena, const struct catalogue *catalogue, struct judgement *judgement)
{
	if (judgement->evidence->outdated != NULL) {
		add_sentence(arena, judgement, judgement->evidence->outdated);
		return;
	}
	if (judgement->evidence->run.interrupted != NULL)
		add_sentence(arena, judgement,
			arena_format(
				arena, "interrupted %s", judgement->evidence->run.interrupted));
	add_left_out(arena, judgement);
	add_roots(arena, judgement);
	if (catalogue->none_ran != NULL) {
		add_sentence(arena, judgement, catalogue->none_ran);
		return;
	}
	add_checks(arena, catalogue, judgement);
	if (judgement->verdict == VERDICT_UNDETERMINED)
		add_unexamined(arena, judgement);
	if (judgement->recovery_count == 0)
		add_sentence(arena, judgement, "no recovery was examined");
}

static void names_add(
	struct text *line, const struct judgement *judgement, const struct reason *reason)
{
	if (reason->recovery_count > 1)
		text_add(line, "%zu CMSs: ", reason->recovery_count);
	for (size_t i = 0; i < reason->recovery_count; i++)
		text_add(line, "%s%s", i == 0 ? "" : ", ",
			judgement->plan->recoveries[reason->recovery[i]].cms.label);
	if (reason->recovery_count > 0)
		text_add(line, ": ");
}

char *reason_line(
	struct arena *arena, const struct judgement *judgement, const struct reason *reason)
{
	struct text line = text_new(arena);
	if (reason->check != NULL)
		text_add(&line, "%s: ", reason->check->id);
	names_add(&line, judgement, reason);
	text_add(&line, "%s", reason->text);
	if (reason->root != NULL) {
		const char *next = root_cause_next(&judgement->gaps, reason->root);
		text_add(&line, ": so %zu findings could not be decided, %zu of them blocking",
			reason->root->outcome_count[OUTCOME_UNKNOWN], reason->root->blocking_count);
		if (next != NULL)
			text_add(&line, "; next: %s", next);
	}
	return line.data;
}
