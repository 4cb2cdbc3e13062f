/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/gone.h"

#include <string.h>

#include "base/utc.h"
#include "report/diff.h"

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool names_recovery(const struct report *report, const char *fqdn)
{
	for (size_t i = 0; i < report->recovery_count; i++) {
		if (is_same(report->recovery[i].fqdn, fqdn))
			return true;
	}
	return false;
}

/* A plan that was edited has some CMS in common with what it was. */
static bool is_same_plan(const struct report *previous, const struct report *now)
{
	if (!is_same(previous->run.environment, now->run.environment) ||
		!is_same(previous->finding[0].domain, now->finding[0].domain))
		return false;
	for (size_t i = 0; i < previous->recovery_count; i++) {
		if (names_recovery(now, previous->recovery[i].fqdn))
			return true;
	}
	return false;
}

static bool is_later(const struct report *now, const struct report *previous)
{
	time_t at, before;
	return utc_read(now->run.started, &at) && utc_read(previous->run.started, &before) &&
	       at >= before;
}

const char *gone_refusal(
	struct arena *arena, const struct report *previous, const struct report *now)
{
	if (previous->failure != NULL || previous->finding_count == 0)
		return "the previous run judged nothing";
	if (now->failure != NULL || now->finding_count == 0)
		return "this run judged nothing";
	if (previous->finding[0].subject_kind == NULL)
		return "the previous report is of a version before 1.3, whose keys differ";
	if (now->run.outdated != NULL)
		return "the evidence is too old to be judged";
	if (now->loss != NULL)
		return "this run was judged without a site";
	if (!is_same_plan(previous, now))
		return "the previous report is of another plan: environment, domain or all CMSs "
		       "differ";
	return is_later(now, previous)
		       ? NULL
		       : arena_format(arena, "the previous report is later than this one (%s, %s)",
				 previous->run.started, now->run.started);
}

static bool is_left_out(const struct report *now, const struct report_finding *finding)
{
	for (size_t i = 0; i < now->left_out.check_count; i++) {
		if (strcmp(now->left_out.check[i].check, finding->check) == 0)
			return true;
	}
	for (size_t i = 0; i < now->left_out.recovery_count; i++) {
		if (strcmp(now->left_out.recovery[i], finding->recovery) == 0)
			return true;
	}
	return false;
}

static bool is_gone(const struct report_diff *diff, const struct diff_change *change)
{
	return change->before != NULL && change->before->outcome != OUTCOME_PASS &&
	       (change->kind == DIFF_FIXED ||
		       (change->kind == DIFF_GONE && !is_left_out(diff->now, change->before)));
}

struct gone gone_since(struct arena *arena, const struct report *previous, const struct report *now)
{
	struct gone gone = { 0 };
	if (previous == NULL || gone_refusal(arena, previous, now) != NULL)
		return gone;
	const struct report_diff diff = report_compare(arena, previous, now);
	gone.finding = arena_alloc(arena, diff.change_count * sizeof(struct report_finding *));
	for (size_t i = 0; i < diff.change_count; i++) {
		if (is_gone(&diff, &diff.change[i]))
			gone.finding[gone.count++] = diff.change[i].before;
	}
	return gone;
}
