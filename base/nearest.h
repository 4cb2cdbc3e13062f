/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions for mistyped words. */
#pragma once

#include <stddef.h>

/* The known word nearest to this one, or NULL if none is near enough. */
const char *nearest(const char *word, const char *const *known, size_t count);
