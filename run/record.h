/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What evidence says about the run that made it. */
#pragma once

#include "model/evidence.h"
#include "model/plan.h"

/* A new run on this machine that starts now and has not ended. */
struct run run_record(struct arena *arena, const struct plan *plan);
