/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/selection.h"

#include <fnmatch.h>

#include "base/nearest.h"
#include "base/text.h"

enum { RECOVERIES_TOLD = 30 };

void words_add(struct arena *arena, struct words *words, const char *word)
{
	words->word = arena_more(arena, words->word, words->count, sizeof *words->word);
	words->word[words->count++] = word;
}

static bool fits(const struct words *words, const struct check *check)
{
	for (size_t i = 0; i < words->count; i++) {
		if (fnmatch(words->word[i], check->id, 0) == 0)
			return true;
	}
	return false;
}

static bool fail_word(
	struct arena *arena, const struct catalogue *all, const char *word, struct error *error)
{
	const char **ids = arena_alloc(arena, all->count * sizeof *ids);
	for (size_t i = 0; i < all->count; i++)
		ids[i] = all->check[i]->id;
	const char *near = nearest(word, ids, all->count);
	return error_set(error, ERROR_CONFIG,
		"there is no check \"%s\"%s%s%s\nTry: cmsready explain", word,
		near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
		near == NULL ? "" : "\"?");
}

/* A word that names nothing is a mistake: the run would be about something else. */
static bool words_fit(struct arena *arena, const struct words *words, const struct catalogue *all,
	struct error *error)
{
	for (size_t i = 0; i < words->count; i++) {
		const struct words one = { &words->word[i], 1 };
		size_t found = 0;
		while (found < all->count && !fits(&one, all->check[found]))
			found++;
		if (found == all->count)
			return fail_word(arena, all, words->word[i], error);
	}
	return true;
}

bool selection_checks(struct arena *arena, const struct selection *selection,
	const struct catalogue *all, struct catalogue *wanted, struct error *error)
{
	if (!words_fit(arena, &selection->only, all, error) ||
		!words_fit(arena, &selection->skip, all, error))
		return false;
	const struct check **in = arena_alloc(arena, all->count * sizeof *in);
	const struct check **out = arena_alloc(arena, all->count * sizeof *out);
	*wanted = *all;
	wanted->check = in;
	wanted->count = 0;
	wanted->left_out = out;
	wanted->left_out_count = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct check *check = all->check[i];
		if ((selection->only.count == 0 || fits(&selection->only, check)) &&
			!fits(&selection->skip, check))
			in[wanted->count++] = check;
		else
			out[wanted->left_out_count++] = check;
	}
	return wanted->count > 0 ||
	       error_set(error, ERROR_CONFIG, "--only and --skip leave no check");
}

unsigned sources_of(const struct catalogue *wanted)
{
	unsigned sources = 0;
	for (size_t i = 0; i < wanted->count; i++)
		sources |= wanted->check[i]->sources;
	return sources;
}

/* Marks the recoveries of the CMS that the word names; false when there is none. */
static bool mark(struct arena *arena, const struct plan *plan, const char *word, bool *wanted)
{
	struct name name;
	struct error ignored = { 0 };
	bool found = false;
	if (!name_read(arena, word, plan->directory.domain, &name, &ignored))
		return false;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const bool named = name_equal(&name, &plan->recoveries[i].cms);
		wanted[i] = wanted[i] || named;
		found = found || named;
	}
	return found;
}

static bool fail_recovery(
	struct arena *arena, const struct plan *plan, const char *word, struct error *error)
{
	struct text names = text_new(arena);
	for (size_t i = 0; i < plan->recovery_count && i < RECOVERIES_TOLD; i++)
		text_add(&names, "%s%s", i == 0 ? "" : ", ", plan->recoveries[i].cms.label);
	if (plan->recovery_count > RECOVERIES_TOLD)
		text_add(&names, " and %zu more", plan->recovery_count - RECOVERIES_TOLD);
	return error_set(error, ERROR_CONFIG, "the plan has no recovery of \"%s\"; it has: %s",
		word, names.data);
}

bool selection_recoveries(struct arena *arena, const struct selection *selection, struct plan *plan,
	struct error *error)
{
	const struct words *words = &selection->recovery;
	if (words->count == 0)
		return true;
	bool *wanted = arena_alloc(arena, plan->recovery_count * sizeof *wanted);
	for (size_t i = 0; i < words->count; i++) {
		if (!mark(arena, plan, words->word[i], wanted))
			return fail_recovery(arena, plan, words->word[i], error);
	}
	struct recovery *in = arena_alloc(arena, plan->recovery_count * sizeof *in);
	struct recovery *out = arena_alloc(arena, plan->recovery_count * sizeof *out);
	size_t in_count = 0, out_count = 0;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		if (wanted[i])
			in[in_count++] = plan->recoveries[i];
		else
			out[out_count++] = plan->recoveries[i];
	}
	plan->recoveries = in;
	plan->recovery_count = in_count;
	plan->left_out = out;
	plan->left_out_count = out_count;
	return true;
}
