/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waivers applied to the findings of a judgement. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/name_index.h"
#include "model/waiver.h"

struct catalogue;
struct findings;
struct plan;

/*
 * Call when all waivers of a plan were read: finds the findings that they name, by the names that
 * reports show. ERROR_MALFORMED with both places if a finding has two.
 */
bool waivers_complete(struct arena *arena, struct plan *plan, struct error *error);

/* What became of a waiver. */
struct waived {
	const struct waiver *waiver;
	enum waiver_state state;
	const char *text; /* the same as a sentence, with what to do */
	const char *key;  /* of its finding; or NULL: there is none */
};

/* All waivers of a plan while its recoveries are judged. */
struct waiving {
	struct arena *arena;
	const struct plan *plan;
	const struct catalogue *catalogue;
	struct name_index keys; /* of the waivers */
	struct waived *waived;
	size_t count;
};

struct waiving waiving_begin(
	struct arena *arena, const struct catalogue *catalogue, const struct plan *plan);

/* Those of the findings from `first` on that did not pass get the waiver that covers them. */
void waivers_apply(struct waiving *waiving, struct findings *findings, size_t first);

/* Call after the last recovery: says what became of each waiver. */
void waiving_end(struct waiving *waiving, const struct findings *findings);
