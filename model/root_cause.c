/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/root_cause.h"

#include <stdlib.h>
#include <string.h>

#include "base/encode.h"

#include "base/error.h"

/* A gap, and its index among the gaps, or that of its root cause. */
struct gap_at {
	const struct gap *gap;
	size_t at;
};

static int compare_gaps(const void *a, const void *b)
{
	const struct gap_at *one = a, *other = b;
	return gap_compare(one->gap, other->gap);
}

static int compare_gaps_in_order(const void *a, const void *b)
{
	const struct gap_at *one = a, *other = b;
	const int order = compare_gaps(a, b);
	return order != 0 ? order : (one->at > other->at) - (one->at < other->at);
}

static int compare_roots(const void *a, const void *b)
{
	const struct root_cause *one = a, *other = b;
	return (one->gap[0] > other->gap[0]) - (one->gap[0] < other->gap[0]);
}

/* One root cause for each distinct gap, in the order of the gaps; without its findings yet. */
static struct root_cause *group_gaps(
	struct arena *arena, const struct gap_places *gaps, size_t *count)
{
	const size_t gap_count = gaps->count;
	struct gap_at *gap_at = arena_alloc(arena, gap_count * sizeof *gap_at);
	size_t *gap = arena_alloc(arena, gap_count * sizeof *gap);
	struct root_cause *root = NULL;
	*count = 0;
	for (size_t i = 0; i < gap_count; i++)
		gap_at[i] = (struct gap_at){ gaps->place[i].gap, i };
	if (gap_count > 0)
		qsort(gap_at, gap_count, sizeof *gap_at, compare_gaps_in_order);
	for (size_t i = 0; i < gap_count; i++) {
		gap[i] = gap_at[i].at;
		if (i == 0 || compare_gaps(&gap_at[i], &gap_at[i - 1]) != 0) {
			root = arena_more(arena, root, *count, sizeof *root);
			root[(*count)++].gap = &gap[i];
		}
		root[*count - 1].gap_count++;
	}
	if (*count > 0)
		qsort(root, *count, sizeof *root, compare_roots);
	return root;
}

/* The root causes, sorted by gap for bsearch(). */
static struct gap_at *roots_by_gap(
	struct arena *arena, const struct gap_places *gaps, const struct root_causes *causes)
{
	struct gap_at *gap_at = arena_alloc(arena, causes->count * sizeof *gap_at);
	for (size_t i = 0; i < causes->count; i++)
		gap_at[i] = (struct gap_at){ gaps->place[causes->root[i].gap[0]].gap, i };
	if (causes->count > 0)
		qsort(gap_at, causes->count, sizeof *gap_at, compare_gaps);
	return gap_at;
}

static int compare_indices(const void *a, const void *b)
{
	const size_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/* A cause that is not among the gaps (an absence that is an answer) is no root cause. */
static struct finding_roots roots_of(struct arena *arena, const struct gap_at *gap_at, size_t count,
	const struct finding *finding)
{
	const struct causes *causes = &finding->causes;
	if (finding->outcome != OUTCOME_UNKNOWN || causes->count == 0 || count == 0)
		return (struct finding_roots){ 0 };
	size_t *root = arena_alloc(arena, causes->count * sizeof *root), found_count = 0;
	for (size_t i = 0; i < causes->count; i++) {
		const struct gap_at wanted = { &causes->gap[i], 0 };
		const struct gap_at *found =
			bsearch(&wanted, gap_at, count, sizeof *gap_at, compare_gaps);
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

/* Findings are sorted by recovery: `next` is the first recovery not yet counted. */
static void count_finding(
	struct arena *arena, struct root_cause *root, size_t *next, const struct finding *finding)
{
	root->finding_count++;
	root->blocking_count += finding->check->weight == WEIGHT_BLOCKING;
	root->recovery_count += finding->recovery_index >= *next;
	*next = finding->recovery_index + 1;
	check_add(arena, root, finding->check);
}

/* Gaps that made no finding unknown are no root causes. */
static void drop_unused(struct arena *arena, struct root_causes *causes, size_t finding_count)
{
	size_t *place = arena_alloc(arena, causes->count * sizeof *place), kept = 0;
	for (size_t i = 0; i < causes->count; i++) {
		place[i] = kept;
		if (causes->root[i].finding_count > 0)
			causes->root[kept++] = causes->root[i];
	}
	causes->count = kept;
	for (size_t i = 0; i < finding_count; i++) {
		struct finding_roots *roots = &causes->of_finding[i];
		size_t *moved = arena_alloc(arena, roots->count * sizeof *moved);
		for (size_t k = 0; k < roots->count; k++)
			moved[k] = place[roots->root[k]];
		roots->root = moved;
	}
}

void root_causes_find(struct arena *arena, const struct gap_places *gaps,
	const struct findings *findings, struct root_causes *causes)
{
	causes->root = group_gaps(arena, gaps, &causes->count);
	const struct gap_at *gap_at = roots_by_gap(arena, gaps, causes);
	size_t *next = arena_alloc(arena, causes->count * sizeof *next);
	causes->of_finding = arena_alloc(arena, findings->count * sizeof *causes->of_finding);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding_roots *roots = &causes->of_finding[i];
		*roots = roots_of(arena, gap_at, causes->count, &findings->finding[i]);
		for (size_t k = 0; k < roots->count; k++)
			count_finding(arena, &causes->root[roots->root[k]], &next[roots->root[k]],
				&findings->finding[i]);
	}
	drop_unused(arena, causes, findings->count);
}

bool root_cause_is_shared(const struct root_cause *root)
{
	return root->finding_count > 1;
}

bool finding_is_explained(const struct root_causes *causes, size_t finding)
{
	const struct finding_roots *roots = &causes->of_finding[finding];
	for (size_t i = 0; i < roots->count; i++) {
		if (!root_cause_is_shared(&causes->root[roots->root[i]]))
			return false;
	}
	return roots->whole;
}

char *root_cause_key(struct arena *arena, const char *domain, const struct gap_places *gaps,
	const struct root_cause *root)
{
	const struct gap *gap = gaps->place[root->gap[0]].gap;
	const char *wording = gap_wording(arena, gap);
	const char *digest = sha256_write(arena, bytes_of(wording, strlen(wording)));
	return arena_format(arena, "cause/%s/%s/%.12s", domain == NULL ? "" : domain,
		error_kind_name(gap->cause), digest);
}
