/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody who mistyped a word probably meant. */
#pragma once

#include <stddef.h>

/* The known word nearest to this one, or NULL when none is near enough to be worth naming. */
const char *nearest(const char *word, const char *const *known, size_t count);
