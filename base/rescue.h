/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a program that cannot go on by itself: out of memory, a library that aborts, or a step
 * that does not end by the deadline. Reports that were made before are printed then.
 */
#pragma once

#include "base/bytes.h"
#include "base/deadline.h"

/* Call once, first. */
void rescue_begin(void);

/* From now on the program does not run longer than this. */
void rescue_at(struct deadline deadline);

/* A report, and its file; NULL: standard output. */
struct rescued {
	struct bytes report;
	const char *file;
};

/*
 * Keeps what is written in that case, in this order. The program then ends with this status, or
 * with OUT_OF_MEMORY_STATUS where there is no report or one cannot be written. All must live as
 * long as the program.
 */
void rescue_keep(const struct rescued *kept, size_t count, int status);

/* The reports themselves are written now, or this is a worker: there is nothing more to rescue. */
void rescue_end(void);
