/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/prove.h"

#include <string.h>

enum { ROUNDS_MOST = 8, FREE_MOST = 12 };

struct search {
	struct arena *arena;
	struct trial_of of;
	struct deadline deadline;
	struct proof *proof;
	struct names target; /* what may stay open */
};

static bool in_time(const struct search *search)
{
	return deadline_left_ms(search->deadline) > 0;
}

static struct trial try(const struct search *search, const bool *used, bool lean)
{
	return trial_run(search->arena, &search->of, &search->proof->fixes, used, lean);
}

static bool suffices(const struct search *search, const bool *used)
{
	struct arena *own = arena_new();
	const struct trial trial = trial_run(own, &search->of, &search->proof->fixes, used, true);
	const bool enough = trial_names_within(&trial.open, &search->target);
	arena_free(own);
	return enough;
}

/* What a fix lets be seen may need another fix. */
static struct trial apply_all(struct search *search)
{
	struct proof *proof = search->proof;
	bool all[PROOF_FIXES];
	memset(all, true, sizeof all);
	struct trial trial = try(search, all, false);
	for (size_t round = 0; round < ROUNDS_MOST; round++) {
		const size_t before = proof->fixes.count;
		for (size_t i = 0; i < trial.fixes.count && proof->fixes.count < PROOF_FIXES; i++)
			fixes_add(search->arena, &proof->fixes, trial.fixes.fix[i]);
		if (proof->fixes.count == before || !in_time(search))
			break;
		trial = try(search, all, false);
	}
	return trial;
}

/* Sets `needed` for the fixes without which the others do not suffice. Returns how many are not. */
static size_t find_needed(const struct search *search, bool *needed)
{
	const size_t count = search->proof->fixes.count;
	bool used[PROOF_FIXES];
	size_t others = 0;
	memset(used, true, sizeof used);
	for (size_t i = 0; i < count; i++) {
		used[i] = false;
		needed[i] = !in_time(search) || !suffices(search, used);
		others += !needed[i];
		used[i] = true;
	}
	return others;
}

/* Tries all sets of `size` more fixes, in the order in which they are proposed. */
static bool try_size(
	const struct search *search, const size_t *other, size_t count, size_t size, bool *used)
{
	size_t pick[FREE_MOST];
	for (size_t i = 0; i < size; i++)
		pick[i] = i;
	for (;;) {
		for (size_t i = 0; i < size; i++)
			used[other[pick[i]]] = true;
		if (!in_time(search) || suffices(search, used))
			return true;
		for (size_t i = 0; i < size; i++)
			used[other[pick[i]]] = false;
		size_t at = size;
		while (at > 0 && pick[at - 1] == count - size + at - 1)
			at--;
		if (at == 0)
			return false;
		pick[at - 1]++;
		for (size_t i = at; i < size; i++)
			pick[i] = pick[i - 1] + 1;
	}
}

/* Leaves out one after the other, the last first. */
static void thin_out(const struct search *search, const size_t *other, size_t count, bool *used)
{
	for (size_t i = 0; i < count; i++)
		used[other[i]] = true;
	for (size_t i = count; i > 0 && in_time(search); i--) {
		used[other[i - 1]] = false;
		used[other[i - 1]] = !suffices(search, used);
	}
}

static void find_smallest(struct search *search)
{
	struct proof *proof = search->proof;
	size_t other[PROOF_FIXES], count = 0;
	find_needed(search, proof->used);
	proof->is_smallest = true;
	if (suffices(search, proof->used))
		return;
	for (size_t i = 0; i < proof->fixes.count; i++) {
		if (!proof->used[i])
			other[count++] = i;
	}
	if (count > FREE_MOST) {
		thin_out(search, other, count, proof->used);
		proof->is_smallest = false;
		return;
	}
	for (size_t size = 1; size <= count; size++) {
		if (try_size(search, other, count, size, proof->used))
			return;
	}
}

static struct names lifted(
	struct arena *arena, const struct names *before, const struct names *after)
{
	struct names names = { arena_alloc(arena, (before->count + 1) * sizeof *names.name), 0 };
	for (size_t i = 0; i < before->count; i++) {
		if (!names_have(after, before->name[i]))
			names.name[names.count++] = before->name[i];
	}
	return names;
}

static void find_alone(struct search *search)
{
	struct proof *proof = search->proof;
	bool used[PROOF_FIXES] = { false };
	proof->alone = arena_alloc(search->arena, (proof->fixes.count + 1) * sizeof *proof->alone);
	for (size_t i = 0; i < proof->fixes.count && in_time(search); i++) {
		used[i] = true;
		const struct trial trial = try(search, used, true);
		proof->alone[i] = lifted(search->arena, &proof->open, &trial.open);
		used[i] = false;
	}
}

struct proof prove_recovery(
	struct arena *arena, const struct trial_of *of, size_t recovery, struct deadline deadline)
{
	static const bool none[PROOF_FIXES];
	struct proof proof = {
		.recovery = &of->plan->recoveries[recovery],
		.used = arena_alloc(arena, PROOF_FIXES * sizeof *proof.used),
	};
	struct search search = { arena, *of, deadline, &proof, { 0 } };
	search.of.plan = plan_of_recovery(arena, of->plan, recovery);
	struct trial trial = try(&search, none, false);
	proof.open = trial.open;
	proof.before = proof.after = trial.verdict;
	proof.fixes = fixes_copy(arena, &trial.fixes);
	if (proof.before != VERDICT_GO && proof.fixes.count > 0) {
		trial = apply_all(&search);
		search.target = trial.open;
		find_smallest(&search);
		find_alone(&search);
		trial = try(&search, proof.used, true);
		proof.after = trial.verdict;
	}
	proof.left = trial.open;
	proof.done = in_time(&search);
	for (size_t i = 0; i < proof.fixes.count; i++)
		proof.used_count += proof.used[i];
	return proof;
}
