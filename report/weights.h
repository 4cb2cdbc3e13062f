/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks whose weight the plan changed. */
#pragma once

#include "report/report.h"

/* Those of a judgement: judgement->changed_count. */
struct report_weight *weights_of(struct arena *arena, const struct judgement *judgement);

/* "dns.ttl is advisory, ex.version is blocking"; NULL: the plan changed none. */
const char *weights_line(struct arena *arena, const struct report *report);
