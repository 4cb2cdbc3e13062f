/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorted arrays, searched by halves; where bsearch() gives any of those that are alike. */
#pragma once

#include <stddef.h>

/*
 * The index of the first item that does not stand before the key; `count`: all do. `compare` is
 * that of bsearch(): the key comes first.
 */
size_t sorted_first(const void *key, const void *items, size_t count, size_t size,
	int (*compare)(const void *key, const void *item));
