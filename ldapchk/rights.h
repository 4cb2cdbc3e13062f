/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rights on a CMS's computer object that a cluster uses in /RecoverCMS, each by itself. */
#pragma once

#include <stddef.h>

#include "ldapchk/access.h"

enum { RIGHT_CHAIN_MAX = 3, RIGHT_WAYS_MAX = 2 };

/* One way to have a right: a mask on a chain of object types (MS-ADTS 5.1.3.3.3). */
struct right_way {
	uint32_t mask;
	const char *chain[RIGHT_CHAIN_MAX]; /* GUIDs as text, from the class down */
};

struct right {
	const char *name;
	struct right_way way[RIGHT_WAYS_MAX]; /* any of them will do */
};

extern const struct right cms_rights[];
extern const size_t cms_right_count;

enum right_answer { RIGHT_GRANTED, RIGHT_IN_DOUBT, RIGHT_DENIED };

enum right_answer right_evaluate(const struct right *right, const struct descriptor *descriptor,
	const struct token *token, const struct sid *self);
