/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers of `cmsready acl` for programs: one JSON object per line. Written directly as text,
 * because thousands are written per second. Only ids, errors and SDDL may need escapes.
 */
#pragma once

#include "acl/inquiry.h"
#include "security/assessment.h"

/* Begins an answer: {"id": 1. The id is JSON text. */
void answer_begin(struct text *to, struct bytes id);

/* Adds the assessment of an object. */
void answer_assess(
	struct text *to, const struct inquiry *inquiry, const struct assessment *assessment);

/*
 * Adds "sddl" and "sd". False, with "sddl" null and an "error", if SDDL cannot express the
 * descriptor.
 */
bool answer_convert(struct text *to, const struct inquiry *inquiry);

/* Adds "error": why the question is invalid or could not be answered. */
void answer_fail(struct text *to, const struct error *error);

/* Ends the answer and its line. */
void answer_end(struct text *to);
