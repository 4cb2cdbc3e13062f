/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of one account of the plan in one directory server's copy: whether it exists once, is
 * the machine's that the plan means, and may log on. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/refusal.h"

enum account_state {
	ACCOUNT_UNKNOWN,
	ACCOUNT_MISSING,
	ACCOUNT_TWICE, /* several objects have the account's name */
	ACCOUNT_OFF,   /* a KDC refuses it */
	ACCOUNT_ON,
};

struct account_status {
	enum account_state state;
	struct accounts accounts;
	struct refusal refusal; /* if it is OFF or ON */
	/* If it is UNKNOWN complete, otherwise without outcome, summary and remedy. */
	struct dc_result result;
};

struct account_status account_status_of(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name);

/*
 * What is unusual about an account that is there once: other objects with its common name, such as
 * replication conflicts leave, and what may limit it. False if there is nothing. A sentence, and
 * what to do.
 */
bool account_is_unusual(struct arena *arena, const struct account_status *status,
	const struct name *name, const char **summary, const char **remedy, struct fixes *fixes);
