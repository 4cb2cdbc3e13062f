/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/opinion.h"
#include "model/check.h"

enum generation {
	GENERATION_UNKNOWN,
	GENERATION_2003,
	GENERATION_2008,
	GENERATION_2008_R2,
	GENERATION_LATER,
	GENERATION_COUNT
};

/*
 * What all standby nodes of the plan run by that copy; unknown where one does not tell, they
 * differ, or the plan names none.
 */
enum generation standby_generation(
	const struct examination *examination, const struct directory_visit *visit);

/*
 * Whether the standby cluster is one of Windows Server 2003, which has no account of its own in the
 * directory: then there is an opinion (UNKNOWN) about whatever is asked of that account.
 */
bool standby_has_no_cno(const struct examination *examination, const struct directory_visit *visit,
	struct opinion *opinion);
