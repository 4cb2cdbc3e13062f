/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/weight.h"

#include <fnmatch.h>
#include <string.h>

#include "base/text.h"
#include "codec/encoding.h"
#include "codec/json_place.h"
#include "model/selection.h"

/* What sets its weight: its id, or else the first pattern; NULL: nothing does. */
static const struct plan_weight *weight_of(
	const struct plan_weights *weights, const struct check *check)
{
	const struct plan_weight *found = NULL;
	for (size_t i = 0; i < weights->count; i++) {
		const struct plan_weight *weight = &weights->weight[i];
		if (strcmp(weight->checks, check->id) == 0)
			return weight;
		if (found == NULL && fnmatch(weight->checks, check->id, 0) == 0)
			found = weight;
	}
	return found;
}

static bool fail_weight(struct arena *arena, const struct plan *plan,
	const struct plan_weight *weight, const char *reason, struct error *error)
{
	struct text pointer = text_new(arena);
	const struct bytes text = encoding_unmarked(plan->text);
	text_add(&pointer, "/policy/weights");
	json_pointer_step(&pointer, weight->checks);
	error_set(error, ERROR_CONFIG, "%s:%zu: %s: %s", plan->file,
		json_place_line(arena, (const char *)text.data, text.length, pointer.data),
		pointer.data, reason);
	return error_add_line(error, "Try: cmsready explain");
}

/* That they match at least one check. */
static bool all_match(struct arena *arena, const struct plan *plan, const struct catalogue *all,
	struct error *error)
{
	const struct plan_weights *weights = &plan->policy.weights;
	for (size_t i = 0; i < weights->count; i++) {
		const struct plan_weight *weight = &weights->weight[i];
		size_t found = 0;
		while (found < all->count && fnmatch(weight->checks, all->check[found]->id, 0) != 0)
			found++;
		if (found == all->count)
			return fail_weight(arena, plan, weight,
				check_missing(arena, all, weight->checks), error);
	}
	return true;
}

bool weights_fit(struct arena *arena, const struct plan *plan, const struct catalogue *all,
	struct error *error)
{
	const struct plan_weights *weights = &plan->policy.weights;
	if (!all_match(arena, plan, all, error))
		return false;
	for (size_t i = 0; i < all->count; i++) {
		const char *id = all->check[i]->id;
		const struct plan_weight *is = weight_of(weights, all->check[i]);
		for (size_t k = 0; is != NULL && k < weights->count; k++) {
			const struct plan_weight *other = &weights->weight[k];
			if (other->blocking != is->blocking && strcmp(is->checks, id) != 0 &&
				fnmatch(other->checks, id, 0) == 0)
				return fail_weight(arena, plan, other,
					arena_format(arena,
						"\"%s\" gives %s another weight; name %s itself, "
						"which counts before patterns",
						is->checks, id, id),
					error);
		}
	}
	return true;
}

static const struct check *weigh(struct arena *arena, const struct plan_weights *weights,
	const struct check *check, struct judgement *judgement)
{
	const struct plan_weight *weight = weight_of(weights, check);
	if (weight == NULL || weight->blocking == (check->weight == WEIGHT_BLOCKING))
		return check;
	struct check *copy = arena_copy(arena, check, sizeof *check);
	copy->weight = weight->blocking ? WEIGHT_BLOCKING : WEIGHT_ADVISORY;
	judgement->changed = arena_more(
		arena, judgement->changed, judgement->changed_count, sizeof *judgement->changed);
	judgement->changed[judgement->changed_count++] = copy;
	return copy;
}

static const struct check *const *weigh_all(struct arena *arena, const struct plan_weights *weights,
	const struct check *const *check, size_t count, struct judgement *judgement)
{
	const struct check **weighed = arena_alloc(arena, count * sizeof *weighed);
	for (size_t i = 0; i < count; i++)
		weighed[i] = weigh(arena, weights, check[i], judgement);
	return weighed;
}

struct catalogue weights_apply(struct arena *arena, const struct plan *plan,
	const struct catalogue *catalogue, struct judgement *judgement)
{
	const struct plan_weights *weights = &plan->policy.weights;
	struct catalogue weighed = *catalogue;
	if (weights->count == 0)
		return weighed;
	weighed.check = weigh_all(arena, weights, catalogue->check, catalogue->count, judgement);
	weighed.left_out = weigh_all(
		arena, weights, catalogue->left_out, catalogue->left_out_count, judgement);
	return weighed;
}
