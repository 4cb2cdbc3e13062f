/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Creating the computer object of a CMS: where, with what right, and what is left of the quota that
 * stands in for the right. Pure.
 */
#pragma once

#include "ldapchk/access_request.h"

/* May the account create a computer object in one container? */
struct creation {
	enum answer granted;
	const char *proof;    /* what decided it */
	struct causes causes; /* of doubt */
};

/* False with a result (UNKNOWN) where the container was not read. */
bool creation_ask(struct creation *creation, const struct examination *examination,
	const struct directory_visit *visit, const struct account *account, const char *container,
	struct dc_result *result);

/* ms-DS-MachineAccountQuota, for those who have no right. */
struct quota {
	int64_t limit;
	size_t used; /* objects that the account created so, as far as they are shown */
};

bool quota_read(const struct examination *examination, const struct directory_visit *visit,
	const struct account *account, struct quota *quota, struct dc_result *result);
