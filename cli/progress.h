/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Progress on standard error: on a terminal one line that is redrawn; elsewhere a plain line from
 * time to time, without control characters. A process in the background of its terminal counts as
 * elsewhere. There is no colour.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/worker.h"

struct progress {
	bool on_terminal, drawn;
	struct deadline next; /* not shown before then */
	struct arena *arena;
};

void progress_begin(struct progress *progress);

/* A progress_function: the context is a struct progress. */
void progress_show(void *context, const struct worker_state *state);

/* Clears the line. */
void progress_end(struct progress *progress);

/* "1,004": digits in groups of three. */
char *count_grouped(struct arena *arena, size_t count);

/* The line for a terminal, at most `width` - 1 columns, and the plain one. */
char *progress_bar(struct arena *arena, const struct worker_state *state, size_t width);
char *progress_line(struct arena *arena, const struct worker_state *state);
