/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/proposal.h"

#include <stdlib.h>
#include <string.h>

/* A fix of one finding. */
struct mention {
	struct fix fix;
	size_t finding;
};

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int compare_fixes(const struct fix *a, const struct fix *b)
{
	if (a->action != b->action)
		return a->action < b->action ? -1 : 1;
	int order = compare_texts(a->object, b->object);
	order = order != 0 ? order : compare_texts(a->account, b->account);
	order = order != 0 ? order : compare_texts(a->value, b->value);
	return order != 0 ? order : compare_texts(a->server, b->server);
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *one = a, *other = b;
	const int order = compare_fixes(&one->fix, &other->fix);
	return order != 0 ? order : one->finding < other->finding ? -1 : 1;
}

bool proposal_has_known(const struct report_finding *finding)
{
	enum fix_action action;
	for (size_t i = 0; i < finding->fix_count; i++) {
		if (fix_action_find(finding->fix[i].action, &action))
			return true;
	}
	return false;
}

static size_t mentions_of(const struct report *report, struct mention *mention)
{
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		for (size_t k = 0; finding->outcome != OUTCOME_PASS && k < finding->fix_count;
			k++) {
			const struct report_fix *fix = &finding->fix[k];
			enum fix_action action;
			if (!fix_action_find(fix->action, &action))
				continue;
			mention[count++] = (struct mention){
				{ action, fix->object, fix->account, fix->value, fix->server }, i
			};
		}
	}
	return count;
}

struct proposal proposal_of(struct arena *arena, const struct report *report)
{
	size_t most = 0;
	for (size_t i = 0; i < report->finding_count; i++)
		most += report->finding[i].fix_count;
	struct mention *mention = arena_alloc(arena, (most + 1) * sizeof *mention);
	size_t *finding = arena_alloc(arena, (most + 1) * sizeof *finding);
	const size_t count = mentions_of(report, mention);
	if (count > 0)
		qsort(mention, count, sizeof *mention, compare_mentions);
	struct proposal proposal = { arena_alloc(arena, (count + 1) * sizeof *proposal.item), 0 };
	for (size_t i = 0; i < count; i++) {
		finding[i] = mention[i].finding;
		if (i == 0 || compare_fixes(&mention[i - 1].fix, &mention[i].fix) != 0)
			proposal.item[proposal.count++] =
				(struct proposed){ mention[i].fix, &finding[i], 0 };
		proposal.item[proposal.count - 1].finding_count++;
	}
	return proposal;
}
