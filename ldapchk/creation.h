/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Creating the computer object of a CMS: in which container, with which right, or within the quota
 * for accounts without the right. Pure.
 */
#pragma once

#include "ldapchk/access_request.h"

/* Whether the account may create a computer object in one container. */
struct creation {
	enum answer granted;
	const char *proof;    /* the ACEs that decided it */
	struct causes causes; /* why the answer is in doubt */
};

/* False with a result (UNKNOWN) if the container was not read. */
bool creation_ask(struct creation *creation, const struct examination *examination,
	const struct directory_visit *visit, const struct account *account, const char *container,
	struct dc_result *result);

/* ms-DS-MachineAccountQuota, for accounts without the right. */
struct quota {
	int64_t limit;
	size_t used; /* objects that it created within the quota, as far as shown */
};

/* False with a result (UNKNOWN) if the quota or the created objects were not read. */
bool quota_read(const struct examination *examination, const struct directory_visit *visit,
	const struct account *account, struct quota *quota, struct dc_result *result);
