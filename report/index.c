/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/index.h"

#include <string.h>

#include "base/bytes.h"
#include "base/name_index.h"
#include "report/blockers.h"

static void fill(const char **text)
{
	if (*text == NULL)
		*text = "";
}

static enum severity severity_of(const struct report_finding *finding)
{
	if (finding->outcome == OUTCOME_PASS)
		return SEVERITY_INFO;
	if (finding->waived || !finding->blocking || finding->outcome == OUTCOME_WARN)
		return SEVERITY_WARNING;
	return finding->outcome == OUTCOME_FAIL ? SEVERITY_BLOCKER : SEVERITY_UNKNOWN_BLOCKER;
}

static bool counts_agree(const struct report_counts *a, const struct report_counts *b)
{
	return a->pass == b->pass && a->warn == b->warn && a->unknown == b->unknown &&
	       a->fail == b->fail;
}

static void count(struct report_counts *counts, enum outcome outcome)
{
	int64_t *const counter[] = {
		[OUTCOME_PASS] = &counts->pass,
		[OUTCOME_WARN] = &counts->warn,
		[OUTCOME_UNKNOWN] = &counts->unknown,
		[OUTCOME_FAIL] = &counts->fail,
	};
	(*counter[outcome])++;
}

/* The findings of a recovery follow each other, in the order of the recoveries. */
static bool index_recoveries(struct report *report, struct error *error)
{
	size_t at = 0;
	for (size_t i = 0; i < report->recovery_count; i++) {
		struct report_recovery *recovery = &report->recovery[i];
		const struct report_counts *given = &recovery->counts;
		const int64_t total = given->pass + given->warn + given->unknown + given->fail;
		struct report_counts counts = { 0 };
		recovery->first = at;
		recovery->count = (size_t)total;
		for (int64_t k = 0; k < total && at < report->finding_count; k++, at++) {
			if (strcmp(report->finding[at].recovery, recovery->cms) != 0)
				break;
			count(&counts, report->finding[at].outcome);
			report->finding[at].recovery_at = i;
		}
		if (!counts_agree(&counts, given))
			return error_set(error, ERROR_MALFORMED,
				"/coverage/%zu/counts: differs from the findings about %s", i,
				recovery->cms);
	}
	return at == report->finding_count ||
	       error_set(error, ERROR_MALFORMED, "/findings/%zu: /coverage does not count it", at);
}

static bool index_roots(struct arena *arena, struct report *report, struct error *error)
{
	struct name_index keys = { 0 };
	for (size_t i = 0; i < report->root_count; i++) {
		struct report_root *root = &report->root[i];
		fill(&root->source);
		if (root->key != NULL)
			name_index_add(arena, &keys, bytes_of(root->key, strlen(root->key)), i);
		for (size_t k = 0; k < root->gap_count; k++) {
			if ((uint64_t)root->gap[k] >= report->gap_count)
				return error_set(error, ERROR_MALFORMED,
					"/root_causes/%zu/gaps/%zu: there is no such gap", i, k);
		}
	}
	name_index_sort(&keys);
	for (size_t i = 0; i < report->finding_count; i++) {
		struct report_finding *finding = &report->finding[i];
		finding->root_at =
			arena_alloc(arena, finding->root_cause_count * sizeof *finding->root_at);
		finding->root_count = 0;
		for (size_t k = 0; k < finding->root_cause_count; k++) {
			size_t found;
			const struct named_place *place =
				name_index_find(&keys, finding->root_cause[k], &found);
			if (found == 0)
				return error_set(error, ERROR_MALFORMED,
					"/findings/%zu/root_causes/%zu: there is no such root cause",
					i, k);
			finding->root_at[finding->root_count++] = place->at;
		}
		finding->explained = finding->explained && finding->root_count > 0;
	}
	return true;
}

/* A finding is only waived by a waiver that the report shows. */
static bool index_waivers(struct arena *arena, struct report *report, struct error *error)
{
	struct name_index keys = { 0 };
	for (size_t i = 0; i < report->waiver_count; i++) {
		const struct report_waiver *waiver = &report->waiver[i];
		if (waiver->state == WAIVER_APPLIED && waiver->dedupe_key != NULL)
			name_index_add(arena, &keys,
				bytes_of(waiver->dedupe_key, strlen(waiver->dedupe_key)), i);
	}
	name_index_sort(&keys);
	report->verdict.waived = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		struct report_finding *finding = &report->finding[i];
		size_t found;
		if (!finding->waived)
			continue;
		const struct named_place *place =
			name_index_find(&keys, finding->dedupe_key, &found);
		if (found == 0 || finding->outcome == OUTCOME_PASS ||
			(finding->outcome == OUTCOME_UNKNOWN &&
				!report->waiver[place->at].for_unknown))
			return error_set(error, ERROR_MALFORMED,
				"/findings/%zu/waived: /waivers has none that covers it", i);
		finding->waiver = &report->waiver[place->at];
		report->verdict.waived++;
	}
	report->verdict.title = verdict_title(arena, report);
	return true;
}

static bool fail_weight(struct error *error, const char *where, size_t at)
{
	return error_set(
		error, ERROR_MALFORMED, "%s/%zu/blocking: /weights says otherwise", where, at);
}

/* A weight that the plan changed is that of all findings of the check, and no two are of one. */
static bool weights_agree(struct arena *arena, const struct report *report, struct error *error)
{
	struct name_index checks = { 0 };
	for (size_t i = 0; i < report->weight_count; i++) {
		const struct report_weight *weight = &report->weight[i];
		name_index_add(arena, &checks, bytes_of(weight->check, strlen(weight->check)), i);
		if (weight->blocking == weight->by_default)
			return error_set(
				error, ERROR_MALFORMED, "/weights/%zu: changes nothing", i);
	}
	name_index_sort(&checks);
	const struct named_place *twice = name_index_repeated(&checks);
	if (twice != NULL)
		return error_set(
			error, ERROR_MALFORMED, "/weights/%zu: this check has another", twice->at);
	size_t found;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		const struct named_place *place = name_index_find(&checks, finding->check, &found);
		if (found > 0 && report->weight[place->at].blocking != finding->blocking)
			return fail_weight(error, "/findings", i);
	}
	for (size_t i = 0; i < report->left_out.check_count; i++) {
		const struct report_check *check = &report->left_out.check[i];
		const struct named_place *place = name_index_find(&checks, check->check, &found);
		if (found > 0 && report->weight[place->at].blocking != check->blocking)
			return fail_weight(error, "/left_out/checks", i);
	}
	return true;
}

/* A GO that its own findings deny, as a careless or hostile hand would leave it. */
static bool verdict_agrees(const struct report *report, struct error *error)
{
	const bool is_go = report->verdict.state == VERDICT_GO;
	if (is_go && (report->recovery_count == 0 || report->failure != NULL ||
			     report_left_out_count(report, true) > 0))
		return error_set(error, ERROR_MALFORMED, "/verdict: GO, and not all was examined");
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (is_go && report->recovery[i].verdict != VERDICT_GO)
			return error_set(error, ERROR_MALFORMED,
				"/verdict: GO, and /coverage/%zu is not", i);
		if (report->recovery[i].verdict == VERDICT_GO && report->recovery[i].count == 0)
			return error_set(
				error, ERROR_MALFORMED, "/coverage/%zu: GO, without a finding", i);
	}
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		const bool blocks = finding->severity == SEVERITY_BLOCKER ||
				    finding->severity == SEVERITY_UNKNOWN_BLOCKER;
		if (blocks && report->recovery[finding->recovery_at].verdict == VERDICT_GO)
			return error_set(error, ERROR_MALFORMED,
				"/findings/%zu: prevents a GO, which /coverage has", i);
		if (is_go && finding->severity == SEVERITY_WARNING && !finding->waived &&
			!report->verdict.warned)
			return error_set(error, ERROR_MALFORMED,
				"/findings/%zu: a warning that /verdict does not have", i);
	}
	return true;
}

bool report_index(struct arena *arena, struct report *report, struct error *error)
{
	for (size_t i = 0; i < report->finding_count; i++) {
		fill(&report->finding[i].why);
		report->finding[i].severity = severity_of(&report->finding[i]);
	}
	return index_recoveries(report, error) && index_roots(arena, report, error) &&
	       weights_agree(arena, report, error) && index_waivers(arena, report, error) &&
	       verdict_agrees(report, error);
}

size_t report_left_out_count(const struct report *report, bool blocking)
{
	size_t number = 0;
	for (size_t i = 0; i < report->left_out.check_count; i++)
		number += report->left_out.check[i].blocking == blocking;
	return number;
}
