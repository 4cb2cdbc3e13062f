/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a KDC refuses to let an account log on: the account policy that it applies to every request
 * for a ticket-granting ticket (MS-KILE 3.3.5.6.3). Pure.
 */
#pragma once

#include "ldapchk/account.h"

struct refusal {
	const char *words;   /* "is disabled and expired at ..."; NULL: nothing refuses it */
	const char *remedy;  /* what ends it, with a command for each reason */
	struct fixes fixes;  /* the same as data */
	const char *unknown; /* what is not known of it, so that it may be refused; or NULL */
	const struct gap *gap;
	const char *remark; /* what is unusual and may limit it: "is no ..."; or NULL */
	const char *note;   /* what is only worth saying: "expires at ..."; or NULL */
};

/* `ended` is the time of the run as in the evidence; the account is judged as it was then. */
struct refusal refusal_of(struct arena *arena, const struct account *account,
	const struct directory_visit *visit, const char *ended);
