/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ACEs that leave the answer to an access case in doubt, for its proof and its remedy. Pure. */
#pragma once

#include "ldapchk/access_case.h"
#include "security/rights.h"

struct access_doubts {
	struct doubtful_ace *item; /* each ACE once, in the order of the DACL */
	size_t count;
	bool denies; /* one of them may deny */
};

/* Adds the ACEs that leave the question in doubt. */
void access_doubts_ask(struct arena *arena, struct access_doubts *doubts,
	const struct access_evaluation *evaluation, const struct question *question);

/* The same for all ways to have the right, if it is in doubt. */
void access_doubts_ask_right(struct arena *arena, struct access_doubts *doubts,
	const struct access_evaluation *evaluation, const struct right *right,
	const struct right_access *access);

bool access_doubts_have(const struct access_doubts *doubts, const struct ace *ace);

/* Adds a heading and one line for each, with the reason. */
void access_doubts_add(const struct access_doubts *doubts, const struct access_case *access_case,
	struct text *text);

/* What settles it: the grant, and removing a deny that may take precedence. */
const char *access_doubts_remedy(
	const struct access_doubts *doubts, struct arena *arena, const char *grant_command);
