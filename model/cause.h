/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cause that is no gap of the evidence: a name of the plan that the directory does not have, a
 * site that is lost. Many findings follow from it. Two causes of the same kind about the same
 * subject are one, whatever their texts are.
 */
#pragma once

#include <stdbool.h>

enum cause_kind {
	CAUSE_ACCOUNT,      /* no directory server shows the account; the subject is its name */
	CAUSE_ROLE,         /* the name is that of something else: a node given as the CMS */
	CAUSE_ORGANISATION, /* the Exchange organisation does not show the CMS, or shows nothing */
	CAUSE_ADDRESS,      /* DNS has no address of the name */
	CAUSE_SITE,         /* the Sites container does not have the site that the plan names */
	CAUSE_SITE_LOST,    /* --site-loss leaves no server of that kind */
	CAUSE_NOT_ASKED,    /* the evidence was collected without it */
};

struct cause {
	enum cause_kind kind;
	const char *subject; /* a name as people know it; compared without regard to case */
	const char *text;    /* "DRNODE9 is in the plan and not in the directory" and suggestions */
	const char *remedy;  /* what to do; "" if the finding that reports it says so */
};

/* Order by kind, then by subject: negative, 0 or positive. */
int cause_compare(const struct cause *a, const struct cause *b);

/* "account", "role", ...: stable, for programs. */
const char *cause_kind_name(enum cause_kind kind);
