/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dSHeuristics of the forest (MS-ADTS 6.1.1.2.4.1.2), as far as it bears on access checks. Pure. */
#pragma once

#include "model/evidence.h"
#include "security/access.h"

/*
 * Whether BlockOwnerImplicitRights is on and takes WRITE_DAC from an owner with this token: from
 * any but members of Domain Admins and Enterprise Admins. Its character is the 29th; off are "0",
 * "2", and a value that is shorter or not set. Maybe, where the object or the groups were not read.
 */
enum answer directory_owner_blocked(const struct directory_visit *visit, const struct token *token);
