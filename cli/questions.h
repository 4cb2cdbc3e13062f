/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of a plan, open or answered, as a list for people. */
#pragma once

#include "model/plan.h"

/*
 * All of them, at most 80 columns wide, and the next command for the plan `file`; safe to show on a
 * terminal. Ends with a new line.
 */
char *questions_write(
	struct arena *arena, const char *file, const struct plan_question *question, size_t count);

/* One text for each question, for a report. */
const char **questions_list(
	struct arena *arena, const struct plan_question *question, size_t count);
