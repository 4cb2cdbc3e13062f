/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which Windows Server machines run, as their computer objects tell it (operatingSystemVersion).
 * The acting account in the directory depends on it. Pure.
 */
#pragma once

#include "base/text.h"
#include "ldapchk/account.h"
#include "ldapchk/dc_result.h"
#include "model/check.h"

enum generation {
	GENERATION_UNKNOWN,
	GENERATION_2003,
	GENERATION_2008,
	GENERATION_2008_R2,
	GENERATION_LATER,
	GENERATION_COUNT
};

/* "Windows Server 2008"; "not known". */
const char *generation_name(enum generation generation);

/* How many of several machines run which generation. */
struct generations {
	size_t count[GENERATION_COUNT];
	size_t asked;
	struct causes causes; /* of those that are not known */
};

/* Adds the machines of these names; and to the proof, unless it is NULL, a line for each. */
void generations_count(struct arena *arena, const struct directory_visit *visit,
	const struct name *name, size_t count, struct generations *seen, struct text *proof);

/* What is left to do where clusters act with a service account: a sentence. */
extern const char service_account_remedy[];

/*
 * What all standby nodes of the plan run by that copy; unknown where one does not tell, they
 * differ, or the plan names none.
 */
enum generation standby_generation(
	const struct examination *examination, const struct directory_visit *visit);

/*
 * Whether the standby cluster is one of Windows Server 2003, which has no account of its own in the
 * directory: then there is a result (UNKNOWN) about whatever is asked of that account.
 */
bool standby_has_no_cno(const struct examination *examination, const struct directory_visit *visit,
	struct dc_result *result);
