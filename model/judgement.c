/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/judgement.h"

#include <string.h>

#include "base/limits.h"
#include "model/plan_difference.h"
#include "model/reason.h"
#include "model/root_cause.h"
#include "model/unsaid.h"
#include "model/weight.h"

/* Whether its outcome counts for the verdict. */
static bool blocks(const struct finding *finding)
{
	return finding->check->weight == WEIGHT_BLOCKING && finding->waiver == NULL;
}

/* A check without a finding must not look like one that found nothing wrong. */
static void add_missing_result(const struct examination *examination)
{
	const struct name *cms = &examination->recovery->cms;
	struct finding *finding =
		finding_add(examination, OUTCOME_UNKNOWN, SUBJECT_CMS, cms->label, cms->fqdn);
	finding->summary = "The check returned no result.";
	finding->proof = "The check reported no finding. This is a bug in cmsready.";
	finding->remedy = "Check this by hand, and report the bug.";
}

/* Up to the end of the last whole line within the limit; of a longer line, its start. */
static const char *cut_text(struct arena *arena, const char *text, size_t limit)
{
	const size_t length = strlen(text);
	if (length <= limit)
		return arena_text(arena, text, length);
	size_t end = limit;
	while (end > limit / 2 && text[end] != '\n')
		end--;
	if (text[end] != '\n') {
		end = limit;
		while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
			end--; /* not within a character of UTF-8 */
	}
	return arena_format(
		arena, "%.*s\n%zu bytes more are left out", (int)end, text, length - end);
}

/* The texts of a finding, without those of the check. */
enum { ALWAYS = 5, TEXTS = 7 };

/* Of one check the texts that it gave last: they are often the same for the next recovery. */
struct texts {
	const char *last[TEXTS];
};

/* All texts that are kept. */
struct kept {
	struct texts *of_check;
	size_t length;
	struct cause last; /* the last cause that is no gap: many findings have the same */
};

static const char *keep_text(struct arena *arena, const char *text, const char *last)
{
	if (text == NULL)
		text = "";
	return last != NULL && strcmp(text, last) == 0 ? last : cut_text(arena, text, LIMIT_TEXT);
}

static void keep_causes(struct arena *arena, struct kept *kept, struct causes *causes)
{
	causes->gap = arena_copy(arena, causes->gap, causes->count * sizeof *causes->gap);
	causes->named =
		arena_copy(arena, causes->named, causes->named_count * sizeof *causes->named);
	for (size_t i = 0; i < causes->named_count; i++) {
		struct cause *cause = &causes->named[i];
		cause->subject = keep_text(arena, cause->subject, kept->last.subject);
		cause->text = keep_text(arena, cause->text, kept->last.text);
		cause->remedy = keep_text(arena, cause->remedy, kept->last.remedy);
		kept->last = *cause;
	}
}

/*
 * Copies the texts: the arena of a check is reset, since a thousand CMSs would take much memory.
 * For the same reason they are short when there are very many.
 */
static void keep_texts(
	struct arena *arena, struct kept *kept, size_t check, struct finding *finding)
{
	const char **text[TEXTS] = { &finding->subject, &finding->subject_name, &finding->summary,
		&finding->proof, &finding->remedy, &finding->subject_sid, &finding->subject_guid };
	for (size_t i = 0; i < TEXTS; i++) {
		const size_t limit =
			kept->length < LIMIT_LONG_TEXTS ? LIMIT_TEXT : LIMIT_SHORT_TEXT;
		if (*text[i] == NULL && i >= ALWAYS)
			continue;
		const char *now = *text[i] == NULL ? "" : *text[i];
		const char **last = &kept->of_check[check].last[i];
		/* A report has it again, so it counts again. */
		if (*last == NULL || strlen(now) > limit || strcmp(*last, now) != 0)
			*last = cut_text(arena, now, limit);
		kept->length += strlen(*last);
		*text[i] = *last;
	}
	finding->fixes = fixes_copy(arena, &finding->fixes);
	keep_causes(arena, kept, &finding->causes);
}

static void relieve(const struct examination *examination, size_t first)
{
	struct findings *findings = examination->findings;
	const struct relief *relief = examination->check->relief;
	for (size_t i = first; relief != NULL && i < findings->count; i++) {
		struct finding *finding = &findings->finding[i];
		if (finding->outcome <= OUTCOME_WARN || !relief->holds(examination))
			continue;
		finding->outcome = OUTCOME_WARN;
		finding->proof =
			arena_format(findings->arena, "%s\n%s", finding->proof, relief->reason);
	}
}

static void run_checks(
	struct examination *examination, const struct catalogue *catalogue, struct kept *kept)
{
	struct findings *findings = examination->findings;
	for (size_t i = 0; i < catalogue->count; i++) {
		size_t first = findings->count;
		examination->check = catalogue->check[i];
		catalogue->check[i]->run(examination);
		if (findings->count == first)
			add_missing_result(examination);
		for (size_t k = first; k < findings->count; k++)
			keep_texts(findings->arena, kept, i, &findings->finding[k]);
		relieve(examination, first);
		arena_reset(examination->arena);
	}
}

static const struct finding *finding_of(
	const struct judgement *judgement, const struct recovery_judgement *recovery, size_t index)
{
	return &judgement->findings.finding[recovery->first + index];
}

size_t judgement_left_out(const struct judgement *judgement, enum weight weight)
{
	size_t count = 0;
	for (size_t i = 0; i < judgement->left_out_count; i++)
		count += judgement->left_out[i]->weight == weight;
	return count;
}

/* Only blocking checks decide. A GO needs at least one that ran. */
static enum verdict findings_verdict(
	const struct judgement *judgement, const struct recovery_judgement *recovery)
{
	bool examined = false;
	enum outcome worst = OUTCOME_PASS;
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = finding_of(judgement, recovery, i);
		examined = examined || finding->check->weight == WEIGHT_BLOCKING;
		if (!blocks(finding))
			continue;
		worst = outcome_worse(worst, finding->outcome);
	}
	if (worst == OUTCOME_FAIL)
		return VERDICT_NO_GO;
	return examined && worst != OUTCOME_UNKNOWN &&
			       judgement_left_out(judgement, WEIGHT_BLOCKING) == 0
		       ? VERDICT_GO
		       : VERDICT_UNDETERMINED;
}

static enum coverage findings_coverage(
	const struct judgement *judgement, const struct recovery_judgement *recovery)
{
	size_t unknown = recovery->outcome_count[OUTCOME_UNKNOWN];
	if (unknown == recovery->count)
		return COVERAGE_NOT_EXAMINED;
	return unknown == 0 && judgement->left_out_count == 0 ? COVERAGE_COMPLETE
							      : COVERAGE_PARTIAL;
}

static void conclude(struct judgement *judgement, struct recovery_judgement *recovery)
{
	recovery->count = judgement->findings.count - recovery->first;
	for (size_t i = 0; i < recovery->count; i++) {
		const struct finding *finding = finding_of(judgement, recovery, i);
		recovery->outcome_count[finding->outcome]++;
		if (finding->waiver == NULL && finding_severity(finding) == SEVERITY_WARNING)
			judgement->warned = true;
	}
	recovery->verdict = findings_verdict(judgement, recovery);
	recovery->coverage = findings_coverage(judgement, recovery);
}

static const char *kept_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_string(arena, text);
}

/* Of the findings from `first` on those about that account. */
static void identify(const struct catalogue *catalogue, const struct examination *examination,
	size_t first, const struct name *account)
{
	struct findings *findings = examination->findings;
	const char *name = subject_name(examination->arena, examination->recovery,
		examination->plan->directory.domain, account->fqdn);
	const struct identity shown =
		catalogue->identity(examination->arena, examination->evidence, account);
	const struct identity identity = { kept_text(findings->arena, shown.sid),
		kept_text(findings->arena, shown.guid) };
	for (size_t i = first; i < findings->count; i++) {
		struct finding *finding = &findings->finding[i];
		if (strcmp(finding->subject_name, name) != 0)
			continue;
		if (finding->subject_sid == NULL)
			finding->subject_sid = identity.sid;
		finding->subject_guid = identity.guid;
	}
}

/* The accounts that findings are about, also where the check itself did not read them. */
static void identify_subjects(
	const struct catalogue *catalogue, const struct examination *examination, size_t first)
{
	const struct recovery *recovery = examination->recovery;
	identify(catalogue, examination, first, &recovery->cms);
	identify(catalogue, examination, first, &recovery->standby_cluster);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		identify(catalogue, examination, first, &recovery->standby_nodes[i]);
	arena_reset(examination->arena);
}

/* What was proven then says nothing about today, whatever it was. */
static void undecide(struct judgement *judgement)
{
	judgement->verdict = VERDICT_UNDETERMINED;
	for (size_t i = 0; i < judgement->recovery_count; i++)
		judgement->recovery[i].verdict = VERDICT_UNDETERMINED;
}

static enum verdict whole_verdict(const struct judgement *judgement)
{
	enum verdict verdict = judgement->recovery_count > 0 ? VERDICT_GO : VERDICT_UNDETERMINED;
	for (size_t i = 0; i < judgement->recovery_count; i++) {
		if (judgement->recovery[i].verdict == VERDICT_NO_GO)
			return VERDICT_NO_GO;
		if (judgement->recovery[i].verdict == VERDICT_UNDETERMINED)
			verdict = VERDICT_UNDETERMINED;
	}
	return verdict;
}

static void find_sites(struct arena *arena, const struct catalogue *catalogue,
	const struct examination *examination, struct server_sites *sites)
{
	const struct evidence *evidence = examination->evidence;
	if (catalogue->sites == NULL)
		return;
	*sites = (struct server_sites){
		arena_alloc(arena, evidence->directory.count * sizeof *sites->directory),
		arena_alloc(arena, evidence->dns.count * sizeof *sites->dns),
		arena_alloc(arena, examination->plan->recovery_count * sizeof *sites->standby),
	};
	catalogue->sites(arena, examination, sites);
}

void judge(struct arena *arena, const struct catalogue *checks, const struct plan *plan,
	const struct evidence *evidence, struct judgement *judgement)
{
	*judgement = (struct judgement){
		.plan = plan,
		.evidence = evidence,
		.findings = { .arena = arena },
		.recovery = arena_alloc(arena, plan->recovery_count * sizeof *judgement->recovery),
		.recovery_count = plan->recovery_count,
	};
	const struct catalogue weighed = weights_apply(arena, plan, checks, judgement);
	const struct catalogue *catalogue = &weighed;
	judgement->left_out = catalogue->left_out;
	judgement->left_out_count = catalogue->left_out_count;
	struct examination examination = {
		.plan = plan,
		.evidence = evidence,
		.findings = &judgement->findings,
		.memo = memo_new(arena),
		.arena = arena_new(),
	};
	struct waiving waiving = waiving_begin(arena, catalogue, plan);
	struct arena *of_recovery = arena_new();
	struct kept kept = { .of_check =
				     arena_alloc(arena, catalogue->count * sizeof *kept.of_check) };
	for (size_t i = 0; i < plan->recovery_count; i++) {
		struct recovery_judgement *recovery = &judgement->recovery[i];
		recovery->recovery = examination.recovery = &plan->recoveries[i];
		examination.recovery_index = i;
		examination.recovery_memo = memo_new(of_recovery);
		recovery->first = judgement->findings.count;
		recovery->cms_guid = kept_text(arena,
			catalogue->identity(examination.arena, evidence, &recovery->recovery->cms)
				.guid);
		run_checks(&examination, catalogue, &kept);
		identify_subjects(catalogue, &examination, recovery->first);
		waivers_apply(&waiving, &judgement->findings, recovery->first);
		conclude(judgement, recovery);
		arena_reset(of_recovery);
	}
	waiving_end(&waiving, &judgement->findings);
	judgement->waived = waiving.waived;
	judgement->waived_count = waiving.count;
	find_sites(arena, catalogue, &examination, &judgement->sites);
	arena_free(of_recovery);
	arena_free(examination.arena);

	judgement->gaps = gap_places_of(arena, evidence);
	root_causes_find(arena, &judgement->gaps, &judgement->findings, &judgement->roots);
	judgement->verdict = whole_verdict(judgement);
	judgement->plan_difference_count =
		plan_differences(arena, plan, evidence, &judgement->plan_difference);
	if (evidence->outdated != NULL)
		undecide(judgement);
	reasons_find(arena, catalogue, judgement);
	unsaid_find(arena, catalogue, judgement);
}

const char *const verdict_words[] = {
	[VERDICT_GO] = "go",
	[VERDICT_NO_GO] = "no-go",
	[VERDICT_UNDETERMINED] = "undetermined",
};

const char *const coverage_words[] = {
	[COVERAGE_COMPLETE] = "complete",
	[COVERAGE_PARTIAL] = "partial",
	[COVERAGE_NOT_EXAMINED] = "not-examined",
};

const char *verdict_name(enum verdict verdict)
{
	return verdict_words[verdict];
}

const char *coverage_name(enum coverage coverage)
{
	return coverage_words[coverage];
}
