/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --sign: a signature beside each JSON report that a run writes to a file. */
#pragma once

#include "cli/reports.h"

/* Whether there is a report to be signed. */
bool signing_has_report(const struct outputs *outputs);

/*
 * Call this before anything is asked: removes signatures of earlier reports, and refuses a key that
 * cannot be read. True where nothing is to be signed.
 */
bool signing_prepare(struct arena *arena, const struct options *options, struct error *error);

/* Signs the texts of the outputs, which were written. False after a complaint. */
bool signing_put(const struct reports *reports, const struct bytes *text);
