/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names whose computer objects are searched for. A name that is cut in its account counts
 * twice: the common name may be the whole one.
 */
#pragma once

#include "model/evidence.h"
#include "model/name.h"

struct labels {
	struct arena *arena;
	const char **label;
	size_t count;
};

void labels_add(struct labels *labels, const struct name *names, size_t count);

/* Sorts them, each once. */
void labels_sort(struct labels *labels);

bool labels_contain(const struct labels *labels, const char *label);

/* Notes in the visit that it was asked about them. */
void labels_note_asked(const struct labels *labels, struct directory_visit *visit);

/* A filter for the computer objects that have one of `count` names, from `first` on, as account or
 * as common name. */
const char *labels_filter(const struct labels *labels, size_t first, size_t count);
