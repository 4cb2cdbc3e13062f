/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of one object that a check judges differently: whether a change has not arrived yet at the
 * worse ones, or was made there later, or which of both is not known. Nobody should grant a right
 * again that is granted and only has to replicate. Outcomes are decided before. Pure.
 */
#pragma once

#include "ldapchk/dc_result.h"

/* The result of one server's copy. */
struct dc_copy {
	const char *server, *site; /* site NULL: not known */
	bool decides;
	struct dc_result result;
};

struct dc_copies {
	struct dc_copy *copy;
	size_t count;
};

/*
 * `result` is that of all copies together: FAIL or WARN because of those that decide or, if
 * `by_others`, because of the others. Changes its summary and remedy, and its fixes, if copies that
 * are in better order show the object. Returns lines for the proof; "" if there is nothing to say.
 */
const char *dc_lag_explain(const struct examination *examination, const struct dc_copies *copies,
	const char *label, bool by_others, struct dc_result *result);
