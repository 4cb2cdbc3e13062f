/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Proves one evidence after the other, and tries all smaller sets of changes by itself.
 *
 * usage: prove PLAN
 *
 * Standard input: for each evidence its length (32 bits, little endian) and its text. Standard
 * output: a line for each, "refused REASON" or
 *
 *     BEFORE AFTER FIXES USED SMALLER LEFT
 *
 * the verdict as it is and with the set that is proposed; how many fixes there are and how many the
 * set has; the size of the smallest set that does as much as all of them, of those smaller than the
 * set ("-": there is none); how many findings stay open. Then the set, each fix as a line of
 * members separated by tabs, and the evidence with the set: its length (32 bits) and its text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "codec/document.h"
#include "fix/prove.h"
#include "run/interpret.h"

enum { MOST_TRIED = 12, SECONDS = 60 };

static bool read_all(void *to, size_t length)
{
	return fread(to, 1, length, stdin) == length;
}

static bool does_as_much(const struct trial_of *of, const struct fixes *fixes, const bool *used,
	const struct names *left)
{
	struct arena *arena = arena_new();
	const struct trial trial = trial_run(arena, of, fixes, used, true);
	bool enough = true;
	for (size_t i = 0; i < trial.open.count; i++) {
		bool is_left = false;
		for (size_t k = 0; k < left->count; k++)
			is_left = is_left || strcmp(left->name[k], trial.open.name[i]) == 0;
		enough = enough && is_left;
	}
	arena_free(arena);
	return enough;
}

/* Every set with fewer fixes; -1: none of them does as much; -2: too many to try. */
static int smallest_below(const struct trial_of *of, const struct fixes *fixes, size_t below,
	const struct names *left)
{
	int best = -1;
	if (fixes->count > MOST_TRIED)
		return -2;
	for (unsigned set = 0; set < 1u << fixes->count; set++) {
		bool used[MOST_TRIED];
		const int size = __builtin_popcount(set);
		for (size_t i = 0; i < fixes->count; i++)
			used[i] = (set >> i & 1) != 0;
		if ((size_t)size < below && (best == -1 || size < best) &&
			does_as_much(of, fixes, used, left))
			best = size;
	}
	return best;
}

static const char *or_none(const char *text)
{
	return text == NULL ? "" : text;
}

static void prove_one(struct arena *arena, const struct plan *plan, struct bytes text)
{
	struct evidence evidence, read;
	struct error error = { 0 };
	bool all[PROOF_FIXES];
	if (!interpret(arena, plan, "evidence", text, &evidence, &error) ||
		!evidence_read(arena, "evidence", text, &read, &error)) {
		printf("refused %s\n", error.text);
		return;
	}
	const struct trial_of of = { plan, &evidence, &catalogue };
	const struct proof proof = prove_recovery(arena, &of, 0, deadline_after(SECONDS * 1000));
	memset(all, true, sizeof all);
	const struct trial most = trial_run(arena, &of, &proof.fixes, all, true);
	const int smaller = smallest_below(&of, &proof.fixes, proof.used_count, &most.open);
	printf("%s %s %zu %zu %s %zu\n", verdict_words[proof.before], verdict_words[proof.after],
		proof.fixes.count, proof.used_count,
		smaller == -1 ? "-" : arena_format(arena, "%d", smaller), proof.left.count);
	for (size_t i = 0; i < proof.fixes.count; i++) {
		const struct fix *fix = &proof.fixes.fix[i];
		if (proof.used[i])
			printf("%s\t%s\t%s\t%s\t%s\n", fix_action_name(fix->action),
				or_none(fix->object), or_none(fix->account), or_none(fix->value),
				or_none(fix->server));
	}
	/* What was read, not what it means as a whole: that is found again. */
	const struct bytes changed =
		evidence_write(arena, evidence_with(arena, &read, &proof.fixes, proof.used));
	const uint32_t length = (uint32_t)changed.length;
	fwrite(&length, sizeof length, 1, stdout);
	fwrite(changed.data, 1, changed.length, stdout);
}

int main(int argc, char **argv)
{
	document_library_start();
	struct arena *of_plan = arena_new();
	struct plan plan;
	struct error error = { 0 };
	if (argc != 2) {
		fputs("usage: prove PLAN\n", stderr);
		return 64;
	}
	if (!plan_load(of_plan, argv[1], &plan, &error)) {
		fprintf(stderr, "prove: %s\n", error.text);
		return 78;
	}
	for (uint32_t length; read_all(&length, sizeof length);) {
		struct arena *arena = arena_new();
		char *text = arena_alloc(arena, (size_t)length + 1);
		if (!read_all(text, length))
			return 65;
		prove_one(arena, &plan, bytes_of(text, length));
		fflush(stdout);
		arena_free(arena);
	}
	arena_free(of_plan);
	return 0;
}
