/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a password is tried: one that is wrong, tried at every server of a plan, locks its
 * account. A ticket that is there already does no such harm, and passes.
 */
#pragma once

#include "base/worker.h"
#include "model/plan.h"

/* The gate of all jobs that visit directory servers (discovery as well), or file servers. */
struct job_gate logon_directory_gate(const struct plan *plan);
struct job_gate logon_share_gate(const struct plan *plan);
