/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from the members of a report and is not in its file; used in report/. */
#pragma once

#include "report/report.h"

/*
 * Sets the indices of a report, and fills what reports of earlier versions lack. ERROR_MALFORMED
 * where its parts do not agree: a finding about a recovery that is not listed, a wrong count, a GO
 * in spite of a finding.
 */
bool report_index(struct arena *arena, struct report *report, struct error *error);
