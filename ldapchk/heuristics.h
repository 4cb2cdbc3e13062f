/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dSHeuristics of the forest (MS-ADTS 6.1.1.2.4.1.2), the part that affects access checks. Pure. */
#pragma once

#include "model/evidence.h"
#include "security/access.h"

/*
 * Whether BlockOwnerImplicitRights is on and removes WRITE_DAC from an owner with this token.
 * Members of Domain Admins and Enterprise Admins keep it. The option is the 29th character: "0",
 * "2", a shorter value and no value mean off. Maybe, if the object or the groups were not read.
 */
enum answer directory_owner_blocked(const struct directory_visit *visit, const struct token *token);
