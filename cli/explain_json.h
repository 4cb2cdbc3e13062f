/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same as explain.h for programs: {"checks": [...], "rights": [...]}. */
#pragma once

#include <stdbool.h>

#include "base/bytes.h"
#include "model/judgement.h"

/* These checks, and what is read in the directory. */
struct bytes explain_json(struct arena *arena, const struct catalogue *catalogue, bool with_rights);
