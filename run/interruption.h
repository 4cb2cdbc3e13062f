/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that a signal ended before all servers had answered. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct interruption {
	int signal;    /* 0: there was none */
	int64_t at_ms; /* on the clock of deadlines */
	size_t asked;  /* jobs, whether they were started or not */
	size_t answered;
};

/* "SIGINT"; "a signal" for one without a name. */
const char *interruption_signal(struct arena *arena, int signal);

/* "by SIGINT after 7 s: 3 of 12 answers were there"; NULL if there was none, or nothing is missing.
 */
const char *interruption_text(
	struct arena *arena, const struct interruption *interruption, int64_t begun_ms);
