/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/root_cause.h"

#include <stdlib.h>

/* A gap by what it says, and where: its place among the gaps, or the root cause it belongs to. */
struct saying {
	const struct gap *gap;
	size_t at;
};

static int compare_gaps(const void *a, const void *b)
{
	const struct saying *one = a, *other = b;
	return gap_compare(one->gap, other->gap);
}

static int compare_sayings(const void *a, const void *b)
{
	const struct saying *one = a, *other = b;
	const int order = compare_gaps(a, b);
	return order != 0 ? order : (one->at > other->at) - (one->at < other->at);
}

static int compare_roots(const void *a, const void *b)
{
	const struct root_cause *one = a, *other = b;
	return (one->gap[0] > other->gap[0]) - (one->gap[0] < other->gap[0]);
}

/* One for each thing that is said, in the order of the gaps; nothing is known to hang on it yet. */
static struct root_cause *group(
	struct arena *arena, const struct judgement *judgement, size_t *count)
{
	const size_t gap_count = judgement->gap_count;
	struct saying *saying = arena_alloc(arena, gap_count * sizeof *saying);
	size_t *gap = arena_alloc(arena, gap_count * sizeof *gap);
	struct root_cause *root = NULL;
	*count = 0;
	for (size_t i = 0; i < gap_count; i++)
		saying[i] = (struct saying){ judgement->gap[i].gap, i };
	if (gap_count > 0)
		qsort(saying, gap_count, sizeof *saying, compare_sayings);
	for (size_t i = 0; i < gap_count; i++) {
		gap[i] = saying[i].at;
		if (i == 0 || compare_gaps(&saying[i], &saying[i - 1]) != 0) {
			root = arena_more(arena, root, *count, sizeof *root);
			root[(*count)++].gap = &gap[i];
		}
		root[*count - 1].gap_count++;
	}
	if (*count > 0)
		qsort(root, *count, sizeof *root, compare_roots);
	return root;
}

/* The root causes by what they say, to be searched. */
static struct saying *sayings_of(struct arena *arena, const struct judgement *judgement)
{
	struct saying *saying = arena_alloc(arena, judgement->root_count * sizeof *saying);
	for (size_t i = 0; i < judgement->root_count; i++)
		saying[i] = (struct saying){ judgement->gap[judgement->root[i].gap[0]].gap, i };
	if (judgement->root_count > 0)
		qsort(saying, judgement->root_count, sizeof *saying, compare_gaps);
	return saying;
}

static int compare_indices(const void *a, const void *b)
{
	const size_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/* A cause that is none of the gaps (an absence that is an answer) is something else to tell. */
static struct finding_roots roots_of(struct arena *arena, const struct saying *saying, size_t count,
	const struct finding *finding)
{
	const struct causes *causes = &finding->causes;
	if (finding->outcome != OUTCOME_UNKNOWN || causes->count == 0 || count == 0)
		return (struct finding_roots){ 0 };
	size_t *root = arena_alloc(arena, causes->count * sizeof *root), found_count = 0;
	for (size_t i = 0; i < causes->count; i++) {
		const struct saying wanted = { &causes->gap[i], 0 };
		const struct saying *found =
			bsearch(&wanted, saying, count, sizeof *saying, compare_gaps);
		if (found != NULL)
			root[found_count++] = found->at;
	}
	if (found_count > 0)
		qsort(root, found_count, sizeof *root, compare_indices);
	return (struct finding_roots){ root, found_count,
		!causes->more && found_count == causes->count };
}

static void check_add(struct arena *arena, struct root_cause *root, const struct check *check)
{
	for (size_t i = 0; i < root->check_count; i++) {
		if (root->check[i] == check)
			return;
	}
	root->check = arena_more(arena, root->check, root->check_count, sizeof *root->check);
	root->check[root->check_count++] = check;
}

/* Findings stand by recovery: `next` is the first that the root cause was not yet seen with. */
static void count_finding(
	struct arena *arena, struct root_cause *root, size_t *next, const struct finding *finding)
{
	root->finding_count++;
	root->blocking_count += finding->check->weight == WEIGHT_BLOCKING;
	root->recovery_count += finding->recovery_index >= *next;
	*next = finding->recovery_index + 1;
	check_add(arena, root, finding->check);
}

/* Those that nothing hangs on are gaps, and no causes. */
static void drop_idle(struct arena *arena, struct judgement *judgement)
{
	size_t *place = arena_alloc(arena, judgement->root_count * sizeof *place), kept = 0;
	for (size_t i = 0; i < judgement->root_count; i++) {
		place[i] = kept;
		if (judgement->root[i].finding_count > 0)
			judgement->root[kept++] = judgement->root[i];
	}
	judgement->root_count = kept;
	for (size_t i = 0; i < judgement->findings.count; i++) {
		struct finding_roots *roots = &judgement->finding_roots[i];
		size_t *moved = arena_alloc(arena, roots->count * sizeof *moved);
		for (size_t k = 0; k < roots->count; k++)
			moved[k] = place[roots->root[k]];
		roots->root = moved;
	}
}

void root_causes_find(struct arena *arena, struct judgement *judgement)
{
	const struct findings *findings = &judgement->findings;
	judgement->root = group(arena, judgement, &judgement->root_count);
	const struct saying *saying = sayings_of(arena, judgement);
	size_t *next = arena_alloc(arena, judgement->root_count * sizeof *next);
	judgement->finding_roots =
		arena_alloc(arena, findings->count * sizeof *judgement->finding_roots);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding_roots *roots = &judgement->finding_roots[i];
		*roots = roots_of(arena, saying, judgement->root_count, &findings->finding[i]);
		for (size_t k = 0; k < roots->count; k++)
			count_finding(arena, &judgement->root[roots->root[k]],
				&next[roots->root[k]], &findings->finding[i]);
	}
	drop_idle(arena, judgement);
}

bool root_cause_is_shared(const struct root_cause *root)
{
	return root->finding_count > 1;
}

bool finding_is_explained(const struct judgement *judgement, size_t finding)
{
	const struct finding_roots *roots = &judgement->finding_roots[finding];
	for (size_t i = 0; i < roots->count; i++) {
		if (!root_cause_is_shared(&judgement->root[roots->root[i]]))
			return false;
	}
	return roots->whole;
}
