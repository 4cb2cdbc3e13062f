/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixes of a report: each once, in the order in which they are carried out. */
#pragma once

#include "model/fix.h"
#include "report/report.h"

struct proposed {
	struct fix fix;
	size_t *finding; /* that it would mend: ascending indices of report.finding */
	size_t finding_count;
};

struct proposal {
	struct proposed *item;
	size_t count;
};

/* Fixes of findings that failed or warned; those of actions that are not known are left out. */
struct proposal proposal_of(struct arena *arena, const struct report *report);

/* Whether a fix of the finding has an action that is known. */
bool proposal_has_known(const struct report_finding *finding);
