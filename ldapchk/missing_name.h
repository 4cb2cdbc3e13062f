/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of the plan that the directory or DNS does not have: the causes of all that cannot be found
 * out about them, and which names may be meant. No outcome depends on it. Pure; what is returned is
 * kept for all checks of the recovery.
 */
#pragma once

#include "model/check.h"

struct missing_name {
	struct cause cause;
	const char *hint;    /* " Did you mean EXCMS01?" to end a summary; or "" */
	const char *suggest; /* "If EXCMS01 is meant, ... " to begin a remedy; or "" */
};

/*
 * The account of the recovery's CMS, standby cluster or node with that label: no directory server
 * that was read shows one, or none was asked about it. NULL: one does, none was read, or it is no
 * such name.
 */
const struct missing_name *missing_account(
	const struct examination *examination, const char *label);

/*
 * Why there is no address of that DNS name: no server was asked for it; or no server has one, and
 * its account is missing, too, or not. NULL: a server has one, or it is not known.
 */
const struct missing_name *missing_address(const struct examination *examination, const char *fqdn);

/*
 * The evidence was collected without that name of the recovery, an account's label or a DNS name.
 * NULL: it is none of the recovery's.
 */
const struct cause *unasked_name(const struct examination *examination, const char *name);

struct plan_member; /* ldapchk/planned_name.h */

/* `meant`: which names may be meant instead; or NULL. */
const struct missing_name *missing_name_new(struct arena *arena, enum cause_kind kind,
	const char *subject, const char *text, const char *meant, const struct plan_member *member);
