/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Limits how often a password is tried: a wrong one, tried on every server of a plan, locks its
 * account. An existing ticket cannot do that and is not limited.
 */
#pragma once

#include "base/worker.h"
#include "model/plan.h"

/* The gates of all jobs that ask directory servers (also in discovery), or file servers. */
struct job_gate logon_directory_gate(const struct plan *plan);
struct job_gate logon_share_gate(const struct plan *plan);
