/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of an earlier run, where a run is to write its own: if the run fails, or is killed,
 * yesterday's GO must not be there to be read as today's.
 */
#pragma once

#include <stdbool.h>

#include "base/bytes.h"
#include "base/error.h"

/* How much of a file is needed to see whether it is a report. */
enum { OLD_REPORT_HEAD = 64 * 1024 };

/*
 * Whether what begins like this is a report, of whatever format and version. A plan, evidence or a
 * key is none: a mistake on the command line must not remove it.
 */
bool is_report(struct bytes head);

/*
 * Removes the file where it is a regular file and a report; empties it where it cannot be removed.
 * False where neither works, so that an old report stays.
 */
bool old_report_remove(const char *file, struct error *error);
