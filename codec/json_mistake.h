/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with a text that was to be JSON, for the person who wrote it by hand: the first
 * mistake, where it is, and what to write instead. Nothing is repaired: JSON is read strictly.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"

struct json_mistake {
	size_t at;        /* offset in the text */
	const char *what; /* one line */
};

/*
 * False if the grammar (RFC 8259) is kept. That is not all: a key twice, a number out of range or
 * half a surrogate pair is for the parser to find. Also false for more than 2,048 open brackets.
 */
bool json_mistake_find(struct arena *arena, struct bytes text, struct json_mistake *mistake);
