/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of a report, for formats that show numbers. */
#pragma once

#include "report/report.h"

struct report_tally {
	size_t outcome[4];  /* by enum outcome */
	size_t severity[4]; /* by enum severity */
	size_t waiver[9];   /* by enum waiver_state */
};

struct report_tally report_tally_of(const struct report *report);

/* When the evidence was read, in seconds since 1970; false if that is not known. */
bool report_evidence_time(const struct report *report, int64_t *seconds);

/* How long its reading took; false if that is not known. */
bool report_evidence_duration(const struct report *report, int64_t *seconds);
