/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary search in sorted arrays. Finds the first of equal items; bsearch() finds any of them. */
#pragma once

#include <stddef.h>

/*
 * The index of the first item that is not less than the key; `count` if all are less. `compare` is
 * as for bsearch(): the key is the first argument.
 */
size_t sorted_first(const void *key, const void *items, size_t count, size_t size,
	int (*compare)(const void *key, const void *item));
