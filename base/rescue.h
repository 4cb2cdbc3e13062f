/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a program that cannot go on by itself: out of memory, a library that aborts, or a step
 * that does not end by the deadline. A report that was made before is printed then.
 */
#pragma once

#include "base/bytes.h"
#include "base/deadline.h"

/* Call once, first. */
void rescue_begin(void);

/* From now on the program does not run longer than this. */
void rescue_at(struct deadline deadline);

/*
 * Keeps what is written in that case: to `file`, or to standard output where it is NULL. The
 * program then ends with this status; without a report with OUT_OF_MEMORY_STATUS. Both must live as
 * long as the program.
 */
void rescue_keep(struct bytes report, const char *file, int status);

/* The report itself is written now, or this is a worker: there is nothing more to rescue. */
void rescue_end(void);
