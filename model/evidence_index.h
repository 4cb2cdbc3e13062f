/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/evidence.h"

/* Notes where names stand in the evidence, for the look-ups of evidence.h. */
void evidence_index(struct arena *arena, struct evidence *evidence);
