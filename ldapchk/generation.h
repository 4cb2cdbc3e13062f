/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which Windows Server machines run, from operatingSystemVersion of their computer objects. The
 * account that a cluster uses in the directory depends on it. Pure.
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

/* How many machines run each generation. */
struct generations {
	size_t count[GENERATION_COUNT];
	size_t asked;
	struct causes causes; /* of the unknown ones */
};

/* Counts the machines of these names. Adds a line for each to the proof. */
void generations_count(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, size_t count, struct generations *seen, struct text *proof);

/* The remedy for clusters that act with a service account. */
extern const char service_account_remedy[];

/*
 * The generation of all standby nodes of the plan, by this copy. Unknown if one is not shown, if
 * they differ, or if the plan names none.
 */
enum generation standby_generation(
	const struct examination *examination, const struct directory_visit *visit);

/*
 * Whether the standby cluster runs Windows Server 2003, where a cluster has no computer account of
 * its own. True with a result (UNKNOWN) for any check of that account.
 */
bool standby_has_no_cno(const struct examination *examination, const struct directory_visit *visit,
	struct dc_result *result);
