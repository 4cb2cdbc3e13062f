/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `cmsready discover` could not find out: a person answers it at its place in the plan, and
 * removes the question. Only a person may remove one, since only a person knows that the answer is
 * right; so a plan with questions is refused, also when all of them seem to be answered.
 */
#pragma once

#include <stddef.h>

#include "codec/document.h"

struct plan_question {
	const char *at; /* JSON pointer to where the answer belongs */
	const char *ask;
	/* The value at its place, shortened, unless it is empty or what discovery proposed; NULL:
	 * the question is open. */
	const char *answer;
	size_t line; /* of the answer; 0: not known */
};

struct plan_questions {
	struct plan_question *question;
	size_t count, open_count;
};

/*
 * False when the plan has questions: then `questions` has them, and the error is ERROR_CONFIG. Also
 * false when "questions" is no valid list. Checks nothing else. Call it first: other errors of the
 * plan may be due to a question that is not answered yet.
 */
bool plan_questions_answered(
	const struct node *root, struct plan_questions *questions, struct error *error);
