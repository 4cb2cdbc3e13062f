/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings that were open in an earlier report and are gone: for formats that tell another system
 * to close what it opened. Open is what did not pass. Gone is only what was proven to be: it passes
 * now, or the plan does not ask it any more.
 */
#pragma once

#include "report/report.h"

struct gone {
	const struct report_finding **finding; /* of the earlier report, in its order */
	size_t count;
};

/*
 * Why nothing of the earlier report can be called gone, a sentence; NULL: it can. So it is for a
 * run that failed, one with evidence that is too old or set aside (--site-loss), a report of
 * another plan, one that is not earlier, and one from before 1.3, which has other keys.
 */
const char *gone_refusal(
	struct arena *arena, const struct report *previous, const struct report *now);

/* None where there is no earlier report (NULL), or where gone_refusal() has a reason. */
struct gone gone_since(
	struct arena *arena, const struct report *previous, const struct report *now);
