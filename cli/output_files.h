/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the outputs: what may be replaced, and how the reports get there. */
#pragma once

#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"
#include "cli/output.h"

/* Files that a run reads, "-" for standard input; NULL counts as none. */
struct inputs {
	const char *const *file;
	size_t count;
};

/*
 * Removes the reports of earlier runs, before anything else can fail. Other files stay until they
 * are replaced, inputs stay. Complains of what it cannot remove.
 */
void outputs_clear(const struct outputs *outputs, const struct inputs *inputs);

/* Whether no output is one of the inputs, such as a plan with answers in it. ERROR_CONFIG. */
bool outputs_spare(const struct outputs *outputs, const struct inputs *inputs, struct error *error);

/* Whether all of them can be written: call this before servers are asked. */
bool outputs_may_write(const struct outputs *outputs, struct error *error);

/*
 * Writes a report to each output, those to files first: a reader of standard output may be slow. An
 * output that has no report (NULL bytes) is left out. Goes on where one fails, and complains of
 * each; then false.
 */
bool outputs_write(
	const struct outputs *outputs, const struct bytes *report, struct deadline deadline);

/* The files, "r.json, r.html"; "" where there is none. */
const char *outputs_list(struct arena *arena, const struct outputs *outputs);
