/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/name_index.h"

const char *const diff_words[DIFF_KINDS] = {
	[DIFF_NEW] = "new",
	[DIFF_WORSE] = "worse",
	[DIFF_LOST] = "coverage-lost",
	[DIFF_SAME] = "unchanged",
	[DIFF_BETTER] = "better",
	[DIFF_FIXED] = "fixed",
	[DIFF_GONE] = "gone",
};

/* Reports from before 1.3 have no severities, and no names of CMSs beside the short ones. */
static bool has_keys(const struct report *report)
{
	return report->finding_count == 0 || report->finding[0].subject_kind != NULL;
}

/* What tells a finding from others: its key, or check, CMS and subject. */
static const char *identity(struct arena *arena, const struct report_finding *finding, bool by_key)
{
	return by_key ? finding->dedupe_key
		      : arena_format(arena, "%s\n%s\n%s", finding->check, finding->recovery,
				finding->subject);
}

static enum diff_kind kind_of(enum outcome before, enum outcome now)
{
	if (now == OUTCOME_PASS)
		return DIFF_FIXED;
	if (before == now)
		return DIFF_SAME;
	if (now == OUTCOME_UNKNOWN)
		return DIFF_LOST;
	if (before == OUTCOME_WARN && now == OUTCOME_FAIL)
		return DIFF_WORSE;
	if (before == OUTCOME_FAIL)
		return DIFF_BETTER;
	return DIFF_NEW;
}

/* Sets *passed if it is no change, because it passes in each report that has it. */
static struct diff_change change_of(
	const struct report_finding *before, const struct report_finding *now, bool *passed)
{
	*passed = (before == NULL || before->outcome == OUTCOME_PASS) &&
		  (now == NULL || now->outcome == OUTCOME_PASS);
	enum diff_kind kind = now == NULL ? DIFF_GONE : DIFF_NEW;
	if (before != NULL && now != NULL)
		kind = kind_of(before->outcome, now->outcome);
	return (struct diff_change){ kind, before, now };
}

static void judge_change(struct report_diff *diff, const struct diff_change *change)
{
	const struct report_finding *before = change->before, *now = change->now;
	if (now == NULL || now->severity < SEVERITY_UNKNOWN_BLOCKER)
		return;
	if (now->severity == SEVERITY_BLOCKER)
		diff->new_blocks =
			diff->new_blocks || before == NULL || before->severity != SEVERITY_BLOCKER;
	else
		diff->lost_blocks = diff->lost_blocks || before == NULL ||
				    before->severity != SEVERITY_UNKNOWN_BLOCKER;
}

static void add_change(struct arena *arena, struct report_diff *diff,
	const struct report_finding *before, const struct report_finding *now)
{
	bool passed;
	const struct diff_change change = change_of(before, now, &passed);
	if (passed) {
		diff->passed += before != NULL && now != NULL;
		return;
	}
	judge_change(diff, &change);
	diff->change = arena_more(arena, diff->change, diff->change_count, sizeof *diff->change);
	diff->change[diff->change_count++] = change;
	diff->count[change.kind]++;
}

/* The finding with that identity which was not taken yet; NULL: there is none. */
static const struct report_finding *take(const struct report *report,
	const struct name_index *index, const char *identity, bool *taken)
{
	size_t count;
	const struct named_place *place = name_index_find(index, identity, &count);
	for (size_t i = 0; i < count; i++) {
		if (taken[place[i].at])
			continue;
		taken[place[i].at] = true;
		return &report->finding[place[i].at];
	}
	return NULL;
}

static void compare_findings(struct arena *arena, struct report_diff *diff)
{
	const struct report *before = diff->before, *now = diff->now;
	const bool by_key = has_keys(before) && has_keys(now);
	struct name_index index = { 0 };
	for (size_t i = 0; i < before->finding_count; i++) {
		const char *name = identity(arena, &before->finding[i], by_key);
		name_index_add(arena, &index, bytes_of(name, strlen(name)), i);
	}
	name_index_sort(&index);
	bool *taken = arena_alloc(arena, before->finding_count * sizeof *taken);
	for (size_t i = 0; i < now->finding_count; i++) {
		const struct report_finding *finding = &now->finding[i];
		add_change(arena, diff,
			take(before, &index, identity(arena, finding, by_key), taken), finding);
	}
	for (size_t i = 0; i < before->finding_count; i++) {
		if (!taken[i])
			add_change(arena, diff, &before->finding[i], NULL);
	}
}

static size_t place_of(const struct report_diff *diff, const struct diff_change *change)
{
	return change->now != NULL ? (size_t)(change->now - diff->now->finding)
				   : (size_t)(change->before - diff->before->finding);
}

static int compare_changes(const void *a, const void *b, void *context)
{
	const struct diff_change *one = a, *other = b;
	if (one->kind != other->kind)
		return one->kind > other->kind ? 1 : -1;
	const size_t first = place_of(context, one), second = place_of(context, other);
	return (first > second) - (first < second);
}

static void note(struct arena *arena, struct report_diff *diff, const char *sentence)
{
	diff->note = arena_more(arena, diff->note, diff->note_count, sizeof *diff->note);
	diff->note[diff->note_count++] = sentence;
}

static bool differ(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) != 0;
}

static const char *site_of(const struct report *report)
{
	return report->loss == NULL ? "" : report->loss->site;
}

static bool same_weights(const struct report *before, const struct report *now)
{
	bool same = before->weight_count == now->weight_count;
	for (size_t i = 0; same && i < now->weight_count; i++)
		same = strcmp(before->weight[i].check, now->weight[i].check) == 0 &&
		       before->weight[i].blocking == now->weight[i].blocking;
	return same;
}

static void find_notes(struct arena *arena, struct report_diff *diff)
{
	const struct report *before = diff->before, *now = diff->now;
	if (before->failure != NULL || now->failure != NULL)
		note(arena, diff,
			arena_format(arena, "The %s run failed before anything was judged.",
				now->failure != NULL ? "new" : "old"));
	if (differ(before->run.plan_sha256, now->run.plan_sha256))
		note(arena, diff, "The plans differ: a finding may have gone with its CMS.");
	if (strcmp(site_of(before), site_of(now)) != 0)
		note(arena, diff,
			arena_format(arena, "The old report was judged %s%s, the new one %s%s.",
				*site_of(before) == '\0' ? "with all sites" : "without the site ",
				site_of(before),
				*site_of(now) == '\0' ? "with all sites" : "without the site ",
				site_of(now)));
	if (before->left_out.check_count != now->left_out.check_count ||
		before->left_out.recovery_count != now->left_out.recovery_count)
		note(arena, diff, "The reports left out different checks or CMSs.");
	if (!same_weights(before, now))
		note(arena, diff,
			"The plans give checks different weights: a finding may block, or not, for "
			"that reason alone.");
	if (!has_keys(before) || !has_keys(now))
		note(arena, diff,
			"A report is of a version before 1.3: its findings are found by check, CMS and "
			"subject. Some may count as new and as gone.");
}

struct report_diff report_compare(
	struct arena *arena, const struct report *before, const struct report *now)
{
	struct report_diff diff = { .before = before, .now = now };
	compare_findings(arena, &diff);
	if (diff.change_count > 0)
		qsort_r(diff.change, diff.change_count, sizeof *diff.change, compare_changes,
			&diff);
	find_notes(arena, &diff);
	return diff;
}
