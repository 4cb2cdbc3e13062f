/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference for people: the verdicts first, then each kind, by check. */
#include <string.h>

#include "base/wrap.h"
#include "report/blockers.h"
#include "report/diff.h"

/* Changes of one kind that one line tells: of one root cause, or of one check. */
struct group {
	const char *check, *root_cause; /* one of them is NULL */
	const struct report_finding *first;
	const char **recovery;
	size_t recovery_count, finding_count;
};

struct groups {
	struct group *group;
	size_t count;
};

static const struct report_finding *shown(const struct diff_change *change)
{
	return change->now != NULL ? change->now : change->before;
}

static struct group *group_for(
	struct arena *arena, struct groups *groups, const struct diff_change *change)
{
	const struct report_finding *finding = shown(change);
	/* Findings of an outage are one line, whatever the checks. */
	const bool by_cause =
		finding->explained && finding->root_cause_count == 1 && change->now != NULL;
	const char *key = by_cause ? finding->root_cause[0] : finding->check;
	for (size_t i = 0; i < groups->count; i++) {
		struct group *group = &groups->group[i];
		const char *its = by_cause ? group->root_cause : group->check;
		if (its != NULL && strcmp(its, key) == 0)
			return group;
	}
	groups->group = arena_more(arena, groups->group, groups->count, sizeof *groups->group);
	struct group *group = &groups->group[groups->count++];
	*group =
		(struct group){ by_cause ? NULL : key, by_cause ? key : NULL, finding, NULL, 0, 0 };
	return group;
}

/* Changes are in the order of the report, so those of a CMS follow each other. */
static void recovery_add(struct arena *arena, struct group *group, const char *cms)
{
	if (group->recovery_count > 0 &&
		strcmp(group->recovery[group->recovery_count - 1], cms) == 0)
		return;
	group->recovery =
		arena_more(arena, group->recovery, group->recovery_count, sizeof *group->recovery);
	group->recovery[group->recovery_count++] = cms;
}

static void names_add(struct text *line, const struct group *group)
{
	if (group->recovery_count > 1)
		text_add(line, "%zu CMSs: ", group->recovery_count);
	for (size_t i = 0; i < group->recovery_count; i++)
		text_add(line, "%s%s", i == 0 ? "" : ", ", group->recovery[i]);
}

static const char *text_of_root(const struct report *report, const char *key)
{
	for (size_t i = 0; i < report->root_count; i++) {
		if (report->root[i].key != NULL && strcmp(report->root[i].key, key) == 0)
			return report->root[i].text;
	}
	return key;
}

static void group_add(struct text *out, const struct report_diff *diff, const struct group *group)
{
	struct text line = text_new(out->arena);
	if (group->check != NULL) {
		text_add(&line, "%s%s: ", group->check,
			group->first->severity >= SEVERITY_UNKNOWN_BLOCKER ? " (blocking)" : "");
		names_add(&line, group);
		text_add(&line, ": %s", group->first->summary);
	} else {
		text_add(&line, "%zu finding%s about ", group->finding_count,
			group->finding_count == 1 ? "" : "s");
		names_add(&line, group);
		text_add(&line, ", because of: %s", text_of_root(diff->now, group->root_cause));
	}
	text_add(out, "- ");
	wrap_add(out, safe_line(out->arena, line.data), 2, 2);
}

static void kind_add(struct text *out, const struct report_diff *diff, enum diff_kind kind)
{
	static const char *const title[DIFF_KINDS] = {
		[DIFF_NEW] = "New",
		[DIFF_WORSE] = "Worse: a failure that was a warning",
		[DIFF_LOST] = "Coverage lost: judged before, unknown now",
		[DIFF_SAME] = "Unchanged",
		[DIFF_BETTER] = "Better: a warning that was a failure",
		[DIFF_FIXED] = "Fixed",
		[DIFF_GONE] = "Not in the new report",
	};
	struct groups groups = { 0 };
	for (size_t i = 0; i < diff->change_count; i++) {
		const struct diff_change *change = &diff->change[i];
		if (change->kind != kind)
			continue;
		struct group *group = group_for(out->arena, &groups, change);
		group->finding_count++;
		recovery_add(out->arena, group, shown(change)->recovery);
	}
	if (groups.count == 0)
		return;
	text_add(out, "\n%s: %zu\n", title[kind], diff->count[kind]);
	for (size_t i = 0; i < groups.count; i++)
		group_add(out, diff, &groups.group[i]);
}

static void side_add(struct text *out, const char *label, const struct report *report)
{
	text_add(out, "%-5s", label);
	const char *line =
		arena_format(out->arena, "%s, read %s, run %s", verdict_word(report->verdict.state),
			report->run.started == NULL ? "at an unknown time" : report->run.started,
			report->run.id == NULL ? "unknown" : report->run.id);
	wrap_add(out, safe_line(out->arena, line), 5, 5);
}

static void conclusion_add(struct text *out, const struct report_diff *diff)
{
	const char *first =
		diff->new_blocks ? "Something new blocks."
		: diff->lost_blocks
			? "Nothing new blocks, but a blocking check is not known any more."
			: "Nothing new blocks.";
	wrap_add(out, first, 0, 0);
}

struct bytes diff_text(struct arena *arena, const struct report_diff *diff)
{
	struct text out = text_new(arena);
	conclusion_add(&out, diff);
	side_add(&out, "Old", diff->before);
	side_add(&out, "New", diff->now);
	for (size_t i = 0; i < diff->note_count; i++)
		wrap_add(&out, safe_line(arena, diff->note[i]), 0, 0);
	for (enum diff_kind kind = 0; kind < DIFF_KINDS; kind++)
		kind_add(&out, diff, kind);
	text_add(&out, "\nPassed in both: %zu\n", diff->passed);
	return bytes_of(out.data, out.length);
}
