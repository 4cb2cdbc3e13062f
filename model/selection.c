/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/selection.h"

#include <fnmatch.h>

#include "base/nearest.h"
#include "base/text.h"

enum { RECOVERIES_SHOWN = 30 };

void name_list_add(struct arena *arena, struct name_list *list, const char *name)
{
	list->name = arena_more(arena, list->name, list->count, sizeof *list->name);
	list->name[list->count++] = name;
}

static bool matches(const struct name_list *patterns, const struct check *check)
{
	for (size_t i = 0; i < patterns->count; i++) {
		if (fnmatch(patterns->name[i], check->id, 0) == 0)
			return true;
	}
	return false;
}

const char *check_missing(struct arena *arena, const struct catalogue *all, const char *name)
{
	const char **ids = arena_alloc(arena, all->count * sizeof *ids);
	for (size_t i = 0; i < all->count; i++)
		ids[i] = all->check[i]->id;
	const char *near = nearest(name, ids, all->count);
	return arena_format(arena, "there is no check \"%s\"%s%s%s", name,
		near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
		near == NULL ? "" : "\"?");
}

static bool fail_check(
	struct arena *arena, const struct catalogue *all, const char *name, struct error *error)
{
	error_set(error, ERROR_CONFIG, "%s", check_missing(arena, all, name));
	return error_add_line(error, "Try: cmsready explain");
}

/* A pattern that matches nothing is a mistake: the run would not be what the user meant. */
static bool all_match(struct arena *arena, const struct name_list *patterns,
	const struct catalogue *all, struct error *error)
{
	for (size_t i = 0; i < patterns->count; i++) {
		const struct name_list one = { &patterns->name[i], 1 };
		size_t found = 0;
		while (found < all->count && !matches(&one, all->check[found]))
			found++;
		if (found == all->count)
			return fail_check(arena, all, patterns->name[i], error);
	}
	return true;
}

bool selection_checks(struct arena *arena, const struct selection *selection,
	const struct catalogue *all, struct catalogue *wanted, struct error *error)
{
	if (!all_match(arena, &selection->only, all, error) ||
		!all_match(arena, &selection->skip, all, error))
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
		if ((selection->only.count == 0 || matches(&selection->only, check)) &&
			!matches(&selection->skip, check))
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

/* Marks the recoveries of the CMS of that name; false when there is none. */
static bool mark(struct arena *arena, const struct plan *plan, const char *text, bool *wanted)
{
	struct name name;
	struct error ignored = { 0 };
	bool found = false;
	if (!name_read(arena, text, plan->directory.domain, &name, &ignored))
		return false;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const bool named = name_equal(&name, &plan->recoveries[i].cms);
		wanted[i] = wanted[i] || named;
		found = found || named;
	}
	return found;
}

static bool fail_recovery(
	struct arena *arena, const struct plan *plan, const char *name, struct error *error)
{
	struct text names = text_new(arena);
	for (size_t i = 0; i < plan->recovery_count && i < RECOVERIES_SHOWN; i++)
		text_add(&names, "%s%s", i == 0 ? "" : ", ", plan->recoveries[i].cms.label);
	if (plan->recovery_count > RECOVERIES_SHOWN)
		text_add(&names, " and %zu more", plan->recovery_count - RECOVERIES_SHOWN);
	return error_set(
		error, ERROR_CONFIG, "the plan has no CMS \"%s\"; it has: %s", name, names.data);
}

bool selection_recoveries(struct arena *arena, const struct selection *selection, struct plan *plan,
	struct error *error)
{
	const struct name_list *names = &selection->recovery;
	if (names->count == 0)
		return true;
	bool *wanted = arena_alloc(arena, plan->recovery_count * sizeof *wanted);
	for (size_t i = 0; i < names->count; i++) {
		if (!mark(arena, plan, names->name[i], wanted))
			return fail_recovery(arena, plan, names->name[i], error);
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
