/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan as the program understands it: each value, and where it comes from. */
#pragma once

#include "model/plan.h"

/* What a run takes from the environment beside the plan; NULL: not set. */
struct surroundings {
	const char *ticket_cache;  /* KRB5CCNAME */
	const char *keytab;        /* KRB5_CLIENT_KTNAME */
	const char *configuration; /* KRB5_CONFIG */
};

/* As text for people, at most 80 columns wide where words allow it; safe to show on a terminal. */
char *plan_show(
	struct arena *arena, const struct plan *plan, const struct surroundings *surroundings);
