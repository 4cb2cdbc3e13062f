/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run is confined to: some of the checks, some of the recoveries. Whatever is left out stays
 * known as such, so that a report can list it. The texts are the user's.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "model/judgement.h"

struct words {
	const char **word;
	size_t count;
};

void words_add(struct arena *arena, struct words *words, const char *word);

struct selection {
	struct words only, skip; /* ids of checks, or patterns for them: "dns.*", see glob(7) */
	struct words recovery;   /* CMSs, by their short or full names */
};

/*
 * The checks of `all` that are wanted: those that one of `only` names (all where there is none),
 * without those that one of `skip` names; the others are in left_out. ERROR_CONFIG where a word
 * names no check, with the nearest one, or where no check is wanted.
 */
bool selection_checks(struct arena *arena, const struct selection *selection,
	const struct catalogue *all, struct catalogue *wanted, struct error *error);

/* What these checks read together, as enum source has it. */
unsigned sources_of(const struct catalogue *wanted);

/*
 * Leaves only the wanted recoveries in the plan, all where none is named; the others are in
 * left_out. ERROR_CONFIG, with those of the plan, where a word names none of them.
 */
bool selection_recoveries(struct arena *arena, const struct selection *selection, struct plan *plan,
	struct error *error);
