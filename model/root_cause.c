/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/root_cause.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = 16 }; /* of a line of a proof: where, where in there, ..., why */

/* A gap as it is compared: what it says, without the name of its server. */
struct saying {
	const char *words;
	size_t gap;
};

/* The first line of a gap's text, and the root cause it belongs to. */
struct ending {
	const char *text;
	size_t length, root;
};

static int compare_sayings(const void *a, const void *b)
{
	const struct saying *one = a, *other = b;
	const int words = strcmp(one->words, other->words);
	return words != 0 ? words : (one->gap > other->gap) - (one->gap < other->gap);
}

static int compare_endings(const void *a, const void *b)
{
	const struct ending *one = a, *other = b;
	if (one->length != other->length)
		return one->length < other->length ? -1 : 1;
	return memcmp(one->text, other->text, one->length);
}

static int compare_roots(const void *a, const void *b)
{
	const struct root_cause *one = a, *other = b;
	return (one->gap[0] > other->gap[0]) - (one->gap[0] < other->gap[0]);
}

static const char *text_of(const struct gap_place *place)
{
	return place->gap->text != NULL ? place->gap->text : "";
}

static const char *words_of(struct arena *arena, const struct gap_place *place)
{
	const char *text = text_of(place), *server = place->server;
	const char *at = server != NULL && *server != '\0' ? strstr(text, server) : NULL;
	const char *kind = error_kind_name(place->gap->cause);
	if (at == NULL)
		return arena_format(arena, "%s %s", kind, text);
	return arena_format(
		arena, "%s %.*s\n%s", kind, (int)(at - text), text, at + strlen(server));
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
		saying[i] = (struct saying){ words_of(arena, &judgement->gap[i]), i };
	if (gap_count > 0)
		qsort(saying, gap_count, sizeof *saying, compare_sayings);
	for (size_t i = 0; i < gap_count; i++) {
		gap[i] = saying[i].gap;
		if (i == 0 || strcmp(saying[i].words, saying[i - 1].words) != 0) {
			root = arena_more(arena, root, *count, sizeof *root);
			root[(*count)++].gap = &gap[i];
		}
		root[*count - 1].gap_count++;
	}
	if (*count > 0)
		qsort(root, *count, sizeof *root, compare_roots);
	return root;
}

static struct ending *endings_of(struct arena *arena, const struct judgement *judgement,
	const struct root_cause *root, size_t root_count, size_t *count)
{
	struct ending *ending = arena_alloc(arena, judgement->gap_count * sizeof *ending);
	*count = 0;
	for (size_t i = 0; i < root_count; i++) {
		for (size_t k = 0; k < root[i].gap_count; k++) {
			const char *text = text_of(&judgement->gap[root[i].gap[k]]);
			const size_t length = strcspn(text, "\n");
			if (length > 0)
				ending[(*count)++] = (struct ending){ text, length, i };
		}
	}
	if (*count > 0)
		qsort(ending, *count, sizeof *ending, compare_endings);
	return ending;
}

/* The root cause that a line ends with, behind nothing or a colon; or NULL. */
static const struct ending *ending_find(
	const struct ending *ending, size_t count, const char *line, size_t length)
{
	for (size_t part = 0; part < MAX_PARTS; part++) {
		const struct ending wanted = { line, length, 0 };
		const struct ending *found =
			bsearch(&wanted, ending, count, sizeof *ending, compare_endings);
		const char *colon = memmem(line, length, ": ", 2);
		if (found != NULL || colon == NULL)
			return found;
		length -= (size_t)(colon + 2 - line);
		line = colon + 2;
	}
	return NULL;
}

static int compare_indices(const void *a, const void *b)
{
	const size_t *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

/* In order, and each once. */
static size_t tidy(size_t *root, size_t count)
{
	size_t kept = 0;
	if (count > 0)
		qsort(root, count, sizeof *root, compare_indices);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || root[kept - 1] != root[i])
			root[kept++] = root[i];
	}
	return kept;
}

static struct finding_roots roots_of(struct arena *arena, const struct ending *ending, size_t count,
	const struct finding *finding)
{
	struct finding_roots roots = { 0 };
	size_t *list = NULL, listed = 0;
	if (finding->outcome != OUTCOME_UNKNOWN || count == 0)
		return roots;
	roots.whole = true;
	for (const char *line = finding->proof; *line != '\0';) {
		const size_t length = strcspn(line, "\n");
		const struct ending *found = ending_find(ending, count, line, length);
		if (found != NULL) {
			list = arena_more(arena, list, listed, sizeof *list);
			list[listed++] = found->root;
		} else if (length > 0) {
			roots.whole = false;
		}
		line += length + (line[length] == '\n');
	}
	roots.root = list;
	roots.count = tidy(list, listed);
	roots.whole = roots.whole && roots.count > 0;
	return roots;
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

/* Findings stand by recovery: `last` is the one that the root cause was last seen with. */
static void count_finding(struct arena *arena, struct root_cause *root,
	const struct recovery **last, const struct finding *finding)
{
	root->finding_count++;
	root->blocking_count += finding->check->weight == WEIGHT_BLOCKING;
	root->recovery_count += *last != finding->recovery;
	*last = finding->recovery;
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
	size_t count;
	judgement->root = group(arena, judgement, &judgement->root_count);
	const struct ending *ending =
		endings_of(arena, judgement, judgement->root, judgement->root_count, &count);
	const struct recovery **last = arena_alloc(arena, judgement->root_count * sizeof *last);
	judgement->finding_roots =
		arena_alloc(arena, findings->count * sizeof *judgement->finding_roots);
	for (size_t i = 0; i < findings->count; i++) {
		struct finding_roots *roots = &judgement->finding_roots[i];
		*roots = roots_of(arena, ending, count, &findings->finding[i]);
		for (size_t k = 0; k < roots->count; k++)
			count_finding(arena, &judgement->root[roots->root[k]],
				&last[roots->root[k]], &findings->finding[i]);
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
