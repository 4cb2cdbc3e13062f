/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker of each kind of job may do. */
#pragma once

#include "base/cage.h"
#include "model/plan.h"

/* `argument` is that of the job. */
struct cage cage_for_directory(const struct plan *plan, const void *argument);
struct cage cage_for_shares(const struct plan *plan, const void *argument);
struct cage cage_for_dns(const struct plan *plan, const void *argument);
struct cage cage_for_resolver(const struct plan *plan, const void *argument);
