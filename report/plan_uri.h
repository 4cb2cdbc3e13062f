/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the plan stands in a repository, as a relative reference (RFC 3986, 4.2). */
#pragma once

#include "report/report.h"

/*
 * The plan's path, or its name where the path is not known or leaves the folder: a report may have
 * been written by anybody. Never absolute, without "." and "..", never empty.
 */
const char *plan_uri(struct arena *arena, const struct report_run *run);
