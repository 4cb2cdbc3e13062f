/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers of `cmsready acl`, for programs: a JSON object on a line. Written as text at once:
 * all but ids, errors and SDDL are our own words, and thousands of answers are written a second.
 */
#pragma once

#include "acl/inquiry.h"
#include "security/assessment.h"

/* Begins an answer: {"id": 1. The id is JSON text. */
void answer_begin(struct text *to, struct bytes id);

/* Adds what was found out about an object. */
void answer_assess(
	struct text *to, const struct inquiry *inquiry, const struct assessment *assessment);

/*
 * Adds "sddl" and "sd". False, with "sddl" null, when no SDDL text stands for the descriptor; an
 * "error" then says why.
 */
bool answer_convert(struct text *to, const struct inquiry *inquiry);

/* Adds "error": why the question could not be understood or answered. */
void answer_fail(struct text *to, const struct error *error);

/* Ends the answer and its line. */
void answer_end(struct text *to);
