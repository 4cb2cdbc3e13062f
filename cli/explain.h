/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of `explain`: all checks, one check, or the rights that collecting needs. */
#pragma once

#include "base/arena.h"
#include "model/judgement.h"

char *explain_all(struct arena *arena, const struct catalogue *catalogue);
char *explain_check(struct arena *arena, const struct check *check);
char *explain_rights(struct arena *arena);
