/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of a check on one directory server's copy, if it can be judged at all. */
#pragma once

#include "ldapchk/dc_result.h"

/* Calls the function, or says why that copy cannot be judged (UNKNOWN). See dc_results_judge. */
struct dc_result dc_copy_judge(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const char *other,
	dc_result_with_function *judge_copy, const void *context);

/* Whether not all servers of the plan were asked, or none was; then with a result (UNKNOWN). */
bool dc_copies_missing(const struct examination *examination, struct dc_result *result);
