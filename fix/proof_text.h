/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was proven, for people. */
#pragma once

#include "base/text.h"
#include "fix/prove.h"

/* What the search found about one recovery. */
void proof_write(struct text *text, const struct proof *proof);

/* The whole: the verdict as it is, and with the changes of all recoveries. */
void proof_begin(struct text *text, enum verdict before);
void proof_end(struct text *text, enum verdict after, size_t changes, bool done);
