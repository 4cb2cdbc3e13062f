/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report says about the plan beside the findings. */
#pragma once

#include "report/report.h"

/* One for each waiver, in their order. */
struct report_waiver *report_waivers(struct arena *arena, const struct judgement *judgement);

/* Notes where each recovery begins in the plan. */
void report_lines(struct arena *arena, const struct plan *plan, struct report *report);
