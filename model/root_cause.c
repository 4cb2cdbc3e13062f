/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/root_cause.h"

#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "base/error.h"
#include "model/key.h"

/* A cause that is no gap, and the index of the finding that has it. */
struct cause_at {
	const struct cause *cause;
	size_t at;
};

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

static int compare_causes(const void *a, const void *b)
{
	const struct cause_at *one = a, *other = b;
	const int order = cause_compare(one->cause, other->cause);
	return order != 0 ? order : (one->at > other->at) - (one->at < other->at);
}

/*
 * One root cause for each distinct cause that is no gap, sorted, with the text of the first finding
 * that has it; without its findings yet.
 */
static struct root_cause *group_causes(
	struct arena *arena, const struct findings *findings, size_t *count)
{
	struct cause_at *cause = NULL;
	struct root_cause *root = NULL;
	size_t all = 0;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->finding[i];
		for (size_t k = 0; k < finding->causes.named_count; k++) {
			if (finding->outcome == OUTCOME_PASS)
				continue;
			cause = arena_more(arena, cause, all, sizeof *cause);
			cause[all++] = (struct cause_at){ &finding->causes.named[k], i };
		}
	}
	if (all > 0)
		qsort(cause, all, sizeof *cause, compare_causes);
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		if (*count > 0 && cause_compare(root[*count - 1].cause, cause[i].cause) == 0)
			continue;
		root = arena_more(arena, root, *count, sizeof *root);
		root[(*count)++] = (struct root_cause){ .cause = cause[i].cause };
	}
	return root;
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

/* All root causes, to find those of a finding: first `named` without gaps, sorted. */
struct all_roots {
	const struct root_cause *root;
	size_t named;
	struct gap_at *gap_at; /* the others, sorted by gap for bsearch() */
	size_t gap_count;
};

static struct all_roots roots_by_gap(struct arena *arena, const struct gap_places *gaps,
	const struct root_causes *causes, size_t named)
{
	struct all_roots all = { causes->root, named, NULL, causes->count - named };
	all.gap_at = arena_alloc(arena, all.gap_count * sizeof *all.gap_at);
	for (size_t i = 0; i < all.gap_count; i++)
		all.gap_at[i] = (struct gap_at){ gaps->place[causes->root[named + i].gap[0]].gap,
			named + i };
	if (all.gap_count > 0)
		qsort(all.gap_at, all.gap_count, sizeof *all.gap_at, compare_gaps);
	return all;
}

static int compare_cause_of_root(const void *wanted, const void *root)
{
	return cause_compare(wanted, ((const struct root_cause *)root)->cause);
}

static int compare_indices(const void *a, const void *b)
{
	const size_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/*
 * A cause that is not among the gaps (an absence that is an answer) is no root cause. Gaps are no
 * reason for a failure or a warning: what has any then has other causes, too.
 */
static struct finding_roots roots_of(
	struct arena *arena, const struct all_roots *all, const struct finding *finding)
{
	const struct causes *causes = &finding->causes;
	const size_t wanted_count = causes->count + causes->named_count;
	if (finding->outcome == OUTCOME_PASS || wanted_count == 0)
		return (struct finding_roots){ 0 };
	size_t *root = arena_alloc(arena, wanted_count * sizeof *root), found_count = 0;
	for (size_t i = 0; i < causes->named_count; i++) {
		const struct root_cause *found = bsearch(&causes->named[i], all->root, all->named,
			sizeof *all->root, compare_cause_of_root);
		root[found_count++] = (size_t)(found - all->root);
	}
	for (size_t i = 0; i < causes->count && finding->outcome == OUTCOME_UNKNOWN; i++) {
		const struct gap_at wanted = { &causes->gap[i], 0 };
		const struct gap_at *found = all->gap_count == 0
						     ? NULL
						     : bsearch(&wanted, all->gap_at, all->gap_count,
							       sizeof *all->gap_at, compare_gaps);
		if (found != NULL)
			root[found_count++] = found->at;
	}
	if (found_count > 0)
		qsort(root, found_count, sizeof *root, compare_indices);
	return (struct finding_roots){ root, found_count,
		!causes->more && !causes->reports && found_count == wanted_count };
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
	root->outcome_count[finding->outcome]++;
	root->blocking_count += finding_severity(finding) > SEVERITY_WARNING;
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

/* First the causes that are no gaps, then the gaps. Returns the number of the former. */
static size_t group(struct arena *arena, const struct gap_places *gaps,
	const struct findings *findings, struct root_causes *causes)
{
	size_t named, gap_count;
	struct root_cause *root = group_causes(arena, findings, &named);
	const struct root_cause *of_gaps = group_gaps(arena, gaps, &gap_count);
	for (size_t i = 0; i < gap_count; i++) {
		root = arena_more(arena, root, named + i, sizeof *root);
		root[named + i] = of_gaps[i];
	}
	causes->root = root;
	causes->count = named + gap_count;
	return named;
}

void root_causes_find(struct arena *arena, const struct gap_places *gaps,
	const struct findings *findings, struct root_causes *causes)
{
	const size_t named = group(arena, gaps, findings, causes);
	const struct all_roots all = roots_by_gap(arena, gaps, causes, named);
	size_t *next = arena_alloc(arena, causes->count * sizeof *next);
	for (size_t i = 0; i < causes->count; i++)
		causes->root[i].reported_by = NOT_REPORTED;
	causes->of_finding = arena_alloc(arena, findings->count * sizeof *causes->of_finding);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->finding[i];
		struct finding_roots *roots = &causes->of_finding[i];
		*roots = roots_of(arena, &all, finding);
		for (size_t k = 0; k < roots->count; k++) {
			struct root_cause *root = &causes->root[roots->root[k]];
			count_finding(arena, root, &next[roots->root[k]], finding);
			if (root->cause != NULL && finding->causes.reports &&
				root->reported_by == NOT_REPORTED)
				root->reported_by = i;
		}
	}
	drop_unused(arena, causes, findings->count);
}

const char *root_cause_text(const struct root_cause *root, const struct gap_places *gaps)
{
	if (root->cause != NULL)
		return root->cause->text;
	const struct gap *gap = gaps->place[root->gap[0]].gap;
	return gap->text != NULL ? gap->text : error_kind_name(gap->cause);
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

static const char *wording_digest(struct arena *arena, const struct gap *gap)
{
	const char *wording = gap_wording(arena, gap);
	return arena_text(arena, sha256_write(arena, bytes_of(wording, strlen(wording))), 12);
}

char *root_cause_key(struct arena *arena, const char *domain, const struct gap_places *gaps,
	const struct root_cause *root)
{
	struct text key = text_new(arena);
	key_add(&key, "cause");
	key_add(&key, domain == NULL ? "" : domain);
	if (root->cause != NULL) {
		key_add(&key, cause_kind_name(root->cause->kind));
		key_add(&key, name_normal(arena, root->cause->subject, NULL));
		return key.data;
	}
	const struct gap *gap = gaps->place[root->gap[0]].gap;
	key_add(&key, error_kind_name(gap->cause));
	key_add(&key, wording_digest(arena, gap));
	return key.data;
}
